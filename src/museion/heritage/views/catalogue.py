"""The pages of objects and elements."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from museion.core.access import Viewer, may
from museion.core.http.asking import get_actor, get_languages, get_viewer
from museion.core.http.pages import render_record
from museion.heritage.care_terms import SafeguardingKind
from museion.heritage.completeness import make_meter
from museion.heritage.models import CulturalObject, IntangibleElement
from museion.heritage.queries import get_keys_held_by, get_kindred_keys, get_objects
from museion.heritage.queries.care import get_checks
from museion.heritage.queries.custody import get_custody
from museion.heritage.queries.whereabouts import find_whereabouts
from museion.heritage.representations import sees_store
from museion.heritage.silhouette import draw_silhouette
from museion.heritage.terms import Dimension, IntangibleDomain, MarkKind
from museion.heritage.views.care_forms import ConsentForm
from museion.heritage.views.custody_showing import show_custody
from museion.heritage.views.titles import get_object_title
from museion.search.documents import Card, get_cards

RELATED = 8
SHOWN_CARE = 10


@dataclass(frozen=True, slots=True)
class ShownMeasurement:
    label: Any
    text: str
    normalised: str
    part: str


@dataclass(frozen=True, slots=True)
class ShownMark:
    label: Any
    text: str
    position: str
    language: str


def show_object(request: HttpRequest, record: CulturalObject) -> HttpResponse:
    viewer, languages = get_viewer(request), get_languages(request)
    record = get_objects(viewer).get(pk=record.pk)
    museum = record.museum
    context = {
        "title": get_object_title(record, languages),
        "museum": museum if museum and not museum.withdrawn_at and viewer.sees_record(museum) else None,
        "photographs": list(record.photographs.all()),
        "measurements": [show_measurement(held) for held in record.measurements],
        "silhouette": draw_silhouette(record.measurements),
        "marks": [show_mark(held) for held in record.inscriptions_markings],
        "meter": make_meter(record),
        "concepts": [concept for concept in record.concepts.all() if viewer.sees_record(concept)],
        "sees_store": sees_store(record, viewer),
        "related": _get_related(record, viewer, languages[0]),
        "custody": show_custody(get_custody(record, today=timezone.now().date())),
        **_show_care(request, record),
    }
    return render_record(request, record, "heritage/object.html", context)


def _show_care(request: HttpRequest, record: CulturalObject) -> dict[str, Any]:
    """For who acts for the museum; nobody else learns that there is anything."""
    if not may(get_actor(request), "object.update", record):
        return {"may_update": False}
    viewer = get_viewer(request)
    return {
        "may_update": True,
        "checks": get_checks(viewer).filter(object=record).order_by("-checked_date")[:SHOWN_CARE],
        "whereabouts": find_whereabouts(record) if sees_store(record, viewer) else None,
        "movements": record.movements.all()[:SHOWN_CARE] if sees_store(record, viewer) else (),
    }


def show_element(request: HttpRequest, record: IntangibleElement) -> HttpResponse:
    return show_element_with(request, record, problem=request.GET.get("problem", ""))


def show_element_with(
    request: HttpRequest,
    record: IntangibleElement,
    *,
    problem: str = "",
    consent: forms.Form | None = None,
    sent: Mapping[str, str] | None = None,
) -> HttpResponse:
    """`consent`, `sent`: what was written into a form that could not be taken, so that nobody writes it again."""
    viewer, languages = get_viewer(request), get_languages(request)
    may_update = may(get_actor(request), "element.update", record)
    recordings = record.recordings.all() if may_update else record.recordings.open_to_all()
    keys = list(record.related_objects.current().visible_to(viewer).values_list("key", flat=True)[:RELATED])
    context = {
        "title": record.names.pick(languages).text or record.key,
        "domains": [IntangibleDomain(code).label for code in record.domains if code in IntangibleDomain],
        "related": _get_cards(keys, "object", languages[0]),
        "kindred": _get_cards(get_kindred_keys(record, viewer, limit=RELATED), "element", languages[0]),
        "may_update": may_update,
        "consents": record.consents.all()[:SHOWN_CARE],
        "measures": record.measures.all(),
        "recordings": recordings,
        "recordings_closed": len(recordings) < record.recordings.count(),
        "measure_kinds": SafeguardingKind.choices,
        "consent_form": consent or ConsentForm(),
        "sent": sent,
        "problem": problem,
    }
    response = render_record(request, record, "heritage/element.html", context)
    response.status_code = 400 if sent else 200
    return response


def show_measurement(held: dict[str, Any]) -> ShownMeasurement:
    """As written, with the normalised value beside it where it says something else."""
    code, value, unit = held.get("dimension", ""), held.get("value"), held.get("unit", "")
    normal_unit = {Dimension.WEIGHT: "g", Dimension.DURATION: "s"}.get(code, "mm")
    normalised = held.get("normalised")
    return ShownMeasurement(
        label=Dimension(code).label if code in Dimension else code,
        text=f"{value:g} {unit}" if isinstance(value, int | float) else str(held.get("text", "")),
        normalised=f"{normalised:,.6g} {normal_unit}" if normalised and unit != normal_unit else "",
        part=str(held.get("part", "")),
    )


def show_mark(held: dict[str, Any]) -> ShownMark:
    code = held.get("kind", "")
    return ShownMark(
        label=MarkKind(code).label if code in MarkKind else code,
        text=str(held.get("text", "")),
        position=str(held.get("position", "")),
        language=str(held.get("language", "")),
    )


def _get_related(record: CulturalObject, viewer: Viewer, language: str) -> list[Card]:
    """What the record itself names, then its neighbours in the same museum."""
    named = [held["key"] for held in record.related_objects if held.get("key")]
    held_too = get_keys_held_by(record.museum_id, viewer, limit=RELATED + 1) if record.museum_id else []
    visible = set(get_objects(viewer).filter(key__in=named).values_list("key", flat=True)) if named else set()
    keys = [key for key in dict.fromkeys([*(key for key in named if key in visible), *held_too]) if key != record.key]
    return _get_cards(keys[:RELATED], "object", language)


def _get_cards(keys: list[str], kind: str, language: str) -> list[Card]:
    cards = get_cards([(key, kind) for key in keys], language)
    return [cards[key] for key in keys if key in cards]
