"""Bodies of the invented network: organs, committees of 117 countries, correspondents, alliances, affiliated organisations."""

from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from importlib.resources import files
from random import Random
from typing import Any

import orjson

from museion.core.countries import get_country_name
from museion.core.saving import Draft
from museion.network.sample.marking import NOTICES, SOURCE, make_random
from museion.network.sample.places import Country, read_countries
from museion.network.terms import BodyKind

# Each level links to the one above, so levels are written in this order.
LEVELS = ("top", "organs", "offices", "committees")
# How a body's own languages call it, with the country's name in that language.
_NATIONAL = {
    "en": "National Committee: {c}",
    "fr": "Comité national : {c}",
    "es": "Comité nacional: {c}",
    "ar": "اللجنة الوطنية: {c}",
    "de": "Nationalkomitee: {c}",
    "it": "Comitato nazionale: {c}",
    "pt": "Comité nacional: {c}",
    "nl": "Nationaal comité: {c}",
    "pl": "Komitet krajowy: {c}",
    "ru": "Национальный комитет: {c}",
    "uk": "Національний комітет: {c}",
    "el": "Εθνική επιτροπή: {c}",
    "tr": "Ulusal komite: {c}",
    "he": "ועדה לאומית: {c}",
    "fa": "کمیتهٔ ملی: {c}",
    "ja": "国内委員会：{c}",
    "zh": "国家委员会：{c}",
    "ko": "국내위원회: {c}",
    "hi": "राष्ट्रीय समिति: {c}",
    "th": "คณะกรรมการแห่งชาติ: {c}",
    "vi": "Ủy ban quốc gia: {c}",
}
_CORRESPONDENT = {
    "en": "Correspondent: {c}",
    "fr": "Correspondant : {c}",
    "es": "Corresponsal: {c}",
    "ar": "المراسل: {c}",
}


@cache
def read_bodies() -> dict[str, list[dict[str, Any]]]:
    """The bodies that are no country's: by level, as in `bodies.json`."""
    listed: dict[str, list[dict[str, Any]]] = orjson.loads(
        (files("museion.network.sample") / "bodies.json").read_bytes()
    )
    return listed


def draft_bodies(seed: int, level: str, ids: Mapping[str, int]) -> Iterator[Draft]:
    """`ids`: source id → id of the bodies written so far."""
    random = make_random(seed, f"bodies {level}")
    for body in read_bodies()[level]:
        yield _draft_listed(random, body, ids)
    if level == "committees":
        for country in read_countries():
            yield _draft_national(random, country, ids)


def get_country_body(country: Country) -> str:
    """The source id of the body that represents the country."""
    kind = BodyKind.NATIONAL_COMMITTEE if country.has_committee else BodyKind.NATIONAL_CORRESPONDENT
    return f"body/{kind.value}/{country.code}"


def _draft_listed(random: Random, body: Mapping[str, Any], ids: Mapping[str, int]) -> Draft:
    slug = body["slug"]
    return Draft(
        {
            "source": SOURCE,
            "source_id": f"body/{slug}",
            "kind": body["kind"],
            "basis": body.get("basis", ""),
            "acronym": body.get("acronym", ""),
            "names": body["names"],
            "missions": NOTICES,
            "parent_id": ids[f"body/{body['parent']}"] if "parent" in body else None,
            **_make_contact(random, slug),
        }
    )


def _draft_national(random: Random, country: Country, ids: Mapping[str, int]) -> Draft:
    source_id = get_country_body(country)
    patterns = _NATIONAL if country.has_committee else _CORRESPONDENT
    kind = BodyKind.NATIONAL_COMMITTEE if country.has_committee else BodyKind.NATIONAL_CORRESPONDENT
    languages = dict.fromkeys(["en", "fr", "es", *(tag for tag in country.languages if tag in patterns)])
    return Draft(
        {
            "source": SOURCE,
            "source_id": source_id,
            "kind": kind.value,
            "names": {tag: patterns[tag].format(c=get_country_name(country.code, tag)) for tag in languages},
            "acronym": f"NC-{country.code}" if country.has_committee else f"CO-{country.code}",
            "missions": NOTICES,
            "parent_id": ids["body/advisory-council" if country.has_committee else "body/secretariat"],
            "country": country.code,
            **_make_contact(random, f"committee-{country.code.lower()}"),
        },
        links={"alliances": [ids[f"body/alliance-{country.region}"]] if country.has_committee else []},
    )


def _make_contact(random: Random, slug: str) -> dict[str, Any]:
    host = f"{slug.replace('_', '-')}.example"
    founded = date(random.randint(1950, 2003), random.randint(1, 12), random.randint(1, 28))
    return {"website": f"https://{host}/", "email": f"office@{host}", "founded_date": founded}
