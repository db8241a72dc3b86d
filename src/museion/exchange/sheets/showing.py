"""The difference as a person reads it: each cell as the table has it, records by their keys."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import orjson

from museion.core.kinds import Kind
from museion.exchange.sheets.columns import list_fields

Targets = Mapping[str, Mapping[int, str]]


class Cell(NamedTuple):
    """Empty texts stand for empty cells."""

    header: str
    before: str
    after: str


def list_cells(kind: Kind, changes: Sequence[Mapping[str, Any]]) -> list[list[Cell]]:
    """Of each row those cells that differ; of a text in several languages those languages."""
    targets = _find_targets(kind, changes)
    return [list(_iterate_cells(change, targets)) for change in changes]


def _iterate_cells(change: Mapping[str, Any], targets: Targets) -> Iterator[Cell]:
    for name, after in change["after"].items():
        before = change["before"].get(name)
        if name in targets:
            known = targets[name]
            yield Cell(name.removesuffix("_id"), known.get(before or 0, ""), known.get(after or 0, ""))
        elif isinstance(after, dict):
            held = before if isinstance(before, dict) else {}
            for part in dict.fromkeys([*held, *after]):
                if held.get(part) != after.get(part):
                    yield Cell(f"{name}@{part}", _show(held.get(part)), _show(after.get(part)))
        else:
            yield Cell(name, _show(before), _show(after))


def _find_targets(kind: Kind, changes: Sequence[Mapping[str, Any]]) -> dict[str, dict[int, str]]:
    """The keys of the records that cells name, by the column's field and the record's number."""
    found = {}
    for field in list_fields(kind).values():
        if field.is_relation:
            sides = [change[side].get(field.attname) for change in changes for side in ("before", "after")]
            rows = field.related_model._default_manager.filter(id__in={number for number in sides if number})
            found[field.attname] = dict(rows.values_list("id", "key"))
    return found


def _show(value: Any) -> str:
    if value is None or value in ("", [], {}):
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list) and all(isinstance(part, str) for part in value):
        return ", ".join(value)
    return orjson.dumps(value).decode() if isinstance(value, list | dict) else str(value)
