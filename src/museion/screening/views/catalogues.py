"""Whole catalogues: uploaded, watched while they are screened, worked through lot by lot in the order of urgency."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from museion.core.http.asking import get_actor, get_languages
from museion.core.http.forms import need_record
from museion.core.keys import read_key
from museion.core.problems import ProblemError
from museion.screening.actions.catalogues import (
    Upload,
    bring_catalogue_back,
    request_screening,
    take_catalogue_away,
    upload_catalogue,
)
from museion.screening.models import Catalogue, Lot, ScreeningMatch
from museion.screening.queries.catalogues import get_catalogues, get_catalogues_taken_away, write_worklist
from museion.screening.queries.worklists import (
    ALL,
    FOUND,
    NEW,
    UNREAD,
    count_lots,
    find_neighbours,
    get_lots,
    is_under_way,
)
from museion.screening.terms import Falling, Verdict
from museion.screening.views.answers import get_loss_title, render_answer

LOTS_A_PAGE = 50
SHOWN_CATALOGUES = 100


@dataclass(frozen=True, slots=True)
class ShownLot:
    lot: Lot
    picture: str
    text: str
    verdict: str
    verdict_label: str
    match_title: str
    kinds: int


@require_http_methods(["GET", "POST"])
def show_catalogues(request: HttpRequest) -> HttpResponse:
    if request.method == "GET":
        return _show_list(request, [])
    file = request.FILES.get("catalogue")
    pictures = request.FILES.get("pictures")
    problems = [
        _("%(name)s is larger than %(size)s MB.") % {"name": sent.name, "size": settings.MAX_UPLOAD_BYTES // 1_048_576}
        for sent in (file, pictures)
        if sent and (sent.size or 0) > settings.MAX_UPLOAD_BYTES
    ]
    if file is None:
        problems.append(_("Please choose the file of the catalogue."))
    if file is None or problems:
        return _show_list(request, problems)
    upload = Upload(
        file_name=str(file.name),
        content=file.read(),
        pictures=pictures.read() if pictures else b"",
        title=request.POST.get("title", "").strip(),
        seller=request.POST.get("seller", "").strip(),
        sale_date=_read_day(request.POST.get("sale_date", "")),
        language=get_language() or "en",
    )
    catalogue = upload_catalogue(upload, actor=get_actor(request), at=timezone.now())
    return HttpResponseRedirect(f"/catalogues/{catalogue.key}")


@require_GET
def show_catalogue(request: HttpRequest, key: str) -> HttpResponse:
    catalogue = find_catalogue(request, key)
    shown = request.GET.get("show", ALL)
    page = Paginator(get_lots(catalogue, shown=shown), LOTS_A_PAGE).get_page(request.GET.get("page"))
    languages = get_languages(request)
    counts = count_lots(catalogue)
    context = {
        "catalogue": catalogue,
        "is_under_way": is_under_way(catalogue),
        "filters": [(name, label, counts[name]) for name, label in _name_filters()],
        "shown": shown,
        "page": page,
        "lots": [show_lot_line(lot, languages) for lot in page],
    }
    # While it is under way the page asks for this part again and again.
    template = "screening/catalogue_part.html" if "part" in request.GET else "screening/catalogue.html"
    return render(request, template, context)


@require_GET
def send_worklist(request: HttpRequest, key: str) -> StreamingHttpResponse:
    catalogue = find_catalogue(request, key)
    response = StreamingHttpResponse(write_worklist(catalogue), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{catalogue.key}.csv"'
    return response


@require_POST
def screen_again(request: HttpRequest, key: str) -> HttpResponse:
    catalogue = find_catalogue(request, key)
    if not is_under_way(catalogue):
        request_screening([catalogue], actor=get_actor(request), at=timezone.now(), reason=_("asked for"))
    return HttpResponseRedirect(f"/catalogues/{catalogue.key}")


@require_POST
def take_away(request: HttpRequest, key: str) -> HttpResponse:
    catalogue = find_catalogue(request, key)
    take_catalogue_away(catalogue, actor=get_actor(request), at=timezone.now(), reason=_("asked for"))
    return HttpResponseRedirect(f"/catalogues?away={catalogue.key}")


@require_POST
def bring_back(request: HttpRequest, key: str) -> HttpResponse:
    actor = get_actor(request)
    catalogue = need_record(get_catalogues_taken_away(actor), key)
    bring_catalogue_back(catalogue, actor=actor, at=timezone.now())
    return HttpResponseRedirect(f"/catalogues/{catalogue.key}")


@require_GET
def show_lot(request: HttpRequest, key: str, number: int) -> HttpResponse:
    catalogue = find_catalogue(request, key)
    lot = catalogue.lots.select_related("screening", "catalogue").filter(pk=number).first()
    if lot is None:
        raise ProblemError(404, _("No such lot"), _("The catalogue has no such lot."), "no-lot")
    before, after = find_neighbours(lot)
    context: dict[str, Any] = {"lot": lot, "catalogue": catalogue, "before": before, "after": after}
    if lot.screening is None:
        return render(request, "screening/lot.html", context)
    return render_answer(request, lot.screening, context)


def show_catalogue_record(request: HttpRequest, record: Catalogue) -> HttpResponse:
    """The page behind the permanent address, which only the desk may open."""
    return HttpResponseRedirect(f"/catalogues/{record.key}")


def find_catalogue(request: HttpRequest, key: str) -> Catalogue:
    catalogue = get_catalogues(get_actor(request)).filter(key=read_key(key)).first()
    if catalogue is None:
        raise ProblemError(404, _("No such record"), _("No record has the key %(key)s.") % {"key": key}, "no-record")
    return catalogue


def show_lot_line(lot: Lot, languages: tuple[str, ...]) -> ShownLot:
    screening = lot.screening
    matches = [match for match in screening.matches.all() if match.verdict != Verdict.LOOKALIKE] if screening else []
    best = _find_best(matches)
    return ShownLot(
        lot=lot,
        picture=lot.photos[0] if lot.photos else "",
        text=lot.text or "; ".join(str(value) for value in lot.fields.values()),
        verdict=best.verdict if best else "",
        verdict_label=best.get_verdict_display() if best else "",
        match_title=get_loss_title(best.loss, languages) if best else "",
        kinds=sum(entry.get("answer") == Falling.FALLS for entry in screening.red_list) if screening else 0,
    )


def _find_best(matches: Iterable[ScreeningMatch]) -> ScreeningMatch | None:
    return min(matches, key=lambda match: match.place, default=None)


def _show_list(request: HttpRequest, problems: list[str]) -> HttpResponse:
    actor = get_actor(request)
    context = {
        "catalogues": list(get_catalogues(actor)[:SHOWN_CATALOGUES]),
        "may_upload": actor.account_id is not None,
        "problems": problems,
        "away": get_catalogues_taken_away(actor).filter(key=request.GET.get("away", "")).first(),
        "sent": request.POST,
    }
    return render(request, "screening/catalogues.html", context, status=422 if problems else 200)


def _name_filters() -> list[tuple[str, str]]:
    return [
        (ALL, _("all lots")),
        (FOUND, _("with a find")),
        (NEW, _("new since the last run")),
        (UNREAD, _("not fully read")),
    ]


def _read_day(text: str) -> date | None:
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        return None
