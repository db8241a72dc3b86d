"""Reads of surveys: what they list, how far they have come, and what a list may be made from."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Prefetch, Q

from museion.core.access import Viewer
from museion.core.models.records import RecordQuerySet
from museion.heritage.models import ConditionCheck, CulturalObject, Photograph, Survey
from museion.network.models import Museum

PICTURES_SHOWN = 3
_AFTER_A_PLACE = " /,;.:-"


@dataclass(frozen=True, slots=True)
class SurveyedObject:
    """`last`: the newest check of the object, whoever made it. `is_checked`: since the survey began."""

    object: CulturalObject
    last: ConditionCheck | None
    is_checked: bool

    @property
    def pictures(self) -> list[Photograph]:
        return list(self.object.photographs.all())[:PICTURES_SHOWN]


def get_surveys(viewer: Viewer) -> RecordQuerySet[Survey]:
    return Survey.objects.current().visible_to(viewer).select_related("museum")


def list_surveyed(survey: Survey) -> list[SurveyedObject]:
    """In the order of a walk: by place, then by number."""
    checks = Prefetch("condition_checks", ConditionCheck.objects.current().order_by("-id"))
    rows = survey.listed.current().order_by("store_location", "inventory_number", "id")
    told = []
    for record in rows.prefetch_related("photographs", checks):
        last = next(iter(record.condition_checks.all()), None)
        told.append(SurveyedObject(record, last, bool(last and last.created_at >= survey.begun_at)))
    return told


def list_places(museum: Museum) -> list[tuple[str, int]]:
    """Where the museum keeps things, with how many."""
    rows = CulturalObject.objects.current().filter(museum=museum).exclude(store_location="")
    return sorted(Counter(rows.values_list("store_location", flat=True)).items())


def get_kept_at(museum: Museum, place: str) -> RecordQuerySet[CulturalObject]:
    """At the place and at whatever is in it: “Store 2” holds “Store 2, shelf 4”, and not “Store 21”."""
    name = place.strip()
    inside = Q(store_location=name)
    for mark in _AFTER_A_PLACE:
        inside |= Q(store_location__startswith=f"{name}{mark}")
    return CulturalObject.objects.current().filter(inside, museum=museum)


def get_named(museum: Museum, keys: Sequence[str]) -> RecordQuerySet[CulturalObject]:
    return CulturalObject.objects.current().filter(museum=museum, key__in=keys)
