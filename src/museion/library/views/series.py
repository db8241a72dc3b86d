"""The missing-issues board, the issues of one series, and the letter to the body that issued it."""

from typing import Any

from django.core.mail import BadHeaderError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from museion.core.access import check_right, may
from museion.core.http.asking import get_actor, get_viewer
from museion.core.numerals import read_whole
from museion.core.problems import ProblemError
from museion.library.actions.serials import (
    NobodyToCallError,
    call_for_issues,
    mark_never_published,
    receive_issues,
    set_numbering,
    write_letter,
)
from museion.library.incoming.form_parts import read_day
from museion.library.models import NumberingPattern, Work
from museion.library.numbering.prediction import predict_issues
from museion.library.queries.serials import describe_series, get_board, get_issues
from museion.library.terms import FREQUENCIES
from museion.library.views.works import find_work

MOST_SHOWN = 400
"""Issues on one page; a weekly of fifty years has 2,600."""


@require_GET
def show_board(request: HttpRequest) -> HttpResponse:
    context = {
        "board": get_board(get_viewer(request), timezone.now().date(), only_gaps="all" not in request.GET),
        "may_call": may(get_actor(request), "work.update"),
        "shows_all": "all" in request.GET,
    }
    return render(request, "library/missing.html", context)


@require_http_methods(["GET", "POST"])
def show_series(request: HttpRequest, key: str) -> HttpResponse:
    work, problems = find_work(request, key), list[str]()
    may_edit = may(get_actor(request), "work.update", work)
    if request.method == "POST":
        check_right(get_actor(request), "work.update", work)
        values = _read_pattern(request, problems)
        if not problems:
            set_numbering(work, values, actor=get_actor(request), at=timezone.now())
            return HttpResponseRedirect(request.path)
    pattern = NumberingPattern.objects.filter(work=work).select_related("work__issued_by").first()
    context: dict[str, Any] = {
        "work": work,
        "pattern": pattern,
        "frequencies": FREQUENCIES,
        "may_edit": may_edit,
        "problems": problems,
        "sent": request.POST,
    }
    if pattern:
        state = describe_series(pattern, get_issues(work), work.calls.first(), timezone.now().date())
        context |= {"state": state, "calls": list(work.calls.all()[:10])}
        context |= _list_issues(work, pattern, before=request.GET.get("before", ""))
        context["letter"] = write_letter(work, state.missing, language=get_language() or "en") if state.missing else ""
    return render(request, "library/series.html", context, status=422 if problems else 200)


def _list_issues(work: Work, pattern: NumberingPattern, *, before: str) -> dict[str, Any]:
    """Expected issues by year, newest first, each with what is known of it; whole years up to a page full."""
    held = {(issue.volume or None, issue.number): issue for issue in work.issues.all()}
    first_hidden = read_whole(before) or 9999
    years: dict[int, list[dict[str, Any]]] = {}
    shown = 0
    for issue in reversed(list(predict_issues(pattern.read(), timezone.now().date()))):
        year = issue.expected.year
        if year >= first_hidden:
            continue
        if year not in years and shown >= MOST_SHOWN:
            return {"years": years, "older": min(years), "before": before}
        code = f"{issue.volume or 0}-{issue.number}"
        years.setdefault(year, []).append({"issue": issue, "held": held.get(issue.identity), "code": code})
        shown += 1
    return {"years": years, "before": before}


def _read_pattern(request: HttpRequest, problems: list[str]) -> dict[str, Any]:
    values: dict[str, Any] = {"frequency": request.POST.get("frequency", "")}
    if values["frequency"] not in dict(FREQUENCIES):
        problems.append(_("Choose how often the series appears."))
    for name in ("begins_date", "ends_date"):
        values[name] = read_day(request.POST.get(name, ""), problems)
    if values["begins_date"] is None:
        problems.append(_("Say when the first issue appeared."))
    for name in ("first_volume", "first_number", "numbers_per_volume", "grace_days"):
        text = request.POST.get(name, "").strip()
        number = read_whole(text, most=99_999)
        if text and number is None:
            problems.append(_("“%(text)s” is no whole number.") % {"text": text[:20]})
        elif text:
            values[name] = number
    values["is_continuous"] = "is_continuous" in request.POST
    return values


@require_POST
def take_step(request: HttpRequest, key: str, step: str) -> HttpResponse:
    """Tick issues off, say that they never appeared, or call for what is missing."""
    work, actor, at = find_work(request, key), get_actor(request), timezone.now()
    issues = [_read_code(code) for code in request.POST.getlist("issue")]
    if step == "receive":
        receive_issues(work, issues, actor=actor, at=at)
    elif step == "never":
        mark_never_published(work, issues, actor=actor, at=at)
    elif step == "call":
        _call(request, work)
    else:
        raise ProblemError(404, _("No such step"), "", "no-such-step")
    return HttpResponseRedirect(f"/library/series/{work.key}")


def _call(request: HttpRequest, work: Work) -> None:
    pattern = NumberingPattern.objects.filter(work=work).select_related("work__issued_by").first()
    state = describe_series(pattern, get_issues(work), None, timezone.now().date()) if pattern else None
    if state is None or not state.missing:
        raise ProblemError(409, _("Nothing is missing"), _("No issue of this series is overdue."), "nothing-missing")
    letter = request.POST.get("letter", "").strip()[:20_000] or write_letter(
        work, state.missing, language=get_language() or "en"
    )
    try:
        call_for_issues(work, state.missing, letter, actor=get_actor(request), at=timezone.now())
    except NobodyToCallError as error:
        raise ProblemError(409, _("Nobody to call"), str(error), "nobody-to-call") from error
    except (OSError, BadHeaderError) as error:
        raise ProblemError(503, _("The letter was not sent"), str(error), "mail-unavailable") from error


def _read_code(code: str) -> tuple[int | None, int]:
    volume, _dash, number = code.partition("-")
    if not (volume.isdecimal() and number.isdecimal() and len(code) < 16):
        raise ProblemError(422, _("No such issue"), code[:40], "no-such-step")
    return int(volume) or None, int(number)
