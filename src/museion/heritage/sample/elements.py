"""Invented elements of intangible heritage, each of one town and its community."""

import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from random import Random

from museion.core.saving import Draft
from museion.heritage.terms import Viability
from museion.network.sample.marking import SOURCE, add_notice, make_random

_LANGUAGES = ("en", "fr", "es")
_VIABILITY = {
    Viability.STRONG: 5,
    Viability.STABLE: 7,
    Viability.VULNERABLE: 5,
    Viability.ENDANGERED: 2,
    Viability.DORMANT: 1,
}


@dataclass(frozen=True, slots=True)
class Town:
    """Where an element lives, and the languages spoken there."""

    name: str
    country: str
    latitude: float
    longitude: float
    languages: tuple[str, ...]


def draft_elements(seed: int, total: int, towns: Sequence[Town], objects: Sequence[int]) -> Iterator[Draft]:
    """`objects`: ids that elements may be related to."""
    random = make_random(seed, "elements")
    rows = _read_rows("kinds")
    for number in range(1, total + 1):
        yield _draft_element(random, number, rows[number % len(rows)], random.choice(towns), objects)


def _draft_element(random: Random, number: int, row: tuple[str, ...], town: Town, objects: Sequence[int]) -> Draft:
    names = {tag: text.format(n=town.name) for tag, text in zip(_LANGUAGES, row, strict=False)}
    viability = random.choices(list(_VIABILITY), list(_VIABILITY.values()))[0]
    is_weak = viability in {Viability.VULNERABLE, Viability.ENDANGERED, Viability.DORMANT}
    return Draft(
        {
            "source": SOURCE,
            "source_id": f"element/{number:04d}",
            "names": names,
            "descriptions": add_notice({tag: f"{name}." for tag, name in names.items()}),
            "domains": [row[3]],
            "communities": dict(zip(_LANGUAGES, row[4:], strict=True)),
            "transmission": _choose(random, "transmission"),
            "viability": viability.value,
            "threats": _choose(random, "threats") if is_weak else {},
            "safeguarding": _choose(random, "safeguarding"),
            "countries": [town.country],
            "place": town.name,
            "latitude": round(town.latitude, 3),
            "longitude": round(town.longitude, 3),
            "language_tags": list(town.languages),
        },
        links={"related_objects": random.sample(objects, min(len(objects), random.randint(0, 3)))},
    )


def _choose(random: Random, name: str) -> dict[str, str]:
    return dict(zip(_LANGUAGES, random.choice(_read_rows(name)), strict=True))


@cache
def _read_rows(name: str) -> tuple[tuple[str, ...], ...]:
    text = (files("museion.heritage.sample") / "elements.toml").read_text("utf-8")
    return tuple(tuple(line.split("|")) for line in tomllib.loads(text)[name].strip().splitlines())
