"""`Label` and `ConceptMatch`, kept in step with the concepts that they are made from."""

from collections.abc import Sequence

from museion.core.bulk import delete_rows, insert_rows, read_rows
from museion.vocabulary.labelling import list_labels
from museion.vocabulary.models import Concept, ConceptMatch, Label

_COLUMNS = ("id", "pref_labels", "alt_labels", "hidden_labels", "matches")
_LABEL = ("concept", "tag", "text", "form", "rank")
_MATCH = ("concept", "relation", "uri")


def write_lookup_rows(keys: Sequence[str]) -> None:
    """Make the rows of these concepts anew, within the transaction that wrote the concepts."""
    concepts = list(read_rows(Concept, _COLUMNS, where="key", values=list(dict.fromkeys(keys))))
    numbers = [concept[0] for concept in concepts]
    delete_rows(Label, "concept", numbers)
    delete_rows(ConceptMatch, "concept", numbers)
    insert_rows(
        Label,
        _LABEL,
        (
            (number, *label)
            for number, *labels, _ in concepts
            for label in list_labels(*(part or {} for part in labels))
        ),
    )
    insert_rows(
        ConceptMatch,
        _MATCH,
        (
            (number, relation, uri)
            for number, *_, matches in concepts
            for relation, uris in (matches or {}).items()
            for uri in dict.fromkeys(uris)
        ),
    )
