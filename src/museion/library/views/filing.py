"""Files of a record from the librarian's side: attach one or a new version, say who reads it from when, take one away."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from museion.core.access import AccessLevel, check_right, may
from museion.core.http.asking import get_actor, get_languages, get_viewer
from museion.core.languages import InvalidLanguageError, read_tag
from museion.core.problems import ProblemError
from museion.library.actions.files import NewFile, attach_file
from museion.library.actions.opening import Opening, change_opening, name_kind, withdraw_file
from museion.library.incoming.form_parts import read_day
from museion.library.models import ArchiveUnit, LibraryFile, Work
from museion.library.queries.files import get_current_files
from museion.library.queries.works import get_units, get_works
from museion.library.reading.sniffing import LARGEST_FILE, UnusableFileError

LEVELS = [choice for choice in AccessLevel.choices if choice[0] != AccessLevel.SEALED]


@require_http_methods(["GET", "POST"])
def show_files(request: HttpRequest, key: str) -> HttpResponse:
    owner, problems = _find_owner(request, key), list[str]()
    if request.method == "POST":
        attached = _attach(request, owner, problems)
        if attached:
            return HttpResponseRedirect(f"{request.path}#{attached.key}")
    return _show(request, owner, problems)


def _find_owner(request: HttpRequest, key: str) -> Work | ArchiveUnit:
    viewer = get_viewer(request)
    owner: Work | ArchiveUnit | None = get_works(viewer).filter(key=key.lower()).first()
    owner = owner or get_units(viewer).filter(key=key.lower()).first()
    if owner is None:
        raise ProblemError(404, _("No such record"), _("No record has the key %(key)s.") % {"key": key}, "no-record")
    check_right(get_actor(request), f"{name_kind(owner)}.update", owner)
    return owner


def _attach(request: HttpRequest, owner: Work | ArchiveUnit, problems: list[str]) -> LibraryFile | None:
    sent = request.FILES.get("file")
    if sent is None:
        problems.append(_("Choose a file."))
    opening = _read_opening(request, problems)
    if opening.closed_until and opening.closed_until <= timezone.now().date():
        problems.append(_("The day on which it opens lies in the past: leave it empty, and it is open now."))
    language = _read_language(request, problems)
    replaces = next((file for file in get_current_files(owner) if file.key == request.POST.get("replaces")), None)
    if problems or sent is None:
        return None
    try:
        new = NewFile(sent.read(), sent.name or "file", language, opening, replaces)
        return attach_file(owner, new, actor=get_actor(request), at=timezone.now())
    except UnusableFileError as error:
        problems.append(f"{sent.name}: {error}")
        return None


def _read_opening(request: HttpRequest, problems: list[str]) -> Opening:
    level = request.POST.get("opens_to", str(AccessLevel.PUBLIC))
    if level not in dict(LEVELS):
        problems.append(_("“%(text)s” is no level of access.") % {"text": level[:20]})
    day = read_day(request.POST.get("closed_until", "").strip(), problems)
    return Opening(level, day, "is_reading_room_only" in request.POST)


def _read_language(request: HttpRequest, problems: list[str]) -> str:
    try:
        return read_tag(request.POST.get("language", "").strip() or "und")
    except InvalidLanguageError as error:
        problems.append(str(error))
        return "und"


def _show(request: HttpRequest, owner: Work | ArchiveUnit, problems: list[str]) -> HttpResponse:
    context: dict[str, Any] = {
        "owner": owner,
        "title": owner.titles.pick(get_languages(request)).text or owner.key,
        "files": get_current_files(owner),
        "problems": problems,
        "sent": request.POST,
        "language": request.POST.get("language", next(iter(owner.languages), "")),
        "levels": LEVELS,
        "largest": LARGEST_FILE // 1024**2,
        "may_withdraw": may(get_actor(request), "file.withdraw", owner),
    }
    return render(request, "library/filing.html", context, status=422 if problems else 200)


@require_POST
def change(request: HttpRequest, key: str, file_key: str) -> HttpResponse:
    """`withdraw` takes the file away; anything else says who reads it from when."""
    owner, problems = _find_owner(request, key), list[str]()
    file = next((held for held in get_current_files(owner) if held.key == file_key.lower()), None)
    if file is None:
        raise ProblemError(404, _("No such file"), _("No file has the key %(key)s.") % {"key": file_key}, "no-record")
    actor, at = get_actor(request), timezone.now()
    if "withdraw" in request.POST:
        withdraw_file(file, actor=actor, at=at, reason=request.POST.get("reason", "").strip()[:500])
        return HttpResponseRedirect(f"/library/filing/{owner.key}")
    opening = _read_opening(request, problems)
    if problems:
        return _show(request, owner, problems)
    change_opening(file, opening, actor=actor, at=at)
    return HttpResponseRedirect(f"/library/filing/{owner.key}#{file.key}")
