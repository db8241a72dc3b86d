"""Condition checks: the form with its marked-up photographs, and the check as a page that prints."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from museion.core.http.asking import get_actor, get_languages
from museion.core.http.forms import go_back
from museion.core.http.pages import render_record
from museion.heritage.actions.care import InvalidCareError, move_object
from museion.heritage.actions.surveys import MOST_PHOTOS, NEW_PICTURE, record_check_with_pictures
from museion.heritage.models import ConditionCheck, CulturalObject, PictureOfObject
from museion.heritage.pictures import KeptPicture
from museion.heritage.sent_pictures import read_sent_pictures
from museion.heritage.views.care_forms import RECOMMENDATIONS, CheckForm
from museion.heritage.views.care_pages import find_object_of, render_form
from museion.heritage.views.titles import get_object_title


@require_http_methods(["GET", "POST"])
def make_check(request: HttpRequest, key: str) -> HttpResponse:
    record = find_object_of(request, key, "condition_check.create")
    initial = {"checked_date": timezone.now().date(), "checker": get_actor(request).name}
    form = CheckForm(request.POST or None, initial=initial)
    problem = ""
    if form.is_valid():
        try:
            values, kept = read_check_with_pictures(request, form, record)
            made = record_check_with_pictures(record, values, kept, actor=get_actor(request), at=timezone.now())
            return HttpResponseRedirect(made.url)
        except InvalidCareError as error:
            problem = str(error)
    title = _("Condition of %(title)s") % {"title": get_object_title(record, get_languages(request))}
    pictures = list(record.photographs.all())
    return render_form(
        request,
        form,
        title=title,
        send=_("Record the check"),
        problem=problem,
        pictures=pictures,
        takes_photos=True,
        back=record.url,
    )


def show_check(request: HttpRequest, record: ConditionCheck) -> HttpResponse:
    held = record.object
    marked = {mark["file_name"] for mark in record.marks}
    own = list(record.photographs.all())
    names = {picture.file_name for picture in own}
    pictures: list[PictureOfObject] = [*held.photographs.filter(file_name__in=marked - names), *own]
    context = {
        "title": _("Condition of %(title)s") % {"title": get_object_title(held, get_languages(request))},
        "check": record,
        "object": held,
        "pictures": [_show_picture(picture, record) for picture in pictures],
        "recommendations": [
            (label, record.recommendations[name])
            for name, label in RECOMMENDATIONS.items()
            if record.recommendations.get(name)
        ],
        "earlier": ConditionCheck.objects.current()
        .filter(object=held)
        .exclude(pk=record.pk)
        .order_by("-checked_date")[:20],
    }
    return render_record(request, record, "heritage/check.html", context)


def _show_picture(picture: PictureOfObject, check: ConditionCheck) -> dict[str, Any]:
    """Its marks in the picture's own pixels, numbered as the list below it numbers them."""
    marks = [
        {
            "number": number,
            "text": mark["text"],
            "x": round(mark["x"] * picture.width),
            "y": round(mark["y"] * picture.height),
        }
        for number, mark in enumerate(check.marks, 1)
        if mark["file_name"] == picture.file_name
    ]
    return {"picture": picture, "marks": marks, "radius": max(picture.width, picture.height) // 40}


@require_POST
def move(request: HttpRequest, key: str) -> HttpResponse:
    record = find_object_of(request, key, "object.update")
    sent = request.POST
    try:
        move_object(
            record, sent.get("place", ""), actor=get_actor(request), at=timezone.now(), reason=sent.get("reason", "")
        )
    except InvalidCareError as error:
        return go_back(record.url, str(error))
    return go_back(record.url)


def read_check_with_pictures(
    request: HttpRequest, form: CheckForm, record: CulturalObject
) -> tuple[dict[str, Any], list[KeptPicture]]:
    """Columns of a check from its valid form, and the pictures that came with it. Raises `InvalidCareError` for unusable ones."""
    sent = read_sent_pictures(request, "photos", most=MOST_PHOTOS)
    if sent.problems:
        raise InvalidCareError(" ".join(sent.problems))
    return _read_check(form, record, len(sent)), sent.keep()


def _read_check(form: CheckForm, record: CulturalObject, new: int) -> dict[str, Any]:
    """Marks on pictures that are neither the object's nor among the `new` ones are left out."""
    held = dict(form.cleaned_data)
    known = {picture.file_name for picture in record.photographs.all()}
    known |= {f"{NEW_PICTURE}{place}" for place in range(new)}
    sent = held.pop("marks") or []
    marks = [_read_mark(mark) for mark in sent if isinstance(mark, dict) and mark.get("file_name") in known]
    recommended = {name: held.pop(f"for_{name}") for name in RECOMMENDATIONS}
    return {**held, "marks": marks, "recommendations": {name: text for name, text in recommended.items() if text}}


def _read_mark(mark: dict[str, Any]) -> dict[str, Any]:
    return {
        "file_name": str(mark["file_name"]),
        "x": mark.get("x"),
        "y": mark.get("y"),
        "text": str(mark.get("text", ""))[:500],
    }
