"""Describing objects and elements: the questions of Object ID and of the Convention of 2003, one language at a time."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, TypeVar

from django import forms
from django.conf import settings
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from museion.core.access import AccessLevel, Actor, check_right
from museion.core.http.asking import get_actor, get_languages, get_viewer
from museion.core.http.forms import go_back, need_record
from museion.core.imports.registry import FieldError
from museion.core.languages import InvalidLanguageError, get_language_name, read_tag
from museion.core.models import Record
from museion.core.telling import tell
from museion.heritage.actions.catalogue import (
    attach_photographs,
    create_element,
    create_object,
    detach_photographs,
    update_element,
    update_object,
)
from museion.heritage.actions.picturing import NewPhotograph
from museion.heritage.incoming.cataloguing import fill_object, read_changes
from museion.heritage.incoming.element_form import fill_element, read_element_changes
from museion.heritage.models import CulturalObject, IntangibleElement
from museion.heritage.queries.catalogue import get_elements
from museion.heritage.sent_pictures import read_sent_pictures
from museion.heritage.views.care_pages import find_object_of
from museion.heritage.views.cataloguing_forms import LEVELS, ElementForm, ObjectForm
from museion.heritage.views.choosing import for_museum
from museion.heritage.views.titles import get_object_title
from museion.network.models import Museum

MOST_PHOTOS = 50
_Form = TypeVar("_Form", bound=forms.Form)


@require_http_methods(["GET", "POST"])
@for_museum("object.create")
def make_object(request: HttpRequest, museum: Museum) -> HttpResponse:
    return _describe_object(request, None, museum)


@require_http_methods(["GET", "POST"])
def edit_object(request: HttpRequest, key: str) -> HttpResponse:
    record = find_object_of(request, key, "object.update")
    return _describe_object(request, record, record.museum)


@require_http_methods(["GET", "POST"])
@for_museum("element.create")
def make_element(request: HttpRequest, museum: Museum) -> HttpResponse:
    return _describe_element(request, None, museum)


@require_http_methods(["GET", "POST"])
def edit_element(request: HttpRequest, key: str) -> HttpResponse:
    element: IntangibleElement = need_record(get_elements(get_viewer(request)), key)
    check_right(get_actor(request), "element.update", element)
    return _describe_element(request, element, None)


def _describe_object(request: HttpRequest, record: CulturalObject | None, museum: Museum | None) -> HttpResponse:
    language = _choose_language(request, record.title if record else {})
    initial = {**fill_object(record, language), "seen": _stamp(record)}
    form = _keep_level(ObjectForm(request.POST or None, initial=initial), record)
    form.is_named = bool(record and {*record.title, *record.object_type} - {language})
    if form.is_valid() and not _is_stale(form, record):
        try:
            return _save_object(request, form, record, museum, language)
        except FieldError as error:
            form.add_error(error.field if error.field in form.fields else None, tell(error.expected))
    title = get_object_title(record, get_languages(request)) if record else _("New object")
    return _show(request, form, record, title, language, record.title if record else {})


def _save_object(
    request: HttpRequest, form: ObjectForm, record: CulturalObject | None, museum: Museum | None, language: str
) -> HttpResponse:
    actor, at = get_actor(request), timezone.now()
    values, warnings = read_changes(form.cleaned_data, form.changed_data, record, language)
    values |= _read_access(form, record, museum.key if museum else "")
    with transaction.atomic():
        if record is None:
            record = create_object({**values, "museum_id": museum.pk if museum else None}, actor=actor, at=at)
        elif values:
            update_object(record, values, actor=actor, at=at)
        told = _change_photographs(request, record, form.cleaned_data["view"], actor, at)
    labels = {name: str(field.label) for name, field in form.fields.items()}
    told += [f"{labels.get(each.field, each.field)}: “{each.value}” – {tell(each.expected)}" for each in warnings]
    return go_back(f"/objects/{record.key}/edit" if told else record.url, " ".join(told))


def _change_photographs(
    request: HttpRequest, record: CulturalObject, view: str, actor: Actor, at: datetime
) -> list[str]:
    """Those ticked are taken away, new ones that can be kept are; one sentence for each that could not be."""
    sent = read_sent_pictures(request, "photos", most=MOST_PHOTOS)
    told = list(sent.problems)
    if removed := request.POST.getlist("removed"):
        marked = detach_photographs(record, removed, actor=actor, at=at)
        told += [_("A photograph stays: a condition check has marks on it.") for _marked in marked]
    held = record.photographs.count()
    new = [NewPhotograph(record.id, picture, view, position=held + place) for place, picture in enumerate(sent.keep())]
    if new:
        attach_photographs(new, actor=actor, at=at)
    return told


def _describe_element(request: HttpRequest, element: IntangibleElement | None, museum: Museum | None) -> HttpResponse:
    language = _choose_language(request, element.names if element else {})
    initial = {**fill_element(element, language), "seen": _stamp(element)}
    form = _keep_level(ElementForm(request.POST or None, initial=initial), element)
    if form.is_valid() and not _is_stale(form, element):
        try:
            values, related = read_element_changes(form.cleaned_data, form.changed_data, element, language)
            values |= _read_access(form, element, museum.key if museum else element.scope_key if element else "")
            actor, at = get_actor(request), timezone.now()
            if element is None:
                element = create_element(values, related=related, actor=actor, at=at)
            else:
                update_element(element, values, related=related, actor=actor, at=at)
            return HttpResponseRedirect(element.url)
        except FieldError as error:
            form.add_error(error.field if error.field in form.fields else None, tell(error.expected))
    title = (element.names.pick(get_languages(request)).text or element.key) if element else _("New intangible element")
    return _show(request, form, element, title, language, element.names if element else {})


def _keep_level(form: _Form, record: Record | None) -> _Form:
    """What the desk or a community closed is opened elsewhere, not by describing it."""
    if record is not None and record.access not in dict(LEVELS):
        del form.fields["access"]
    return form


def _read_access(form: forms.Form, record: Record | None, scope_key: str) -> dict[str, Any]:
    """What a museum keeps to itself is read by who acts for it. A new record belongs to the museum that makes it."""
    if "access" not in form.fields or (record is not None and "access" not in form.changed_data):
        return {}
    access = form.cleaned_data["access"]
    is_owned = access == AccessLevel.COMMITTEE or record is None
    return {"access": access, "scope_key": scope_key if is_owned else record.scope_key if record else ""}


def _stamp(record: Record | None) -> str:
    return record.changed_at.isoformat() if record else ""


def _is_stale(form: forms.Form, record: Record | None) -> bool:
    """Somebody else wrote in the meantime: sent as it is, the form would undo that."""
    if record is None or form.cleaned_data["seen"] == _stamp(record):
        return False
    form.add_error(
        None, _("Somebody changed this record while you were writing. What you see is yours; send it again to keep it.")
    )
    return True


def _choose_language(request: HttpRequest, texts: dict[str, str]) -> str:
    """Asked for; else the reader's, where the record speaks it or says nothing; else what it speaks."""
    asked = request.POST.get("language") or request.GET.get("language", "")
    try:
        return read_tag(asked.strip()) if asked.strip() else _guess_language(get_languages(request), texts)
    except InvalidLanguageError:
        return _guess_language(get_languages(request), texts)


def _guess_language(spoken: Iterable[str], texts: dict[str, str]) -> str:
    return next((tag for tag in spoken if not texts or tag in texts), next(iter(texts), "en"))


def _show(
    request: HttpRequest, form: Any, record: Record | None, title: str, language: str, texts: dict[str, str]
) -> HttpResponse:
    tags = dict.fromkeys([*texts, *(code for code, _name in settings.LANGUAGES), language])
    reader = get_languages(request)[0]
    if form.is_bound and record:
        form.data = form.data.copy()
        form.data["seen"] = _stamp(record)
    context = {
        "form": form,
        "record": record,
        "title": title,
        "language": language,
        "languages": [(tag, get_language_name(tag, reader)) for tag in tags],
        "photographs": list(record.photographs.all()) if isinstance(record, CulturalObject) else (),
        "problem": request.GET.get("problem", ""),
    }
    return render(request, "heritage/cataloguing.html", context, status=400 if form.is_bound else 200)
