"""What points at an entry follows it into the one that it is merged with, whatever room it belongs to.

Rooms above register nothing: their tables are found by their foreign keys. A row that cannot follow (both have a membership in
force, say) stops the merge before anything is written, unless the other entry has the very same row.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.db import IntegrityError, models, transaction

from museion.core.kinds import KINDS
from museion.core.models import Record
from museion.core.outbox import announce

_NOT_COMPARED = frozenset(
    {"id", "key", "created_at", "changed_at", "source", "source_id", "source_digest", "recorded_at"}
)


class CannotFollowError(ValueError):
    """Both entries have something of which there can be one; `label` says what."""

    def __init__(self, row: models.Model) -> None:
        super().__init__(str(row))
        self.label = str(row._meta.verbose_name)
        self.row = row


@dataclass(slots=True)
class Followed:
    moved: list[dict[str, Any]] = field(default_factory=list)
    dropped: list[dict[str, Any]] = field(default_factory=list)


def list_pointers(model: type[Record]) -> Iterator[tuple[type[models.Model], str]]:
    """Every table with a column that names an entry: by foreign key, or as the scope of a right."""
    for relation in model._meta.related_objects:
        if isinstance(relation, models.ManyToManyRel):
            through: Any = relation.through
            target = next(each for each in through._meta.fields if each.related_model is model and each.is_relation)
            yield through, target.name
        else:
            yield relation.related_model, relation.field.name
    for other in apps.get_models():
        if any(column.name == "scope_key" for column in other._meta.concrete_fields):
            yield other, "scope_key"


def count_pointers(record: Record) -> dict[str, int]:
    """How many rows of each sort would follow, for the preview."""
    counts: dict[str, int] = {}
    for table, column in list_pointers(type(record)):
        number = _find(table, column, record).count()
        if number:
            name = str(table._meta.verbose_name_plural if number != 1 else table._meta.verbose_name)
            counts[name] = counts.get(name, 0) + number
    return counts


def follow(gone: Record, kept: Record) -> Followed:
    """Call it in the transaction of the merge. Raises `CannotFollowError`, and then nothing has moved."""
    followed = Followed()
    for table, column in list_pointers(type(gone)):
        ids = [row.pk for row in _find(table, column, gone) if _move(row, column, kept, followed)]
        if ids:
            followed.moved.append({"label": table._meta.label, "field": column, "ids": ids})
            _announce(table, ids)
    return followed


def follow_back(moved: list[dict[str, Any]], dropped: list[dict[str, Any]], *, gone: Record, kept: Record) -> int:
    """Rows that still point at the kept entry go back; returns how many do not, because somebody moved them on since."""
    left = 0
    for group in moved:
        table = apps.get_model(group["label"])
        column = group["field"]
        rows = _find(table, column, kept).filter(pk__in=group["ids"])
        found = list(rows.values_list("pk", flat=True))
        rows.update(**{column: _name(gone, column)})
        left += len(group["ids"]) - len(found)
        _announce(table, found)
    for link in dropped:
        apps.get_model(link["label"])._default_manager.create(**link["values"])
    return left


def _find(table: type[models.Model], column: str, record: Record) -> models.QuerySet[Any]:
    return table._default_manager.filter(**{column: _name(record, column)}).order_by("pk")


def _name(record: Record, column: str) -> Any:
    return record.key if column == "scope_key" else record.pk


def _move(row: models.Model, column: str, kept: Record, followed: Followed) -> bool:
    rows = type(row)._default_manager.filter(pk=row.pk)
    try:
        with transaction.atomic():
            rows.update(**{column: _name(kept, column)})
    except IntegrityError as error:
        if row._meta.auto_created:
            values = {each.attname: getattr(row, each.attname) for each in row._meta.concrete_fields}
            followed.dropped.append({"label": row._meta.label, "values": values})
            rows.delete()
            return False
        if _has_twin(row, column, kept):
            return False
        raise CannotFollowError(row) from error
    return True


def _has_twin(row: models.Model, column: str, kept: Record) -> bool:
    """Whether the kept entry has a row that says the same, so that nothing is lost where this one stays."""
    pointer: Any = row._meta.get_field(column)
    compared = {
        each.attname: getattr(row, each.attname)
        for each in row._meta.concrete_fields
        if each.name not in _NOT_COMPARED and not each.primary_key
    }
    return type(row)._default_manager.filter(**{**compared, pointer.attname: _name(kept, column)}).exists()


def _announce(table: type[models.Model], ids: list[Any]) -> None:
    """What the index holds of them names the entry."""
    kind = next((known for known in KINDS.values() if known.model is table), None)
    if kind is not None:
        keys = kind.model._default_manager.filter(pk__in=ids).values_list("key", flat=True)
        announce(kind.name, list(keys))
