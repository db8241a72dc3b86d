"""What anybody may tell the desk, and the private page on which they see what became of it."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from museion.core.countries import is_country, list_countries
from museion.core.http.asking import get_actor
from museion.core.problems import ProblemError
from museion.heritage.pictures import KeptPicture
from museion.heritage.sent_pictures import read_sent_pictures
from museion.screening.actions.case_work import add_reporter_note
from museion.screening.actions.cases import Report, report_case
from museion.screening.models import Case, Screening
from museion.screening.queries.cases import find_case_by_token
from museion.screening.terms import CaseState
from museion.screening.views.answers import find_screening

LONGEST_TEXT = 20_000
MOST_PHOTOS = 8
_STEPS = (CaseState.NEW, CaseState.TRIAGE, CaseState.OPEN, CaseState.REFERRED, CaseState.CLOSED)


@require_http_methods(["GET", "POST"])
def show_report(request: HttpRequest) -> HttpResponse:
    """The form; sent, it becomes a case, and the answer is the address of its status page."""
    sent = request.POST if request.method == "POST" else request.GET
    reference = sent.get("screening", "")
    screening = find_screening(request, reference) if reference else None
    if request.method == "GET":
        return _show_form(request, screening, [])
    summary = request.POST.get("summary", "").strip()[:LONGEST_TEXT]
    pictures = read_sent_pictures(request, "photo", most=MOST_PHOTOS)
    problems = list(pictures.problems)
    # A field that people do not see: who fills it in is a program.
    if request.POST.get("website"):
        problems.append(_("The report was not taken. Please leave the last field empty."))
    if not summary:
        problems.append(_("Please say what you saw."))
    if problems:
        return _show_form(request, screening, problems, status=422)
    _case, token = report_case(
        _make_report(request, summary, pictures.keep(), screening), actor=get_actor(request), at=timezone.now()
    )
    return HttpResponseRedirect(f"/cases/status/{token}?new=1")


@require_http_methods(["GET", "POST"])
def show_status(request: HttpRequest, token: str) -> HttpResponse:
    """Only who holds the token opens it. It shows what the desk wrote for the reporter, and nothing else of the case."""
    case = find_case_by_token(token)
    if case is None:
        raise ProblemError(404, _("This link does not work"), _("No report has this address."), "no-report")
    if request.method == "POST":
        text = request.POST.get("text", "").strip()[:LONGEST_TEXT]
        if text:
            add_reporter_note(case, text, actor=get_actor(request), at=timezone.now())
        return HttpResponseRedirect(request.path)
    context = {
        "case": case,
        "steps": list_steps(case),
        "notes": case.notes.filter(is_for_reporter=True),
        "is_new": "new" in request.GET,
        "address": request.build_absolute_uri(request.path),
    }
    response = render(request, "screening/status.html", context)
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["Referrer-Policy"] = "no-referrer"
    return response


def list_steps(case: Case) -> list[tuple[str, bool]]:
    """Where a case may stand, in order, and whether it does."""
    return [(str(step.label), step == case.state) for step in _STEPS]


def _show_form(
    request: HttpRequest, screening: Screening | None, problems: list[str], *, status: int = 200
) -> HttpResponse:
    countries = list_countries(get_language() or "en")
    photos = screening.asked.get("photos", []) if screening else []
    context = {
        "screening": screening,
        "reference": request.GET.get("screening") or request.POST.get("screening", ""),
        "photos": photos,
        "countries": countries,
        "problems": problems,
        "sent": request.POST,
    }
    return render(request, "screening/report.html", context, status=status)


def _make_report(
    request: HttpRequest, summary: str, pictures: list[KeptPicture], screening: Screening | None
) -> Report:
    country = request.POST.get("country", "")
    urgent = screening.matches.filter(verdict__in=("urgent", "probable")) if screening else ()
    return Report(
        title=request.POST.get("title", "").strip()[:300] or summary.splitlines()[0][:120],
        summary=summary,
        country=country if is_country(country) else "",
        reporter=request.POST.get("reporter", "").strip()[:2000],
        language=get_language() or "en",
        pictures=tuple(pictures),
        screening=screening,
        losses=tuple(match.loss for match in urgent),
    )
