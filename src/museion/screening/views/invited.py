"""Pages for who was sent a signed link: an expert who is asked for an opinion, a partner who receives a package."""

from contextlib import suppress

from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from museion.core.http.asking import get_languages
from museion.screening.actions.case_work import OpinionGivenError, answer_opinion, decline_opinion
from museion.screening.actions.referrals import acknowledge_referral, get_package_store
from museion.screening.links import OPINION, REFERRAL, read_passing_link
from museion.screening.models import CaseOpinion, CaseReferral
from museion.screening.views.answers import get_loss_title

LONGEST_TEXT = 20_000


@require_http_methods(["GET", "POST"])
def show_opinion(request: HttpRequest, signed: str) -> HttpResponse:
    number = read_passing_link(signed, OPINION)
    opinion = get_object_or_404(CaseOpinion.objects.select_related("case", "person"), pk=number)
    if request.method == "POST":
        # One that was answered meanwhile says so on the page.
        with suppress(OpinionGivenError):
            _take_answer(request, opinion)
        return HttpResponseRedirect(request.path)
    case = opinion.case
    context = {
        "opinion": opinion,
        "is_open": not (opinion.answered_at or opinion.declined_at),
        "photos": [*case.photos, *(name for run in case.screenings.all() for name in run.asked.get("photos", []))],
        "losses": [
            (get_loss_title(loss, get_languages(request)), list(loss.photographs.all()))
            for loss in case.losses.prefetch_related("photographs")
        ],
    }
    return _keep_private(render(request, "screening/opinion.html", context))


@require_http_methods(["GET", "POST"])
def show_referral(request: HttpRequest, signed: str) -> HttpResponse:
    referral = _find_referral(signed)
    if request.method == "POST":
        acknowledge_referral(referral, at=timezone.now())
        return HttpResponseRedirect(request.path)
    context = {"referral": referral, "package_url": f"{request.path}/package.zip"}
    return _keep_private(render(request, "screening/referral.html", context))


@require_GET
def send_package(request: HttpRequest, signed: str) -> FileResponse:
    referral = _find_referral(signed)
    path = get_package_store().get_path(referral.file_name)
    name = f"{referral.case.key}-{referral.digest[:8]}.zip"
    return FileResponse(path.open("rb"), as_attachment=True, filename=name, content_type="application/zip")


def _find_referral(signed: str) -> CaseReferral:
    number = read_passing_link(signed, REFERRAL)
    return get_object_or_404(CaseReferral.objects.select_related("case"), pk=number)


def _take_answer(request: HttpRequest, opinion: CaseOpinion) -> None:
    answer = request.POST.get("answer", "").strip()[:LONGEST_TEXT]
    if "decline" in request.POST:
        decline_opinion(opinion, at=timezone.now())
    elif answer:
        answer_opinion(opinion, answer, at=timezone.now())


def _keep_private(response: HttpResponse) -> HttpResponse:
    """The address is the key: neither a cache nor the next site learns it."""
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["Referrer-Policy"] = "no-referrer"
    return response
