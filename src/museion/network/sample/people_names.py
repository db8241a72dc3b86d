"""Invented names of people, plausible in the language of the place and sorted as its people sort them."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from random import Random
from typing import Any


@dataclass(frozen=True, slots=True)
class PersonName:
    """`name` and `sort_name` in Latin letters; `own` in the script of `language`, where that is another one."""

    name: str
    sort_name: str
    own: str = ""
    language: str = ""

    def list_other_names(self) -> list[dict[str, str]]:
        return [{"text": self.own, "language": self.language, "kind": "script"}] if self.own else []


@dataclass(frozen=True, slots=True)
class Part:
    latin: str
    own: str


@dataclass(frozen=True, slots=True)
class Culture:
    """How names are put together in one part of the world; see the head of `people_names.toml`."""

    given: tuple[tuple[Part, ...], tuple[Part, ...]]
    family: tuple[Part, ...]
    order: str
    language: str
    families: int
    feminine: tuple[tuple[str, str], ...]

    def make_name(self, random: Random) -> PersonName:
        is_woman = random.random() < 0.55
        given = random.choice(self.given[is_woman])
        families = random.sample(self.family, self.families)
        if is_woman and self.feminine:
            families = [_make_feminine(part, self.feminine) for part in families]
        name, sort_name = self._put_together(given.latin, " ".join(part.latin for part in families))
        own, _ = self._put_together(given.own, " ".join(part.own for part in families))
        return PersonName(name, sort_name, own if self.language else "", self.language)

    def _put_together(self, given: str, family: str) -> tuple[str, str]:
        if self.order == "single_line":
            return f"{given} {family}", f"{given} {family}"
        if self.order == "family_first":
            gap = "" if family and family[0] > "\u3000" else " "
            return f"{family}{gap}{given}", f"{family}, {given}"
        return f"{given} {family}", f"{family}, {given}"


@cache
def read_cultures() -> dict[str, Culture]:
    text = (files("museion.network.sample") / "people_names.toml").read_text("utf-8")
    return {name: _read_culture(table) for name, table in tomllib.loads(text).items()}


def _read_culture(table: dict[str, Any]) -> Culture:
    return Culture(
        given=(_read_parts(table["male"]), _read_parts(table["female"])),
        family=_read_parts(table["family"]),
        order=table.get("order", "given_first"),
        language=table.get("language", ""),
        families=table.get("families", 1),
        feminine=tuple((ending, replacement) for ending, replacement in table.get("feminine", ())),
    )


def _read_parts(text: str) -> tuple[Part, ...]:
    pairs = (part.partition("=") for part in text.split(","))
    return tuple(Part(latin.strip(), own or latin.strip()) for latin, _, own in pairs)


def _make_feminine(part: Part, endings: tuple[tuple[str, str], ...]) -> Part:
    return Part(_change_ending(part.latin, endings), _change_ending(part.own, endings))


def _change_ending(name: str, endings: tuple[tuple[str, str], ...]) -> str:
    for ending, replacement in endings:
        if name.endswith(ending):
            return name[: len(name) - len(ending)] + replacement
    return name
