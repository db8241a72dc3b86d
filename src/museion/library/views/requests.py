"""Requests for the reading room: anybody asks, the desk answers, the reader sees both by a private link."""

from datetime import UTC, date, datetime

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from museion.core.access import AccessLevel
from museion.core.http.asking import get_actor, get_languages, get_viewer
from museion.core.http.pages import render_record
from museion.core.problems import ProblemError
from museion.library.actions.readers import Wish, WrongDayError, answer_request, cancel_request, request_reading
from museion.library.models import ReadingRequest
from museion.library.queries.works import get_units, get_works
from museion.library.terms import RequestState

LONGEST_TEXT = 5_000


def show_record(request: HttpRequest, record: ReadingRequest) -> HttpResponse:
    return render_record(request, record, "library/request_record.html", {"title": str(record), "held": record})


@require_http_methods(["GET", "POST"])
def show_form(request: HttpRequest, key: str) -> HttpResponse:
    viewer = get_viewer(request)
    work = get_works(viewer).filter(key=key.lower()).first()
    unit = None if work else get_units(viewer).filter(key=key.lower()).first()
    asked = work or unit
    if asked is None:
        raise ProblemError(404, _("No such record"), _("No record has the key %(key)s.") % {"key": key}, "no-record")
    problems: list[str] = []
    if request.method == "POST":
        wish = _read_wish(request, problems)
        if wish and not problems:
            whole = Wish(wish.name, wish.email, wish.wanted_date, wish.purpose, wish.language, work, unit)
            try:
                made = request_reading(whole, actor=get_actor(request), at=timezone.now())
                return HttpResponseRedirect(f"/library/requests/{made.token}")
            except WrongDayError as error:
                problems.append(str(error))
    title = asked.titles.pick(get_languages(request)).text
    context = {
        "asked": asked,
        "title": title,
        "problems": problems,
        "sent": request.POST,
        "today": timezone.now().date(),
    }
    return render(request, "library/request_form.html", context, status=422 if problems else 200)


def _read_wish(request: HttpRequest, problems: list[str]) -> Wish | None:
    name, email = request.POST.get("name", "").strip(), request.POST.get("email", "").strip()
    if request.POST.get("website"):
        problems.append(_("Please leave the last field empty."))
    if not name:
        problems.append(_("Please say who you are."))
    try:
        validate_email(email)
    except ValidationError:
        problems.append(_("Please give an e-mail address, so that the reading room can answer."))
    try:
        day = date.fromisoformat(request.POST.get("day", ""))
    except ValueError:
        problems.append(_("Please choose a day."))
        return None
    return Wish(name, email, day, request.POST.get("purpose", "")[:LONGEST_TEXT], get_language() or "en")


@require_http_methods(["GET", "POST"])
def show_status(request: HttpRequest, token: str) -> HttpResponse:
    held = ReadingRequest.objects.filter(token=token).select_related("work", "unit").first()
    if held is None:
        raise ProblemError(404, _("This link does not work"), _("No request has this address."), "no-request")
    if request.method == "POST":
        cancel_request(held, actor=get_actor(request), at=timezone.now())
        return HttpResponseRedirect(request.path)
    response = render(request, "library/request_status.html", {"held": held, "asked": held.work or held.unit})
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["Referrer-Policy"] = "no-referrer"
    return response


@require_GET
def show_desk(request: HttpRequest) -> HttpResponse:
    """The reading room's desk: what waits, and the days ahead."""
    if not get_viewer(request).sees(AccessLevel.DESK):
        raise ProblemError(403, _("Not allowed"), _("The desk of the reading room is for its staff."), "not-allowed")
    rows = ReadingRequest.objects.current().select_related("work", "unit")
    context = {
        "waiting": list(rows.filter(state=RequestState.NEW).order_by("wanted_date", "id")),
        "ahead": list(rows.filter(state=RequestState.APPROVED).order_by("appointed_at", "wanted_date", "id")),
        "done": list(rows.exclude(state__in=[RequestState.NEW, RequestState.APPROVED]).order_by("-changed_at")[:30]),
        "now": timezone.now(),
    }
    return render(request, "library/desk.html", context)


@require_POST
def answer(request: HttpRequest, key: str) -> HttpResponse:
    held = ReadingRequest.objects.current().filter(key=key.lower()).first()
    if held is None or not get_viewer(request).sees(AccessLevel.DESK):
        raise ProblemError(404, _("No such request"), _("No request has this key."), "no-request")
    state = request.POST.get("state", "")
    if state not in RequestState.values:
        raise ProblemError(422, _("No such step"), _("The desk cannot take this step."), "no-such-step")
    try:
        answer_request(
            held,
            RequestState(state),
            answer=request.POST.get("answer", "").strip()[:LONGEST_TEXT],
            appointed_at=_read_moment(request.POST.get("appointed_at", "")),
            actor=get_actor(request),
            at=timezone.now(),
        )
    except ValueError as error:
        raise ProblemError(422, _("This step cannot be taken"), str(error), "no-such-step") from error
    return HttpResponseRedirect("/library/desk")


def _read_moment(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text).replace(tzinfo=UTC) if text else None
    except ValueError as error:
        raise ProblemError(
            422, _("No such moment"), _("Write the appointment as a day and an hour."), "no-such-step"
        ) from error
