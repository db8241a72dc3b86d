"""Reads of events, of whom they reach, of the quarantine and of feeds."""

from django.db.models import Count, QuerySet

from museion.core.access import Viewer
from museion.core.models.records import RecordQuerySet
from museion.heritage.models import IntangibleElement
from museion.network.models import Museum
from museion.response.models import AlertMessage, ElementExposure, Exposure, Feed, HazardEvent, QuarantinedAlert


def get_events(viewer: Viewer) -> RecordQuerySet[HazardEvent]:
    return HazardEvent.objects.current().visible_to(viewer)


def count_events_by_state(viewer: Viewer) -> dict[str, int]:
    rows = get_events(viewer).order_by().values_list("state").annotate(Count("id"))
    return dict(rows)


def get_exposures(event: HazardEvent, viewer: Viewer) -> QuerySet[Exposure]:
    """Most urgent first, of museums that the viewer may know of."""
    museums = Museum.objects.current().visible_to(viewer)
    rows = Exposure.objects.filter(event=event, museum__in=museums).select_related("museum")
    return rows.order_by("-priority", "distance_km", "museum_id")


def get_element_exposures(event: HazardEvent, viewer: Viewer) -> QuerySet[ElementExposure]:
    """Of elements that the viewer may know of, those inside first."""
    elements = IntangibleElement.objects.current().visible_to(viewer)
    rows = ElementExposure.objects.filter(event=event, element__in=elements).select_related("element")
    return rows.order_by("-is_inside", "distance_km", "element_id")


def get_messages(event: HazardEvent) -> QuerySet[AlertMessage]:
    """Latest first, without what the page does not show."""
    return event.messages.order_by("-sent_at", "-id").defer("raw").select_related("feed")


def list_museum_keys(event: HazardEvent) -> list[str]:
    """The keys of the museums in reach, most urgent first."""
    held = Exposure.objects.filter(event=event, priority__gt=0).order_by("-priority", "distance_km", "museum_id")
    return list(held.values_list("museum__key", flat=True))


def get_quarantine(*, is_open: bool) -> QuerySet[QuarantinedAlert]:
    rows = QuarantinedAlert.objects.filter(resolved_at__isnull=is_open).select_related("feed", "event")
    return rows.order_by("-received_at", "-id")


def get_feeds() -> QuerySet[Feed]:
    return Feed.objects.annotate(message_count=Count("messages")).order_by("title")
