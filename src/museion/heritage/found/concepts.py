"""Which concepts an object states by the words of its type, material, technique and subject, and by its links."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from museion.core.languages import UNDETERMINED
from museion.vocabulary.models import Concept
from museion.vocabulary.queries import Term, find_concept_keys

# Lists of words in one field are parted so by nearly every source.
_PARTED = re.compile(r"\s*[;|\n]\s*")
_LONGEST_TERM = 80
# Codes of a catalogue that states no language are mostly in its own; English is the likeliest.
_UNSTATED = "en"


def list_terms(texts: Iterable[Mapping[str, str]], codes: Iterable[str]) -> list[Term]:
    """The words to look up: each part of the texts, each code."""
    parts = [(tag, part) for held in texts for tag, text in held.items() for part in _PARTED.split(text)]
    parts += [(UNDETERMINED, str(code)) for code in codes]
    return [
        Term(_UNSTATED if tag == UNDETERMINED else tag, part.strip())
        for tag, part in parts
        if part.strip() and len(part) <= _LONGEST_TERM
    ]


def find_stated(terms: Mapping[int, Sequence[Term]]) -> dict[int, list[str]]:
    """Keys of the concepts that the terms of each object name, in one read for all."""
    keys = find_concept_keys({term for held in terms.values() for term in held})
    return {number: list(_gather(held, keys)) for number, held in terms.items()}


def find_linked(object_ids: Sequence[int]) -> dict[int, list[tuple[str, dict[str, str]]]]:
    """Key and labels of the concepts to which objects are linked."""
    found: dict[int, list[tuple[str, dict[str, str]]]] = {}
    linked = Concept.objects.current().filter(cultural_objects__in=object_ids, access="public")
    for number, key, labels in linked.values_list("cultural_objects", "key", "pref_labels"):
        found.setdefault(number, []).append((key, labels))
    return found


def _gather(terms: Iterable[Term], keys: Mapping[Term, Sequence[str]]) -> Iterator[str]:
    for term in terms:
        yield from keys.get(term, ())
