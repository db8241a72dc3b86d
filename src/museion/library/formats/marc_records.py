"""A MARC21 record as it was written: leader and fields in their order, nothing interpreted. JSON holds it as lists."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

BLANK_LEADER = "00000nam a2200000 i 4500"


class Field(NamedTuple):
    """A control field has `data`; any other has two indicators and subfields."""

    tag: str
    data: str = ""
    indicators: str = "  "
    subfields: tuple[tuple[str, str], ...] = ()

    @property
    def is_control(self) -> bool:
        return self.tag < "010" and self.tag.isdigit()

    def get(self, code: str) -> str:
        """The first subfield of this code, or an empty text."""
        return next((value for held, value in self.subfields if held == code), "")

    def get_all(self, codes: str) -> list[str]:
        return [value for held, value in self.subfields if held in codes]

    @property
    def link(self) -> str:
        """The occurrence number that joins a field and its other script (`$6 880-01`, `$6 245-01/(N`); empty for none."""
        linked = self.get("6")
        number = linked[4:6] if linked[3:4] == "-" else ""
        return number if number != "00" else ""


@dataclass(slots=True)
class MarcRecord:
    """Its fields stay as they are once one has looked for some: they are found by their tags."""

    leader: str = BLANK_LEADER
    fields: list[Field] = field(default_factory=list)
    _by_tag: dict[str, list[Field]] = field(default_factory=dict, init=False, repr=False, compare=False)

    def find(self, *tags: str) -> Sequence[Field]:
        """In the order of the record."""
        if not self._by_tag:
            for held in self.fields:
                self._by_tag.setdefault(held.tag, []).append(held)
        if len(tags) == 1:
            return self._by_tag.get(tags[0], ())
        known = [tag for tag in tags if tag in self._by_tag]
        if len(known) > 1:
            return [held for held in self.fields if held.tag in known]
        return self._by_tag[known[0]] if known else ()

    def get_data(self, tag: str) -> str:
        """A control field's data."""
        found = self.find(tag)
        return found[0].data if found else ""

    def to_json(self) -> list[Any]:
        rows: list[Any] = [self.leader]
        for held in self.fields:
            rows.append(
                [held.tag, held.data] if held.is_control else [held.tag, held.indicators, *map(list, held.subfields)]
            )
        return rows


def read_json(rows: list[Any]) -> MarcRecord:
    """What `to_json` wrote."""
    return MarcRecord(rows[0], list(map(_read_row, rows[1:])))


def _read_row(row: list[Any]) -> Field:
    tag = row[0]
    if tag < "010" and tag.isdigit():
        return Field(tag, row[1])
    return Field(tag, "", row[1], tuple((code, value) for code, value in row[2:]))


def make_field(tag: str, indicators: str, pairs: Iterable[tuple[str, str]]) -> Field:
    """Of the subfields that hold something."""
    return Field(tag, "", indicators, tuple((code, value) for code, value in pairs if value))
