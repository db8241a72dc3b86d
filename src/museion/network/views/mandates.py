"""Mandates through time: who chaired what on a day, a timeline of a body, and what needs somebody's care."""

from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from museion.core.http.asking import get_viewer
from museion.core.http.forms import FormError, read_form_day
from museion.core.keys import InvalidKeyError, read_key
from museion.network.models import Body, Mandate
from museion.network.queries import get_bodies, get_mandates_of_body
from museion.network.queries.mandates import get_mandates_on, get_warnings
from museion.network.terms import MandateRole

_WIDTH, _ROW, _LEFT = 900, 22, 230


@dataclass(frozen=True, slots=True)
class Bar:
    """One mandate in the chart, in its own units."""

    mandate: Mandate
    label: str
    x: float
    y: int
    width: float
    is_now: bool


@require_GET
def show_mandates(request: HttpRequest) -> HttpResponse:
    viewer, today, problem = get_viewer(request), timezone.now().date(), ""
    try:
        day = read_form_day(request.GET.get("on", "")) or today
        body = _find_body(request)
    except (FormError, InvalidKeyError) as error:
        day, body, problem = today, None, str(error)
    role = request.GET.get("role", MandateRole.CHAIR if "on" not in request.GET else "")
    role = role if role in MandateRole else ""
    held = get_mandates_on(viewer, day, body=body.key if body else "", role=role)
    context = {
        "mandates": list(held[:300]),
        "day": day,
        "body": body,
        "role": role,
        "roles": MandateRole.choices,
        "chart": _draw(get_mandates_of_body(body, viewer), today) if body else None,
        "warnings": None if body else get_warnings(viewer, day),
        "problem": problem,
    }
    return render(request, "network/mandates.html", context)


def _find_body(request: HttpRequest) -> Body | None:
    text = request.GET.get("body", "").strip()
    return get_bodies(get_viewer(request)).filter(key=read_key(text)).first() if text else None


def _draw(mandates: list[Mandate], today: date) -> dict[str, object] | None:
    """A bar a mandate, from the oldest; years along the top."""
    if not mandates:
        return None
    ordered = sorted(mandates, key=lambda held: (held.from_date, held.role))
    first = ordered[0].from_date.year
    last = max(max((held.to_date or today) for held in ordered).year, today.year) + 1
    scale = (_WIDTH - _LEFT) / (last - first)

    def place(day: date) -> float:
        return round(_LEFT + (day.year - first + (day.timetuple().tm_yday - 1) / 366) * scale, 1)

    bars = [
        Bar(
            held,
            f"{held.get_role_display()}: {held.person.name}",
            place(held.from_date),
            30 + number * _ROW,
            max(round(place(held.to_date or today) - place(held.from_date), 1), 2),
            held.from_date <= today and (held.to_date is None or held.to_date >= today),
        )
        for number, held in enumerate(ordered)
    ]
    years = [(year, place(date(year, 1, 1))) for year in range(first, last + 1, 1 + (last - first) // 12)]
    return {"bars": bars, "years": years, "width": _WIDTH, "height": 40 + len(bars) * _ROW}
