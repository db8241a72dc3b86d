"""How records of any room state concepts to search, so that the bridge finds them by their meaning in every language."""

from functools import lru_cache

from django.utils.translation import gettext_lazy as _

from museion.search.documents import Document, Field, FieldKind
from museion.vocabulary.bridge import CONCEPT_FIELD
from museion.vocabulary.meeting import Edition, get_edition
from museion.vocabulary.queries import Term, find_concept_keys, label_concept

CONCEPT = Field(CONCEPT_FIELD, FieldKind.TERM, _("concept"), is_open=True, label_of=label_concept)


def state_labels(document: Document, *labels: str, tag: str = "en") -> None:
    """Concepts of which these are labels: for coded terms, of which there are few, so that each is looked up once."""
    for label in labels:
        document.add_term(CONCEPT_FIELD, *_find_keys(label, tag, get_edition()))


@lru_cache(maxsize=4096)
def _find_keys(label: str, tag: str, edition: Edition) -> tuple[str, ...]:
    term = Term(tag, label)
    return find_concept_keys([term]).get(term, ())


def forget_labels() -> None:
    """For tests, which change thesauri faster than minutes pass."""
    _find_keys.cache_clear()
