"""Reads of the Red Lists: the types as facets that a run compares, by edition; lists by country and type for pages."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

import orjson
from django.db.models import Count, Max, Prefetch, Q

from museion.core.access import Viewer
from museion.core.models.records import Record, RecordQuerySet
from museion.screening.matching.facets import Years, load_knowledge
from museion.screening.matching.types import RiskType, TypeScreen
from museion.screening.models import RedList, RedListCategory, RedListType

_FACET_COLUMNS = (
    "object_types",
    "materials",
    "countries",
    "cultures",
    "period_from",
    "period_to",
    "least_side",
    "most_side",
)
_Stamp = tuple[int, int, datetime | None]


@dataclass(frozen=True, slots=True)
class RedListState:
    """All types that answer now, and which edition of the data they are."""

    screen: TypeScreen
    name: str
    count: int
    checksum: str
    as_of: str

    def describe(self) -> dict[str, Any]:
        """As the loss register says it of itself."""
        return {"name": self.name, "count": self.count, "checksum": self.checksum, "as_of": self.as_of}


def get_red_list_state() -> RedListState:
    """Made anew when a list or a type was written or withdrawn."""
    return _make_state(_stamp(RedListType), _stamp(RedList))


def _stamp(model: type[Record]) -> _Stamp:
    current = Count("id", filter=Q(withdrawn_at__isnull=True))
    now = model._default_manager.aggregate(count=Count("id"), current=current, changed=Max("changed_at"))
    return now["count"], now["current"], now["changed"]


@lru_cache(maxsize=2)
def _make_state(types: _Stamp, lists: _Stamp) -> RedListState:
    rows = list(_get_current_types().order_by("id"))
    changed = max(filter(None, (types[-1], lists[-1])), default=None)
    return RedListState(
        screen=TypeScreen(map(make_risk_type, rows), load_knowledge()),
        name="Red Lists",
        count=len(rows),
        checksum=_sum_up(rows),
        as_of=changed.isoformat(timespec="seconds") if changed else "",
    )


def _get_current_types() -> RecordQuerySet[RedListType]:
    rows = RedListType.objects.current().filter(category__red_list__withdrawn_at__isnull=True)
    return rows.select_related("category__red_list")


def _sum_up(rows: Sequence[RedListType]) -> str:
    """Over what decides answers, so that two installations with the same lists state the same edition."""
    lines = sorted(
        orjson.dumps([row.source, row.source_id or row.key, *(getattr(row, name) for name in _FACET_COLUMNS)])
        for row in rows
    )
    return hashlib.sha256(b"\n".join(lines)).hexdigest()


def make_risk_type(row: RedListType) -> RiskType:
    """A type of the table as the matcher compares it."""
    red_list = row.category.red_list
    is_dated = row.period_from is not None or row.period_to is not None
    return RiskType(
        key=row.key,
        list_key=red_list.key,
        forms=frozenset(row.object_types),
        materials=frozenset(row.materials),
        countries=frozenset(row.countries),
        peoples=frozenset(row.cultures),
        years=Years(row.period_from, row.period_to) if is_dated else None,
        least_side=row.least_side,
        most_side=row.most_side,
        names=row.names,
        list_titles=red_list.titles,
        category=row.category.code,
    )


def get_red_lists(viewer: Viewer) -> RecordQuerySet[RedList]:
    """With their categories and current types."""
    types = RedListType.objects.current().visible_to(viewer).order_by("id")
    categories = RedListCategory.objects.prefetch_related(Prefetch("types", types))
    return RedList.objects.current().visible_to(viewer).prefetch_related(Prefetch("categories", categories))


def find_category(viewer: Viewer, list_key: str, code: str) -> RedListCategory | None:
    types = RedListType.objects.current().visible_to(viewer).order_by("id")
    rows = RedListCategory.objects.select_related("red_list").prefetch_related(Prefetch("types", types))
    visible = RedList.objects.current().visible_to(viewer)
    return rows.filter(red_list__in=visible, red_list__key=list_key, code=code).first()


def get_red_list_types(viewer: Viewer) -> RecordQuerySet[RedListType]:
    """The newest list first."""
    return _get_current_types().visible_to(viewer).order_by("-category__red_list__year", "category__red_list", "id")
