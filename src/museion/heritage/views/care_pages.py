"""What the pages of care share: finding a record for who may read it, going back with a problem told."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from museion.core.access import check_right
from museion.core.http.asking import get_actor, get_viewer
from museion.core.keys import InvalidKeyError, read_key
from museion.core.problems import ProblemError
from museion.heritage.models import CulturalObject
from museion.heritage.queries.catalogue import get_objects
from museion.network.models import Museum
from museion.network.queries import get_museums

STYLES = ("website/css/record.css", "website/css/screening.css", "website/css/heritage-care.css")


def find_in(rows: Any, key: str) -> Any:
    """404 for what is not there and what the viewer may not see."""
    try:
        record = rows.filter(key=read_key(key)).first()
    except InvalidKeyError:
        record = None
    if record is None:
        raise ProblemError(
            404, _("No such record"), _("No record has the key %(key)s.") % {"key": key[:20]}, "no-record"
        )
    return record


def find_museum_of(request: HttpRequest, action: str) -> Museum:
    """The museum in whose name something is to be written."""
    museum: Museum = find_in(get_museums(get_viewer(request)), request.GET.get("museum", ""))
    check_right(get_actor(request), action, museum)
    return museum


def find_object_of(request: HttpRequest, key: str, action: str) -> CulturalObject:
    record: CulturalObject = find_in(get_objects(get_viewer(request)), key)
    check_right(get_actor(request), action, record)
    return record


def go_back(address: str, problem: str = "") -> HttpResponse:
    return HttpResponseRedirect(f"{address}?{urlencode({'problem': problem})}" if problem else address)


def render_form(request: HttpRequest, form: Any, *, title: str, send: str, **more: Any) -> HttpResponse:
    context = {"form": form, "title": title, "send": send, "problem": more.pop("problem", ""), **more}
    template = more.get("template", "heritage/care_form.html")
    return render(request, template, context, status=400 if form.is_bound else 200)
