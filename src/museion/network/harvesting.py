"""How the register goes out to harvesters: museums and bodies by country. Mandates stay: they are read with their person."""

from collections.abc import Mapping, Sequence

from museion.core.countries import get_country_name
from museion.core.harvesting import RecordSet


def _name_countries(codes: Sequence[str]) -> Mapping[str, str]:
    return {code: get_country_name(code, "en") for code in codes}


RECORD_SETS = (
    RecordSet(
        "museum",
        prepare=lambda rows: rows.select_related("national_committee__parent").prefetch_related(
            "national_committee__alliances"
        ),
        branch=lambda museum: museum.country,
        name_branches=_name_countries,
    ),
    RecordSet(
        "body",
        prepare=lambda rows: rows.select_related("parent").prefetch_related("alliances"),
        branch=lambda body: body.country,
        name_branches=_name_countries,
    ),
    RecordSet(
        "person",
        prepare=lambda rows: rows.select_related("institution__national_committee").prefetch_related("specialities"),
    ),
    RecordSet("mandate", is_open=False),
)
