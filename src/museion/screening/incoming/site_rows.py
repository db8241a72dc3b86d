"""Rows about looted sites: where was robbed, when, and what is expected to turn up from there.

An expected kind that no find could be compared with costs that kind, not the site; which and why is told.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from museion.core.access import AccessLevel
from museion.core.imports import fields
from museion.core.imports.references import ReferringRow, resolve_references
from museion.core.imports.registry import FieldError, Resolved
from museion.core.saving import Draft
from museion.core.wording import Wording
from museion.heritage.incoming.cleaning import clean_line, clean_texts
from museion.screening.incoming.expected_types import IncomparableError, read_expected_type, read_looting_year
from museion.screening.incoming.withdrawn import refuse_withdrawn
from museion.screening.models import LootedSite

TEXTS = frozenset({"names", "descriptions"})
OTHERS = frozenset(
    {
        "source",
        "source_id",
        "identifiers",
        "access",
        "country",
        "place",
        "latitude",
        "longitude",
        "looted_from",
        "looted_to",
        "expected_types",
    }
)
_EXPECTED = {
    "object_type": Wording("a kind of object that can be compared, such as jar, figurine, coin, relief"),
    "materials": Wording("a material that can be compared, such as stone, bronze, earthenware"),
    "period": Wording("a period such as 2600–1900 BCE or 7th century"),
}
_LEFT_OUT = Wording("this kind was left out")


def read_site(values: dict[str, Any]) -> ReferringRow:
    warnings: list[FieldError] = []
    names, country = clean_texts(values, "names"), fields.read_country(values)
    if not names:
        raise FieldError("names", "", Wording("the name of the site"))
    if not country:
        raise FieldError("country", "", Wording("the country of the site"))
    latitude, longitude = fields.read_coordinates(values, [country])
    draft = Draft(
        {
            **fields.read_origin(values),
            **_read_access(values),
            "identifiers": fields.read_identifiers(values),
            "names": {tag: text[:300] for tag, text in names.items()},
            "descriptions": clean_texts(values, "descriptions"),
            "country": country,
            "place": clean_line(values, "place", 200),
            "latitude": latitude,
            "longitude": longitude,
            **_read_years(values),
            "expected_types": _read_types(values, warnings),
        }
    )
    return ReferringRow(draft, warnings=warnings)


def resolve_sites(rows: Sequence[ReferringRow], is_final: bool) -> Sequence[Resolved]:  # noqa: FBT001 - the importer's call
    resolved = resolve_references((), rows, is_final=is_final)
    return refuse_withdrawn(LootedSite, rows, resolved, _expect)


def _expect(reason: str) -> Wording:
    return Wording("a looted site that the desk did not withdraw; this one was: %(reason)s", reason=reason)


def _read_access(values: Mapping[str, Any]) -> dict[str, str]:
    """What the desk set since is not undone by silence; a level that cannot be read costs the row."""
    level = fields.read_choice(values, "access", AccessLevel)
    return {"access": level} if level else {}


def _read_years(values: Mapping[str, Any]) -> dict[str, int | None]:
    first, last = (_read_year(values, name) for name in ("looted_from", "looted_to"))
    if first and last and first > last:
        raise FieldError("looted_to", last, Wording("a year not before that from which it was looted"))
    return {"looted_from_year": first, "looted_to_year": last}


def _read_year(values: Mapping[str, Any], name: str) -> int | None:
    text = fields.read_text(values, name)
    try:
        return read_looting_year(text)
    except ValueError:
        raise FieldError(name, text, Wording("a year of looting such as 2011")) from None


def _read_types(values: Mapping[str, Any], warnings: list[FieldError]) -> list[dict[str, Any]]:
    read = []
    for entry in fields.read_list(values, "expected_types"):
        try:
            read.append(_read_type(entry if isinstance(entry, Mapping) else {"object_type": entry}))
        except IncomparableError as error:
            expected = fields.tell_fate(_EXPECTED[error.part], _LEFT_OUT)
            warnings.append(FieldError("expected_types", error.text, expected))
    if not read:
        told = Wording("at least one kind that may turn up, which finds can be compared with")
        raise FieldError("expected_types", "; ".join(warning.value for warning in warnings), told)
    return read


def _read_type(entry: Mapping[str, Any]) -> dict[str, Any]:
    """A period as words, or as astronomical years as this site writes them."""
    word, materials, period, description = (
        clean_line(entry, name) for name in ("object_type", "materials", "period", "description")
    )
    years = {name: entry.get(name) for name in ("period_from", "period_to")}
    stated = {name: year for name, year in years.items() if year is not None and isinstance(year, int)}
    return {**read_expected_type(word, materials, period, description[:1000]), **stated}
