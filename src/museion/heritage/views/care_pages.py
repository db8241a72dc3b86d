"""What the pages of care share: finding an object for who may change it, showing a form."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from museion.core.access import check_right
from museion.core.http.asking import get_actor, get_viewer
from museion.core.http.forms import need_record
from museion.heritage.models import CulturalObject
from museion.heritage.queries.catalogue import get_objects

STYLES = ("website/css/record.css", "website/css/screening.css", "website/css/heritage-care.css")


def find_object_of(request: HttpRequest, key: str, action: str) -> CulturalObject:
    record = need_record(get_objects(get_viewer(request)), key)
    check_right(get_actor(request), action, record)
    return record


def render_form(request: HttpRequest, form: Any, *, title: str, send: str, **more: Any) -> HttpResponse:
    context = {"form": form, "title": title, "send": send, "problem": more.pop("problem", ""), **more}
    template = more.get("template", "heritage/care_form.html")
    return render(request, template, context, status=400 if form.is_bound else 200)
