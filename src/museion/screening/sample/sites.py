"""Invented looted sites: what was dug without record is known by its type alone."""

from collections.abc import Iterator

from museion.core.saving import Draft
from museion.network.sample.marking import NOTICES, SOURCE, make_random
from museion.screening.sample.words import read_rows

_COUNTRIES = ("IQ", "PE", "GE", "KH", "ML", "UA")
_LANGUAGES = ("en", "fr", "es", "ar")


def draft_sites(seed: int) -> Iterator[Draft]:
    for number, row in enumerate(read_rows("sites")):
        place, looted_from, looted_to, types, materials, first, last = row[4:]
        random = make_random(seed, f"site {number}")
        expected = [
            {
                "object_type": name,
                "materials": ", ".join(materials.split(";")),
                "period_from": int(first),
                "period_to": int(last),
                "description": "",
            }
            for name in types.split(";")
        ]
        yield Draft(
            {
                "source": SOURCE,
                "source_id": f"site/{number:03d}",
                "names": dict(zip(_LANGUAGES, row, strict=False)),
                "descriptions": dict(NOTICES),
                "country": _COUNTRIES[number % len(_COUNTRIES)],
                "place": place,
                "latitude": round(random.uniform(-30, 50), 2),
                "longitude": round(random.uniform(-80, 100), 2),
                "looted_from_year": int(looted_from),
                "looted_to_year": int(looted_to) if looted_to else None,
                "expected_types": expected,
            }
        )
