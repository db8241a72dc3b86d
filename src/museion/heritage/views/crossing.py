"""Papers of what crosses a border: the checklist to tick, attach and print; letters about a transfer; places of refuge."""

from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from museion.core.access import may, may_somewhere
from museion.core.countries import get_country_name
from museion.core.documents import LARGEST_DOCUMENT, DocumentError, SentDocument, read_document
from museion.core.http.asking import get_actor, get_languages, get_viewer
from museion.core.http.forms import go_back, need_record
from museion.core.problems import ProblemError
from museion.heritage.actions import crossing as actions
from museion.heritage.actions.crossing import InvalidCrossingError
from museion.heritage.care_terms import PaperState, TransferLeg
from museion.heritage.models import CrossingPaper, Letter, Loan, Transfer
from museion.heritage.papers import ALSO_COMMON, CERTAINTIES, DOUBTS
from museion.heritage.queries import care
from museion.heritage.queries.crossing import AskedPaper, Checklist, find_asked, make_checklists
from museion.heritage.queries.havens import list_havens
from museion.heritage.views.care_forms import HavenForm, LetterForm
from museion.heritage.views.choosing import find_museum_of
from museion.heritage.views.transfers import show_with


@require_http_methods(["GET", "POST"])
def show_papers(request: HttpRequest, kind: str, key: str) -> HttpResponse:
    crossing = _find(request, kind, key)
    problem = ""
    if request.method == "POST":
        try:
            _note(request, crossing)
            return go_back(request.path)
        except (InvalidCrossingError, DocumentError) as error:
            problem = str(error)
    context = {
        "title": _("Papers for the border"),
        "crossing": crossing,
        "checklists": [_show(checklist, get_languages(request)[0]) for checklist in make_checklists(crossing)],
        "states": PaperState.choices,
        "common": ALSO_COMMON,
        "legs": TransferLeg.choices,
        "may_note": _may_note(request, crossing),
        "today": timezone.now(),
        "problem": problem,
    }
    return render(request, "heritage/papers.html", context, status=400 if problem else 200)


@require_safe
def send_paper(request: HttpRequest, kind: str, key: str, number: int) -> FileResponse:
    return _send(_find(request, kind, key).crossing_papers.filter(pk=number).first())


@require_POST
def write_letter(request: HttpRequest, key: str) -> HttpResponse:
    transfer: Transfer = need_record(care.get_transfers(get_viewer(request)), key)
    form = LetterForm(request.POST)
    if not form.is_valid():
        return show_with(request, transfer, letter=form)
    actions.check_may_note(transfer, get_actor(request))
    try:
        document = _read_document(request)
        actions.write_letter(
            transfer, **form.cleaned_data, document=document, actor=get_actor(request), at=timezone.now()
        )
    except (InvalidCrossingError, DocumentError) as error:
        return show_with(request, transfer, problem=str(error), letter=form)
    return go_back(f"{transfer.url}#letters")


@require_safe
def send_letter(request: HttpRequest, key: str, number: int) -> FileResponse:
    transfer: Transfer = need_record(care.get_transfers(get_viewer(request)), key)
    return _send(care.get_letters(transfer, get_actor(request)).filter(pk=number).first())


@require_http_methods(["GET", "POST"])
def show_havens(request: HttpRequest) -> HttpResponse:
    """Read by who may hand over what a museum holds; everybody else is told what it is for, and nothing of where."""
    actor = get_actor(request)
    if not may_somewhere(actor, "transfer.create"):
        raise ProblemError(
            403, _("Not for everybody"), _("Places of refuge are read by who acts for a museum."), "not-allowed"
        )
    own = find_museum_of(request, "transfer.create") if request.GET.get("museum") else None
    held = getattr(own, "safe_haven", None) if own else None
    form = HavenForm(request.POST or None, initial=_read_haven(held))
    problem = ""
    if request.method == "POST" and own:
        try:
            if request.POST.get("step") == "end":
                actions.end_haven(own, actor=actor, at=timezone.now())
                return go_back(request.get_full_path())
            if form.is_valid():
                actions.offer_haven(own, form.cleaned_data, actor=actor, at=timezone.now())
                return go_back(request.get_full_path())
        except InvalidCrossingError as error:
            problem = str(error)
    context = {
        "own": own,
        "held": held,
        "form": form,
        "problem": problem,
        "havens": list_havens(get_viewer(request), near=own, today=timezone.now().date()),
    }
    return render(request, "heritage/havens.html", context, status=400 if problem else 200)


def _read_haven(held: Any) -> dict[str, Any]:
    return {name: getattr(held, name) for name in HavenForm.base_fields} if held else {}


def _find(request: HttpRequest, kind: str, key: str) -> Loan | Transfer:
    viewer = get_viewer(request)
    found: Loan | Transfer
    if kind == "loans":
        found = need_record(care.get_loans(viewer), key)
    else:
        found = need_record(care.get_transfers(viewer), key)
    return found


def _may_note(request: HttpRequest, crossing: Loan | Transfer) -> bool:
    actor = get_actor(request)
    return (
        may(actor, "loan.update", crossing) if isinstance(crossing, Loan) else bool(actions.list_sides(crossing, actor))
    )


def _note(request: HttpRequest, crossing: Loan | Transfer) -> None:
    sent, actor, at = request.POST, get_actor(request), timezone.now()
    actions.check_may_note(crossing, actor)
    own = sent.get("title", "").strip()[:150]
    rule = f"own:{own}" if own else sent.get("rule", "")
    asked = find_asked(crossing, sent.get("leg", ""), rule)
    if asked is None and not own:
        raise InvalidCrossingError(_("Say which paper it is, and what became of it."))
    actions.note_paper(
        crossing,
        sent.get("leg", ""),
        rule,
        sent.get("state", PaperState.OPEN),
        basis=_make_basis(asked) if asked and asked.law else {"title": own} if own else None,
        reference=sent.get("reference", ""),
        note=sent.get("note", ""),
        document=_read_document(request),
        actor=actor,
        at=at,
    )


def _make_basis(asked: AskedPaper) -> dict[str, Any]:
    """The rule as it reads today, kept beside the tick."""
    law = asked.law
    return {
        "title": str(asked.title),
        "country": asked.country,
        "citation": law.citation if law else "",
        "article": law.article if law else "",
        "from_date": law.from_date.isoformat() if law and law.from_date else "",
        "certainty": law.certainty if law else "",
    }


def _read_document(request: HttpRequest) -> SentDocument | None:
    upload = request.FILES.get("file")
    if not isinstance(upload, UploadedFile):
        return None
    return read_document(upload.name or "", upload.read(LARGEST_DOCUMENT + 1))


def _show(checklist: Checklist, language: str) -> dict[str, Any]:
    border = checklist.border
    return {
        "leg": border.leg,
        "label": border.leg.label,
        "day": border.day,
        "from_country": get_country_name(border.from_country, language) if border.from_country else "",
        "to_country": get_country_name(border.to_country, language) if border.to_country else "",
        "is_crossed": border.is_crossed,
        "has_laws": checklist.has_laws,
        "settled": checklist.settled,
        "papers": [_show_paper(paper, language) for paper in checklist.papers],
    }


def _show_paper(paper: AskedPaper, language: str) -> dict[str, Any]:
    return {
        "paper": paper,
        "country": get_country_name(paper.country, language) if paper.country else "",
        "certainty": CERTAINTIES.get(paper.law.certainty, paper.law.certainty) if paper.law else "",
        "doubts": [DOUBTS.get(code, code) for code in paper.unsure],
    }


def _send(held: CrossingPaper | Letter | None) -> FileResponse:
    if held is None or not held.file_name:
        raise Http404
    path = actions.get_store().get_path(held.file_name)
    if not path.is_file():
        raise Http404
    response = FileResponse(path.open("rb"), as_attachment=True, filename=held.file_title, content_type=held.media_type)
    response.headers["Cache-Control"] = "private, no-store"
    return response
