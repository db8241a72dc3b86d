"""Reads of the catalogue that span tables."""

from functools import reduce
from operator import or_

from django.db.models import Q, QuerySet, TextField
from django.db.models.functions import Cast

from museion.core.access import Viewer
from museion.core.models.records import RecordQuerySet
from museion.heritage.models import CulturalObject, IntangibleElement, Photograph

_COMPARED = 500
_LOOKED_AT = 6
"""Pictured objects read for one that is shown: some are withdrawn, or not for everybody."""


def get_objects(viewer: Viewer) -> RecordQuerySet[CulturalObject]:
    rows = CulturalObject.objects.current().visible_to(viewer).select_related("museum")
    return rows.prefetch_related("photographs", "concepts")


def get_elements(viewer: Viewer) -> RecordQuerySet[IntangibleElement]:
    return IntangibleElement.objects.current().visible_to(viewer).prefetch_related("related_objects")


def get_highlight_keys(viewer: Viewer, *, limit: int, turn: int = 0) -> list[str]:
    """Objects with an overall picture, another set at every turn; few rows are read, however many there are and however few have pictures."""
    pictured = Photograph.objects.filter(position=0).order_by("id")
    last = Photograph.objects.order_by("-id").values_list("id", flat=True).first() or 0
    start = turn * limit * 7 % max(last, 1)
    numbers = _list_pictured(pictured.filter(id__gt=start), limit) or _list_pictured(pictured, limit)
    shown = CulturalObject.objects.current().visible_to(viewer).filter(id__in=numbers)
    keys = dict(shown.values_list("id", "key"))
    return [keys[number] for number in numbers if number in keys][:limit]


def _list_pictured(photographs: QuerySet[Photograph], limit: int) -> list[int]:
    return list(photographs.values_list("object_id", flat=True)[: limit * _LOOKED_AT])


def get_keys_held_by(museum_id: int, viewer: Viewer, *, limit: int) -> list[str]:
    """Objects of one museum, those with pictures first."""
    held = CulturalObject.objects.current().visible_to(viewer).filter(museum_id=museum_id)
    pictured = held.filter(photographs__position=0).order_by("id")
    keys = list(pictured.values_list("key", flat=True)[:limit])
    return keys or list(held.order_by("id").values_list("key", flat=True)[:limit])


def get_kindred_keys(element: IntangibleElement, viewer: Viewer, *, limit: int) -> list[str]:
    """Elements that share a country, then those that share a domain of the Convention alone; most domains first."""
    near = _list_sharing("countries", element, viewer)
    kin = near if len(near) >= limit else {**near, **_list_sharing("domains", element, viewer)}
    return sorted(kin, key=lambda key: (key not in near, -len(set(kin[key]) & set(element.domains))))[:limit]


def _list_sharing(name: str, element: IntangibleElement, viewer: Viewer) -> dict[str, list[str]]:
    """The domains by key of other elements with a code of this list in common."""
    codes = getattr(element, name)
    if not codes:
        return {}
    shared = reduce(or_, (Q(written__contains=f'"{code}"') for code in codes))
    others = IntangibleElement.objects.current().visible_to(viewer).exclude(pk=element.pk)
    rows = others.annotate(written=Cast(name, TextField())).filter(shared).order_by("id")
    return dict(rows.values_list("key", "domains")[:_COMPARED])
