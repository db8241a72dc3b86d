"""Files: their bytes, their pages as pictures and text, a reader that needs no plug-in, and a IIIF manifest."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from museion.core.http.asking import get_languages, get_viewer
from museion.core.http.pages import get_base_url
from museion.core.keys import read_key
from museion.core.languages import LanguageMap
from museion.core.numerals import read_whole
from museion.core.problems import ProblemError
from museion.library.actions.files import get_store
from museion.library.models import FilePage, LibraryFile
from museion.library.queries.files import get_files, get_pages_with, get_versions
from museion.library.reading.pictures import Size, draw_picture, measure_pictures

WIDEST = 1600
WIDTHS = frozenset({160, 480, 960, WIDEST})
MOST_FOUND = 50


def show_file_record(request: HttpRequest, record: LibraryFile) -> HttpResponse:
    return HttpResponseRedirect(f"/files/{record.key}/read")


def show_page_record(request: HttpRequest, record: FilePage) -> HttpResponse:
    """A hit in a full text leads to the page in the reader."""
    file = LibraryFile.objects.get(pk=record.file_id)
    return HttpResponseRedirect(f"/files/{file.key}/read?page={record.number}")


def open_file(request: HttpRequest, key: str) -> LibraryFile:
    """404 is the same for what is not there and for what the asker may not know of; 403 says until when a file is closed."""
    file = get_files().filter(key=read_key(key)).first()
    viewer = get_viewer(request)
    owner = file.work or file.unit if file else None
    if file is None or owner is None or owner.withdrawn_at or not viewer.sees_record(owner):
        raise ProblemError(404, _("No such file"), _("No file has the key %(key)s.") % {"key": key}, "no-record")
    if not file.is_open_to(viewer, timezone.now().date()):
        raise ProblemError(403, _("This file is closed"), describe_closure(file), "file-closed")
    return file


def describe_closure(file: LibraryFile) -> str:
    if file.closed_until and file.closed_until > timezone.now().date():
        return _("It opens on %(date)s.") % {"date": file.closed_until.isoformat()}
    if file.is_reading_room_only:
        return _("It is read in the reading room only: ask for an appointment on the page of the publication.")
    return _("It is read by: %(level)s. Sign in if you belong to them.") % {"level": file.get_access_display()}


# What a browser may show; anything else, an SVG or a page of HTML above all, it saves.
SHOWN = frozenset({"application/pdf", "image/jpeg", "image/png", "image/webp", "image/gif", "text/plain"})


@require_GET
def send_file(request: HttpRequest, key: str) -> HttpResponseBase:
    """The bytes as they came. A PDF is shown by the browser without its scripts; anything else is saved."""
    file = open_file(request, key)
    path = get_store().get_path(file.file_name)
    if not path.is_file():
        raise ProblemError(
            500,
            _("The file is missing"),
            _("The store does not hold it; the fixity log says since when."),
            "file-missing",
        )
    response = FileResponse(
        path.open("rb"),
        content_type=file.media_type,
        filename=file.original_name,
        as_attachment=file.media_type not in SHOWN,
    )
    response.headers["X-Content-Type-Options"] = "nosniff"
    # A file from outside is never a page of this site.
    response.headers["Content-Security-Policy"] = (
        "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:"
    )
    response.headers["Cache-Control"] = "private, max-age=3600"
    return response


@require_GET
def send_page_picture(request: HttpRequest, key: str, number: int, width: int) -> HttpResponse:
    file = open_file(request, key)
    if width not in WIDTHS:
        raise ProblemError(404, _("No such picture"), "", "no-picture")
    content = _get_picture(file, number, width)
    if content is None:
        raise ProblemError(
            404, _("No such page"), _("The file has %(count)s pages.") % {"count": file.page_count}, "no-page"
        )
    response = HttpResponse(content, content_type="image/jpeg")
    cached = "public" if file.access == "public" and not file.closed_until else "private"
    response.headers["Cache-Control"] = f"{cached}, max-age=86400"
    return response


def _get_picture(file: LibraryFile, number: int, width: int) -> bytes | None:
    """Made at the first request and kept."""
    path = Path(settings.MEDIA_ROOT) / "page-pictures" / file.file_name[:2] / f"{file.digest}-{number}-{width}.jpg"
    if path.is_file():
        return path.read_bytes()
    original = get_store().get_path(file.file_name)
    content = draw_picture(original, file.media_type, number, width) if original.is_file() else None
    if content is not None:
        path.parent.mkdir(parents=True, exist_ok=True)
        unfinished = path.with_suffix(".new")
        unfinished.write_bytes(content)
        unfinished.replace(path)
    return content


@require_GET
def show_reader(request: HttpRequest, key: str) -> HttpResponse:
    """One page at a time as a picture with its text beside it; works without scripts, with a keyboard, on a phone."""
    file = open_file(request, key)
    viewer, languages = get_viewer(request), get_languages(request)
    number = _read_number(request.GET.get("page", "1"), file.page_count)
    words = request.GET.get("q", "").strip()[:200]
    owner = file.work or file.unit
    titles = owner.titles if owner else LanguageMap()
    context = {
        "file": file,
        "owner": owner,
        "title": titles.pick(languages).text or file.original_name,
        "number": number,
        "page": file.pages.filter(number=number).first(),
        "previous": number - 1 if number > 1 else None,
        "next": number + 1 if number < file.page_count else None,
        "words": words,
        "found": get_pages_with(file, words, viewer, limit=MOST_FOUND),
        "has_pictures": file.has_pictures,
        "versions": get_versions(file),
        "checks": list(file.checks.all()[:5]),
    }
    return render(request, "library/reader.html", context)


def _read_number(text: str, count: int) -> int:
    return max(1, min(read_whole(text) or 1, max(count, 1)))


def _measure(file: LibraryFile) -> list[Size]:
    """Raises `ProblemError` where a file has no pages to look at, as an EPUB or a locked PDF."""
    original = get_store().get_path(file.file_name)
    sizes = measure_pictures(original, file.media_type, WIDEST) if file.has_pictures and original.is_file() else []
    if not sizes:
        raise ProblemError(404, _("No such picture"), _("The pages of this file are no pictures."), "no-picture")
    return sizes


@require_GET
def send_manifest(request: HttpRequest, key: str) -> JsonResponse:
    """IIIF Presentation 3.0: the pages of a file for any viewer."""
    file = open_file(request, key)
    sizes = _measure(file)
    base = f"{get_base_url(request)}/files/{file.key}"
    owner = file.work or file.unit
    titles = dict(owner.titles) if owner else {}
    label = {("none" if tag == "und" else tag): [text] for tag, text in titles.items()} or {
        "none": [file.original_name]
    }
    manifest = {
        "@context": "http://iiif.io/api/presentation/3/context.json",
        "id": f"{base}/manifest.json",
        "type": "Manifest",
        "label": label,
        "items": [_make_canvas(base, number, size) for number, size in enumerate(sizes, start=1)],
    }
    response = JsonResponse(manifest)
    response.headers["Access-Control-Allow-Origin"] = "*"
    return response


def _make_canvas(base: str, number: int, size: Size) -> dict[str, Any]:
    """A canvas is as large as the largest picture of its page."""
    canvas, measures = f"{base}/pages/{number}", size._asdict()
    body = {"id": f"{canvas}/{WIDEST}.jpg", "type": "Image", "format": "image/jpeg", **measures}
    annotation = {
        "id": f"{canvas}/annotation",
        "type": "Annotation",
        "motivation": "painting",
        "body": body,
        "target": canvas,
    }
    return {
        "id": canvas,
        "type": "Canvas",
        "label": {"none": [str(number)]},
        **measures,
        "items": [{"id": f"{canvas}/items", "type": "AnnotationPage", "items": [annotation]}],
    }
