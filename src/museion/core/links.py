"""Fields of records that lead to many others, read and written in bulk."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db import models

from museion.core.bulk import chunk, delete_rows, insert_rows
from museion.core.models.records import Record

Links = Mapping[int, Sequence[int]]
"""The numbers that each row leads to."""


def read_links(model: type[Record], name: str, rows: Iterable[int]) -> dict[int, list[int]]:
    through, here, there = _get_columns(model, name)
    held: dict[int, list[int]] = {}
    for ids in chunk(list(rows)):
        found = through._default_manager.filter(**{f"{here}__in": ids}).order_by("pk").values_list(here, there)
        for row_id, target in found:
            held.setdefault(row_id, []).append(target)
    return held


def write_links(model: type[Record], name: str, links: Links) -> None:
    """In place of what these rows lead to now."""
    through, here, there = _get_columns(model, name)
    pairs = {(number, target): None for number, targets in links.items() for target in targets}
    delete_rows(through, here, list(links))
    if _is_mutual(model, name):
        delete_rows(through, there, list(links))
        pairs |= {(target, number): None for number, target in pairs}
    insert_rows(through, (here, there), pairs)


def _get_columns(model: type[Record], name: str) -> tuple[type[models.Model], str, str]:
    """The table between, and its two fields: for this side and for the other."""
    relation: Any = model._meta.get_field(name)
    return relation.remote_field.through, relation.m2m_field_name(), relation.m2m_reverse_field_name()


def _is_mutual(model: type[Record], name: str) -> bool:
    """Whether Django keeps both directions of the link, as for related concepts."""
    relation: Any = model._meta.get_field(name)
    return bool(relation.remote_field.symmetrical)
