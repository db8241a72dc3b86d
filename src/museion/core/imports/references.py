"""Rows that name other records: by key, by their identifier in the same source, or by a column that names them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import reduce
from typing import Any

from django.db import models

from museion.core.bulk import chunk
from museion.core.imports.registry import FieldError, Resolved
from museion.core.models.records import Record
from museion.core.saving import Draft
from museion.core.wording import Wording


@dataclass(frozen=True, slots=True)
class Reference:
    """A field of the mapping that names records. `column`: the draft's foreign key, or its links if `is_many`.

    `by`: columns beside key and source id that may name the record. A row without a required one cannot be saved. `noun`: what a
    problem calls the record, where that is not the label of its kind.
    """

    name: str
    column: str
    model: type[Record]
    by: tuple[str, ...] = ()
    is_many: bool = False
    is_required: bool = False
    noun: str = ""


@dataclass(slots=True)
class ReferringRow:
    """A draft, by field the names of the records that it means, and what of the row could be kept only as written."""

    draft: Draft
    names: dict[str, list[str]] = field(default_factory=dict)
    warnings: list[FieldError] = field(default_factory=list)


def resolve_references(
    references: Sequence[Reference], rows: Sequence[ReferringRow], *, is_final: bool
) -> Sequence[Resolved]:
    """Fills the drafts with the numbers of what they name. Before the end, what is unknown may still follow.

    Of a row that names nothing unknown its warnings are told, as one.
    """
    problems: dict[int, FieldError] = {}
    lost: set[int] = set()
    for reference in references:
        held = _find_all(reference, rows)
        for row in rows:
            unknown = _fill(reference, row, held)
            if unknown and (is_final or reference.is_required):
                problems.setdefault(id(row), FieldError(reference.name, unknown, _describe(reference)))
            if unknown and reference.is_required:
                lost.add(id(row))
    return [(None if id(row) in lost else row, problems.get(id(row)) or _join(row.warnings)) for row in rows]


def _join(warnings: Sequence[FieldError]) -> FieldError | None:
    if len(warnings) < 2:
        return next(iter(warnings), None)
    names = ", ".join(dict.fromkeys(warning.field for warning in warnings))
    first, *others = (
        Wording("%(expected)s (found %(value)s)", expected=warning.expected, value=repr(warning.value))
        for warning in warnings
    )
    told = reduce(lambda before, other: Wording("%(one)s; %(other)s", one=before, other=other), others, first)
    return FieldError(names, "; ".join(warning.value for warning in warnings), told)


def _fill(reference: Reference, row: ReferringRow, held: dict[tuple[str, str], int]) -> str:
    """Returns a name that nothing has, or an empty text."""
    source = row.draft.values.get("source", "")
    names = row.names.get(reference.name, [])
    found = {name: held.get((source, name)) or held.get(("", name)) for name in names}
    numbers = [number for number in found.values() if number]
    if reference.is_many:
        row.draft.links[reference.column] = sorted(numbers)
    else:
        row.draft.values[reference.column] = numbers[0] if numbers else None
    missing = "nothing" if reference.is_required and not names else ""
    return next((name for name, number in found.items() if not number), missing)


def _find_all(reference: Reference, rows: Sequence[ReferringRow]) -> dict[tuple[str, str], int]:
    """Numbers by (source, identifier there) and by ("", any other name)."""
    names = {name for row in rows for name in row.names.get(reference.name, [])}
    sources = {row.draft.values.get("source", "") for row in rows}
    held: dict[tuple[str, str], int] = {}
    for part in chunk(sorted(names)):
        for column in ("key", *reference.by):
            held |= {("", name): number for name, number in _look_up(reference.model, column, part)}
        found = reference.model._default_manager.filter(source__in=sources, source_id__in=part)
        held |= {
            (source, name): number for source, name, number in found.values_list("source", "source_id", "id") if name
        }
    return held


def _look_up(model: type[Record], column: str, names: Sequence[str]) -> Iterable[tuple[Any, int]]:
    rows: models.QuerySet[Any] = model._default_manager.filter(**{f"{column}__in": names})
    return rows.values_list(column, "id")


def _describe(reference: Reference) -> Wording:
    ways = [Wording("its key"), Wording("its identifier in this source")]
    ways += [Wording("its %(column)s", column=column) for column in reference.by]
    kind = reference.noun or Wording(str(reference.model._meta.verbose_name))
    return Wording("a %(kind)s that is known, by %(ways)s", kind=kind, ways=ways)
