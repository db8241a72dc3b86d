"""What the rooms' `search.py` share: keys in batches, codes with their names, years of day numbers."""

from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache, partial

from django.db import models
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from museion.core.countries import get_country_name
from museion.core.dates.days import get_year
from museion.core.kinds import KINDS
from museion.core.languages import get_language_name
from museion.core.models.records import Record
from museion.core.regions import get_region_name, get_region_path
from museion.search.documents import Document, Field, FieldKind

BATCH = 2000

LabelOf = Callable[[str, str], str]


def iterate_keys(model: type[Record], found: models.Q | None = None) -> Iterator[Sequence[str]]:
    """Keys of the current rows in the order of their numbers; each batch is a read of its own, so no lock is held."""
    last = 0
    while True:
        rows = list(
            model._default_manager.filter(found or models.Q(), withdrawn_at__isnull=True, id__gt=last)
            .order_by("id")
            .values_list("id", "key")[:BATCH]
        )
        if not rows:
            return
        last = rows[-1][0]
        yield [key for _, key in rows]


def source_keys(model: type[Record], found: models.Q | None = None) -> Callable[[], Iterator[Sequence[str]]]:
    """`found`: which of the current rows have a document, where not all have."""
    return partial(iterate_keys, model, found)


def label_kind(name: str, language: str) -> str:
    """Of a kind of record."""
    with translation.override(language):
        return str(KINDS[name].label) if name in KINDS else name


def label_choices(choices: type[models.TextChoices]) -> LabelOf:
    """Names of codes in the reader's language."""
    labels = {str(choice.value): choice.label for choice in choices}

    @lru_cache(maxsize=1024)
    def label_of(code: str, language: str) -> str:
        with translation.override(language):
            return str(labels.get(code, code))

    return label_of


def label_country(code: str, language: str) -> str:
    return get_country_name(code, language)


def label_language(code: str, language: str) -> str:
    return get_language_name(code, language)


def add_country(document: Document, *codes: str | None) -> None:
    """The countries and the regions in which they lie."""
    document.add_term("country", *codes)
    document.add_term(REGION.name, *(get_region_path(code) for code in codes if code))


REGION = Field("region", FieldKind.TERM, _("region"), is_facet=True, is_tree=True, label_of=get_region_name)


def get_years(earliest: int | None, latest: int | None) -> tuple[int, int] | None:
    """First and last year of two day numbers, of which one may be unknown."""
    if earliest is None and latest is None:
        return None
    first = earliest if earliest is not None else latest
    last = latest if latest is not None else earliest
    return (get_year(first), get_year(last)) if first is not None and last is not None else None
