"""What the pages of care share: finding an object for who may change it, keeping pictures that were sent, showing a form."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from museion.core.access import check_right
from museion.core.http.asking import get_actor, get_viewer
from museion.core.http.forms import need_record
from museion.heritage.models import CulturalObject
from museion.heritage.pictures import MOST_BYTES, KeptPicture, UnusablePictureError, keep_picture
from museion.heritage.queries.catalogue import get_objects

STYLES = ("website/css/record.css", "website/css/screening.css", "website/css/heritage-care.css")


def find_object_of(request: HttpRequest, key: str, action: str) -> CulturalObject:
    record = need_record(get_objects(get_viewer(request)), key)
    check_right(get_actor(request), action, record)
    return record


def keep_sent(request: HttpRequest, name: str, most: int) -> tuple[list[KeptPicture], list[str]]:
    """The pictures of one field of the form, and for each that cannot be kept one sentence."""
    sent = request.FILES.getlist(name)
    kept: list[KeptPicture] = []
    told = [_("At most %(most)s pictures can be sent at once.") % {"most": most}] if len(sent) > most else []
    for file in sent[:most]:
        try:
            kept.append(keep_picture(file.read(MOST_BYTES + 1)))
        except UnusablePictureError as error:
            told.append(f"{file.name}: {error}")
    return kept, told


def render_form(request: HttpRequest, form: Any, *, title: str, send: str, **more: Any) -> HttpResponse:
    context = {"form": form, "title": title, "send": send, "problem": more.pop("problem", ""), **more}
    template = more.get("template", "heritage/care_form.html")
    return render(request, template, context, status=400 if form.is_bound else 200)
