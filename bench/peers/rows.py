"""The records as every peer gets them: one text, five facets, a span of years; just what Museion's own index holds."""

from collections.abc import Iterator
from dataclasses import dataclass

from museion.search.documents import SOURCES, Document, FieldKind

FACETS = ("object_type", "makers", "source", "country", "materials")


@dataclass(frozen=True, slots=True)
class Row:
    number: int
    text: str
    kind: str
    facets: tuple[str, ...]
    """One value a facet; the first, where a record has several."""


def iterate_rows() -> Iterator[Row]:
    number = 0
    for source in SOURCES.values():
        for keys in source.iterate_keys():
            for document in source.load(keys):
                number += 1
                yield _make_row(number, document)


def _make_row(number: int, document: Document) -> Row:
    text = " \n ".join(text.text for texts in document.texts.values() for text in texts)
    facets = tuple((document.terms.get(name) or [""])[0] for name in FACETS)
    return Row(number, text, document.kind, facets)


def get_facet_names() -> tuple[str, ...]:
    declared = {
        name
        for source in SOURCES.values()
        for name in (field.name for field in source.fields if field.kind == FieldKind.TERM)
    }
    missing = set(FACETS) - declared
    if missing:
        raise LookupError(f"no room declares the facet {', '.join(sorted(missing))}")
    return FACETS
