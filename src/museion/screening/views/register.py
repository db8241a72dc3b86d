"""The pages of a loss and of a looted site, as everybody sees them; the owner and exact coordinates are for the desk."""

from typing import Any

from django.http import HttpRequest, HttpResponse

from museion.core.access import AccessLevel
from museion.core.countries import get_country_name
from museion.core.http.asking import get_actor, get_languages, get_viewer
from museion.core.http.pages import render_record
from museion.heritage.terms import Dimension, MarkKind
from museion.screening.completeness import make_loss_meter
from museion.screening.matching.facets import Years
from museion.screening.matching.facets.wording import name_years
from museion.screening.models import LootedSite, LossRecord
from museion.screening.queries.losses import get_losses, sees_restricted
from museion.screening.terms import SOUGHT, LossStatus
from museion.screening.views.register_steps import list_steps


def show_loss(request: HttpRequest, record: LossRecord) -> HttpResponse:
    viewer, languages = get_viewer(request), get_languages(request)
    loss = get_losses(viewer).get(pk=record.pk)
    held = loss.held_object
    context = {
        "title": loss.title.pick(languages).text or loss.object_type.pick(languages).text or loss.key,
        "status": LossStatus(loss.status).label,
        "is_sought": loss.status in SOUGHT,
        "country": get_country_name(loss.loss_country, languages[0]) if loss.loss_country else "",
        "photographs": list(loss.photographs.all()),
        "measurements": [_show_measurement(entry) for entry in loss.measurements],
        "marks": [_show_mark(entry) for entry in loss.inscriptions_markings],
        "meter": make_loss_meter(loss),
        "owner": loss.owner if sees_restricted(loss, viewer) else "",
        "steps": list_steps(get_actor(request), loss),
        "problem": request.GET.get("problem", ""),
        "held_object": held if held and viewer.sees_record(held) else None,
    }
    return render_record(request, loss, "screening/loss.html", context)


def show_looted_site(request: HttpRequest, record: LootedSite) -> HttpResponse:
    languages = get_languages(request)
    context = {
        "title": record.names.pick(languages).text or record.key,
        "country": get_country_name(record.country, languages[0]) if record.country else "",
        "expected_types": [(entry, _show_period(entry, languages[0])) for entry in record.expected_types],
        "sees_place": get_viewer(request).sees(AccessLevel.DESK),
        "steps": list_steps(get_actor(request), record),
        "problem": request.GET.get("problem", ""),
    }
    return render_record(request, record, "screening/looted_site.html", context)


def _show_period(expected: dict[str, Any], language: str) -> str:
    years = Years(expected.get("period_from"), expected.get("period_to"))
    return name_years(years, language) if years != Years() else ""


def _show_measurement(held: dict[str, Any]) -> dict[str, Any]:
    code = held.get("dimension", "")
    return {
        "label": Dimension(code).label if code in Dimension else code,
        "text": f"{held['value']:g} {held.get('unit', '')}" if held.get("value") else str(held.get("text", "")),
        "part": str(held.get("part", "")),
    }


def _show_mark(held: dict[str, Any]) -> dict[str, Any]:
    code = held.get("kind", "")
    return {**held, "label": MarkKind(code).label if code in MarkKind else code}
