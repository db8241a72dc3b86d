"""What the writers of formats need to know of an object, gathered before any of them runs."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from museion.heritage.custody.events import CustodyEvent

Texts = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Picture:
    """`address`: of the whole picture. `service`: of its image service, empty where there is none."""

    address: str
    media_type: str
    width: int
    height: int
    captions: Texts = field(default_factory=dict)
    service: str = ""
    view: str = ""


@dataclass(frozen=True, slots=True)
class DescribedObject:
    """`values`: the columns of Object ID by name. `address`: the persistent one. `language`: of the metadata around texts."""

    key: str
    address: str
    values: Mapping[str, Any]
    museum_key: str = ""
    museum_names: Texts = field(default_factory=dict)
    museum_address: str = ""
    pictures: tuple[Picture, ...] = ()
    custody: tuple[CustodyEvent, ...] = ()
    language: str = "en"

    def get_texts(self, name: str) -> Texts:
        held: Texts = self.values.get(name) or {}
        return held

    def get_text(self, name: str) -> str:
        return str(self.values.get(name) or "")

    def pick(self, name: str) -> str:
        """One text: in the record's language, else in English, else any."""
        texts = self.get_texts(name)
        return texts.get(self.language) or texts.get("en") or next(iter(texts.values()), "")


def write_iso_day(day: int) -> str:
    """`-0043-03-15`: ISO 8601 of a day number, with the astronomical year."""
    year, rest = divmod(day, 10000)
    sign = "-" if year < 0 else ""
    return f"{sign}{abs(year):04d}-{rest // 100:02d}-{rest % 100:02d}"


_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def clean_for_xml(text: str) -> str:
    """Without what XML 1.0 cannot hold: control characters, halves of surrogate pairs."""
    return _UNWRITABLE.sub("", text)
