"""What the codes of hazards and urgencies are called on pages; their spelling in data is their standards' own."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from museion.response.feeds.terms import Category, Hazard, ResponseType, Status, Urgency

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


CATEGORY_LABELS: Mapping[str, Any] = {
    Category.GEO: _("earth: earthquake, landslide, volcano"),
    Category.MET: _("weather and flood"),
    Category.SAFETY: _("public safety"),
    Category.SECURITY: _("security, armed conflict, looting"),
    Category.RESCUE: _("rescue"),
    Category.FIRE: _("fire"),
    Category.HEALTH: _("health"),
    Category.ENV: _("pollution"),
    Category.TRANSPORT: _("transport"),
    Category.INFRA: _("power, water, networks"),
    Category.CBRNE: _("chemical, biological, radiological, nuclear, explosive"),
    Category.OTHER: _("other"),
}
ALERT_URGENCY_LABELS: Mapping[str, Any] = {
    Urgency.IMMEDIATE: _("act at once"),
    Urgency.EXPECTED: _("act within the hour"),
    Urgency.FUTURE: _("act soon"),
    Urgency.PAST: _("no longer needed"),
    Urgency.UNKNOWN: _("not known"),
}
RESPONSE_LABELS: Mapping[str, Any] = {
    ResponseType.PREPARE: _("prepare"),
    ResponseType.EVACUATE: _("evacuate"),
    ResponseType.SHELTER: _("take shelter"),
    ResponseType.EXECUTE: _("carry out the plan"),
    ResponseType.AVOID: _("avoid the place"),
    ResponseType.MONITOR: _("follow the news"),
    ResponseType.ASSESS: _("assess"),
    ResponseType.ALL_CLEAR: _("all clear"),
    ResponseType.NONE: _("nothing needs to be done"),
}


def list_hazards() -> list[tuple[str, str]]:
    """For a choice, in the order of the reader's language."""
    return sorted(((str(code), str(label)) for code, label in HAZARD_LABELS.items()), key=lambda entry: entry[1])


def list_urgencies() -> list[tuple[int, str]]:
    return [(number, str(label)) for number, label in URGENCY_LABELS.items()]
