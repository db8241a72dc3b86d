"""Museums that would take in what is in danger elsewhere, the nearest first."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from museion.core.access import Viewer
from museion.core.places import measure_km
from museion.heritage.models import SafeHaven
from museion.network.models import Museum


@dataclass(frozen=True, slots=True)
class FoundHaven:
    """`distance_km`: great circle between the two museums, where both places are known."""

    haven: SafeHaven
    distance_km: float | None


def list_havens(viewer: Viewer, *, near: Museum | None, today: date) -> list[FoundHaven]:
    """Offers that still hold, of museums that the viewer may see."""
    lasting = Q(until_date__isnull=True) | Q(until_date__gte=today)
    seen = Museum.objects.current().visible_to(viewer)
    rows = SafeHaven.objects.filter(lasting, museum__in=seen).select_related("museum")
    found = [
        FoundHaven(haven, _measure(near, haven.museum)) for haven in rows if near is None or haven.museum_id != near.id
    ]
    return sorted(found, key=lambda each: (each.distance_km is None, each.distance_km or 0.0, each.haven.id))


def _measure(one: Museum | None, other: Museum) -> float | None:
    if (
        one is None
        or one.latitude is None
        or one.longitude is None
        or other.latitude is None
        or other.longitude is None
    ):
        return None
    return measure_km((one.latitude, one.longitude), (other.latitude, other.longitude))
