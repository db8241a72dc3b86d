"""The advice register: what partners were asked, what they said, where it was used."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from museion.core.access import check_right, may
from museion.core.http.asking import get_actor, get_languages, get_viewer
from museion.core.http.forms import FormError, need_field, need_record, read_field, read_form_day, read_form_key
from museion.core.http.pages import render_record
from museion.governance.actions.advice import create_advice, update_advice
from museion.governance.models import Advice
from museion.governance.queries.advice import get_advice
from museion.governance.queries.assemblies import get_motions
from museion.governance.terms import AdviceState
from museion.governance.views.finding import find_body


@require_GET
def show_register(request: HttpRequest) -> HttpResponse:
    state = request.GET.get("state", "")
    rows = get_advice(get_viewer(request)).order_by("-asked_date")
    context = {
        "rows": list((rows.filter(state=state) if state in AdviceState else rows)[:200]),
        "states": AdviceState.choices,
        "state": state,
        "may_create": may(get_actor(request), "advice.create"),
    }
    return render(request, "governance/advice_register.html", context)


def show_advice_record(request: HttpRequest, record: Advice) -> HttpResponse:
    context = {
        "title": record.questions.pick(get_languages(request)).text or str(record),
        "may_update": may(get_actor(request), "advice.update", record),
    }
    return render_record(request, record, "governance/advice.html", context)


@require_http_methods(["GET", "POST"])
def show_form(request: HttpRequest, key: str = "") -> HttpResponse:
    """A new question, or the next step of one: what was answered, used, published."""
    held = _find(request, key) if key else None
    actor, problem = get_actor(request), ""
    check_right(actor, "advice.update" if held else "advice.create", held.scope_keys() if held else ())
    if request.method == "POST":
        try:
            values = _read(request, held)
            told: dict[str, Any] = {"actor": actor, "at": timezone.now()}
            saved = update_advice(held, values, **told) if held else create_advice(values, **told)
            return HttpResponseRedirect(saved.url)
        except FormError as error:
            problem = str(error)
    context = {"advice": held, "problem": problem, "form": request.POST}
    return render(request, "governance/advice_form.html", context, status=422 if problem else 200)


def _find(request: HttpRequest, key: str) -> Advice:
    return need_record(get_advice(get_viewer(request)), key)


def _read(request: HttpRequest, held: Advice | None) -> dict[str, Any]:
    language = get_languages(request)[0]
    values: dict[str, Any] = {}
    for field in ("given_date", "decided_date", "published_date"):
        values[field] = read_form_day(read_field(request, field))
    for field in ("publication", "publication_url"):
        values[field] = read_field(request, field)
    for field in ("answers", "decisions"):
        texts = dict(getattr(held, field)) if held else {}
        text = read_field(request, field)
        values[field] = texts | {language: text} if text else texts
    motion = read_field(request, "motion")
    values["motion_id"] = _find_motion(request, motion) if motion else None
    if values["publication_url"] and not values["publication_url"].startswith(("https://", "http://")):
        raise FormError(_("The address of the publication begins with https://."))
    if held is None:
        values |= {
            "partner": need_field(request, "partner"),
            "asked_by_id": find_body(request, need_field(request, "asked_by")).pk,
            "questions": {language: need_field(request, "question")},
            "asked_date": read_form_day(need_field(request, "asked_date")),
        }
    return values


def _find_motion(request: HttpRequest, text: str) -> int:
    motion = get_motions(get_viewer(request)).filter(key=read_form_key(text)).first()
    if motion is None:
        raise FormError(_("No motion has the key %(key)s.") % {"key": text})
    return motion.pk
