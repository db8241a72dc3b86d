"""The page on which an object is asked about: a photo or words in, the address of the answer out."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from museion.core.access import PUBLIC_VIEWER, AccessLevel
from museion.core.http.asking import get_actor, get_languages, get_viewer
from museion.core.http.limits import count_asking
from museion.heritage.pictures import find_picture
from museion.screening.actions.runs import make_screening
from museion.screening.registers.keeping import get_sought
from museion.screening.runs.questions import Problem, Question, UnusableQuestionError
from museion.screening.views.answers import find_screening, make_answer_link

MOST_PHOTOS = 8
LIMIT = "screen"


@dataclass(frozen=True, slots=True)
class AskedField:
    """An input of the form, by the name that Object ID gives it."""

    name: str
    label: Any
    hint: Any = ""
    is_number: bool = False


FIELDS = (
    AskedField("object_type", gettext_lazy("type of object"), gettext_lazy("for example: figurine, coin, painting")),
    AskedField("materials", gettext_lazy("materials and techniques")),
    AskedField("measurements", gettext_lazy("measurements"), gettext_lazy("with units: 41 × 12 cm, 16 1/4 in")),
    AskedField("inscriptions_markings", gettext_lazy("inscriptions and markings")),
    AskedField("distinguishing_features", gettext_lazy("distinguishing features"), gettext_lazy("damage, repairs")),
    AskedField("title", gettext_lazy("title")),
    AskedField("maker", gettext_lazy("maker")),
    AskedField("date_period", gettext_lazy("date or period")),
    AskedField("inventory_number", gettext_lazy("inventory number")),
    AskedField("place_of_origin_discovery", gettext_lazy("place of origin or discovery")),
    AskedField("value_eur", gettext_lazy("value in euros"), gettext_lazy("some laws depend on it"), is_number=True),
)
PURPOSES = (
    gettext_lazy("customs control"),
    gettext_lazy("police inquiry"),
    gettext_lazy("before a purchase"),
    gettext_lazy("before a sale"),
    gettext_lazy("before a loan"),
    gettext_lazy("insurance"),
    gettext_lazy("private interest"),
)


@dataclass(frozen=True, slots=True)
class Asked:
    """What the form holds, so that it can be shown again."""

    text: str
    fields: dict[str, str]
    purpose: str


@require_http_methods(["GET", "POST"])
def show_screen(request: HttpRequest) -> HttpResponse:
    if request.method == "GET":
        asked, kept = _read_again(request) if "again" in request.GET else (_read_asked(request.GET), [])
        return _show_form(request, asked, kept, [])
    count_asking(request, LIMIT, settings.SCREENINGS_PER_MINUTE, at=timezone.now())
    asked = _read_asked(request.POST)
    photos, problems = _read_photos(request)
    if not (photos or asked.text or asked.fields):
        told = [problem.told for problem in problems] or [_("Take a photo, or write what you know of the object.")]
        return _show_form(request, asked, _list_kept(request), told, status=422)
    question = Question(asked.fields, asked.text, tuple(photos), asked.purpose, problems=tuple(problems))
    try:
        screening = make_screening(
            question, actor=get_actor(request), at=timezone.now(), language=get_languages(request)[0]
        )
    except UnusableQuestionError as error:
        return _show_form(request, asked, _list_kept(request), [str(error)], status=422)
    return HttpResponseRedirect(make_answer_link(screening))


def _show_form(
    request: HttpRequest, asked: Asked, kept: list[str], problems: list[str], *, status: int = 200
) -> HttpResponse:
    count = get_sought().visible_to(PUBLIC_VIEWER).count()
    context = {
        "asked": asked,
        "fields": list(_fill_fields(asked)),
        "purposes": PURPOSES,
        "kept_photos": kept,
        "problems": problems,
        "register_count": count,
        "is_desk": get_viewer(request).sees(AccessLevel.DESK),
        "register_count_text": number_format(count, force_grouping=True),
    }
    return render(request, "screening/screen.html", context, status=status)


def _read_again(request: HttpRequest) -> tuple[Asked, list[str]]:
    """A question that was asked before, to be added to. Its words are in no address, which logs would keep."""
    screening = find_screening(request, request.GET.get("again", ""))
    held = screening.asked
    fields = {name: value for name, value in held.get("fields", {}).items() if isinstance(value, str)}
    kept = [name for name in held.get("photos", []) if find_picture(name)]
    return Asked(held.get("text", ""), fields, screening.purpose), kept


def _fill_fields(asked: Asked) -> Iterator[dict[str, Any]]:
    for field in FIELDS:
        yield {
            "name": field.name,
            "label": field.label,
            "hint": field.hint,
            "is_number": field.is_number,
            "value": asked.fields.get(field.name, ""),
        }


def _read_asked(sent: Any) -> Asked:
    fields = {field.name: sent.get(field.name, "").strip()[:2000] for field in FIELDS}
    return Asked(
        text=sent.get("text", "").strip(),
        fields={name: value for name, value in fields.items() if value},
        purpose=sent.get("purpose", "").strip()[:200],
    )


def _list_kept(request: HttpRequest) -> list[str]:
    """Photos of the check before that are still ticked."""
    return [name for name in request.POST.getlist("kept_photo")[:MOST_PHOTOS] if find_picture(name)]


def _read_photos(request: HttpRequest) -> tuple[list[bytes], list[Problem]]:
    """Photos of the check before, then new files; one that is too large is told and the rest goes on."""
    photos = [path.read_bytes() for path in map(find_picture, _list_kept(request)) if path]
    problems: list[Problem] = []
    for file in request.FILES.getlist("photo"):
        if len(photos) == MOST_PHOTOS:
            told = _("Only the first %(count)s photos are compared.") % {"count": MOST_PHOTOS}
            problems.append(Problem("photo", "", told))
            break
        if (file.size or 0) > settings.MAX_UPLOAD_BYTES:
            size = settings.MAX_UPLOAD_BYTES // (1024 * 1024)
            told = _("%(name)s is larger than %(size)s MB.") % {"name": file.name, "size": size}
            problems.append(Problem("photo", "", told))
            continue
        photos.append(file.read())
    return photos, problems
