"""The second files of a mapping, read whole once and looked up by key."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from museion.core.imports.mapping import Join
from museion.core.imports.readers import read_rows
from museion.core.imports.rows import BadRow, Format
from museion.core.imports.specs import UnusableMappingError
from museion.core.wording import Wording

Joined = Mapping[str, tuple[str, Mapping[str, list[dict[str, Any]]]]]


def load_joins(joins: Sequence[Join], beside: Path) -> Joined:
    """By the name of the join: the column that it hangs on, and its rows by key."""
    return {join.name: (join.on, _load(join, find_joined_file(join, beside))) for join in joins}


def find_joined_file(join: Join, beside: Path) -> Path:
    path = beside.parent / join.file
    plain = path.with_suffix("") if path.suffix == ".gz" else path.with_name(path.name + ".gz")
    found = next((candidate for candidate in (path, plain) if candidate.is_file()), None)
    if found is None:
        told = Wording(
            "the mapping also reads %(file)s, which is not beside %(beside)s", file=join.file, beside=beside.name
        )
        raise UnusableMappingError(told)
    return found


def _load(join: Join, path: Path) -> Mapping[str, list[dict[str, Any]]]:
    held: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
    with path.open("rb") as handle:
        for row in read_rows(path, handle, Format()):
            if isinstance(row, BadRow):
                raise UnusableMappingError(Wording("%(place)s: %(problem)s", place=row.place, problem=row.problem))
            if join.key not in row.values:
                told = Wording(
                    "%(file)s has no column “%(column)s”; its columns are: %(names)s",
                    file=path.name,
                    column=join.key,
                    names=list(row.values),
                )
                raise UnusableMappingError(told)
            held[str(row.values[join.key])].append(row.values)
    return held


def join_row(columns: dict[str, Any], joined: Joined) -> None:
    """Hangs the rows of the second files on this one."""
    for name, (on, held) in joined.items():
        columns[name] = held.get(str(columns.get(on)), [])
