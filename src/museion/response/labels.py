"""What the codes of hazards and urgencies are called on pages; their spelling in data is their standards' own."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from museion.response.feeds.terms import Hazard, Status

HAZARD_LABELS: Mapping[str, Any] = {
    Hazard.TECHNOLOGICAL: _("technological accident"),
    Hazard.AVALANCHE: _("avalanche"),
    Hazard.COMPLEX_EMERGENCY: _("armed conflict or unrest"),
    Hazard.COLD_WAVE: _("cold wave"),
    Hazard.DROUGHT: _("drought"),
    Hazard.EXTRATROPICAL_CYCLONE: _("winter storm"),
    Hazard.EPIDEMIC: _("epidemic"),
    Hazard.EARTHQUAKE: _("earthquake"),
    Hazard.FLASH_FLOOD: _("flash flood"),
    Hazard.FLOOD: _("flood"),
    Hazard.FIRE: _("fire"),
    Hazard.HEAT_WAVE: _("heat wave"),
    Hazard.INSECTS: _("insects"),
    Hazard.LANDSLIDE: _("landslide"),
    Hazard.MUDSLIDE: _("mudslide"),
    Hazard.OTHER: _("other hazard"),
    Hazard.STORM_SURGE: _("storm surge"),
    Hazard.SEVERE_LOCAL_STORM: _("severe local storm"),
    Hazard.TROPICAL_CYCLONE: _("tropical cyclone"),
    Hazard.TORNADO: _("tornado"),
    Hazard.TSUNAMI: _("tsunami"),
    Hazard.VOLCANO: _("volcano"),
    Hazard.VIOLENT_WIND: _("violent wind"),
    Hazard.WILDFIRE: _("wildfire"),
}
STATUS_LABELS: Mapping[str, Any] = {
    Status.EXERCISE: _("exercise"),
    Status.SYSTEM: _("test of the system"),
    Status.TEST: _("test"),
    Status.DRAFT: _("draft"),
}
"""What a page must say beside the title; of an actual alert nothing."""
URGENCY_LABELS: Mapping[int, Any] = {1: _("now"), 2: _("today"), 3: _("this week")}


def list_hazards() -> list[tuple[str, str]]:
    """For a choice, in the order of the reader's language."""
    return sorted(((str(code), str(label)) for code, label in HAZARD_LABELS.items()), key=lambda entry: entry[1])


def list_urgencies() -> list[tuple[int, str]]:
    return [(number, str(label)) for number, label in URGENCY_LABELS.items()]
