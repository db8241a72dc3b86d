"""Surveys: a list made beforehand, a page that works in a store room without a line, checks that arrive afterwards."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from museion.core.access import may
from museion.core.http.asking import get_actor, get_languages, get_viewer
from museion.core.http.forms import go_back, need_record
from museion.core.http.pages import render_record
from museion.heritage.actions.care import InvalidCareError
from museion.heritage.actions.surveys import (
    MOST_OBJECTS,
    MOST_PHOTOS,
    CheckedMeanwhileError,
    SentCheck,
    begin_survey,
    close_survey,
    record_survey_check,
)
from museion.heritage.asked import find_asked
from museion.heritage.models import ConditionCheck, CulturalObject, Survey
from museion.heritage.queries.care import find_scanned, get_loans, get_rounds, list_due_checks
from museion.heritage.queries.surveys import (
    SurveyedObject,
    get_kept_at,
    get_named,
    get_surveys,
    list_places,
    list_surveyed,
)
from museion.heritage.views.care_forms import CareField, CheckForm, find_objects
from museion.heritage.views.care_pages import render_form
from museion.heritage.views.checks import read_check_with_pictures
from museion.heritage.views.choosing import for_museum
from museion.heritage.views.titles import get_object_title
from museion.network.models import Museum
from museion.search.requests import QuerySyntaxError, SearchUnavailableError

_PICTURE_WIDTH = 480


class SurveyForm(forms.Form):
    """What is listed is the sum of what these name."""

    title = CareField.line(gettext_lazy("Name of the survey"), required=True, length=200)
    place = CareField.line(
        gettext_lazy("Everything kept at"),
        length=200,
        help_text=gettext_lazy("a place with whatever is in it, such as Store 2"),
    )
    objects = CareField.text(gettext_lazy("Objects, one a line"), help_text=gettext_lazy("keys or inventory numbers"))
    is_due = forms.BooleanField(label=gettext_lazy("Everything whose check is due"), required=False)
    search = forms.CharField(required=False, max_length=2000, widget=forms.HiddenInput)
    round = forms.CharField(required=False, max_length=20, widget=forms.HiddenInput)
    loan = forms.CharField(required=False, max_length=20, widget=forms.HiddenInput)


@require_http_methods(["GET", "POST"])
@for_museum("survey.create")
def make_survey(request: HttpRequest, museum: Museum) -> HttpResponse:
    initial = {name: request.GET.get(name, "") for name in ("place", "search", "round", "loan", "title")}
    form = SurveyForm(request.POST or None, initial=initial)
    problem, named = "", list[str]()
    try:
        named = _name_sources(request, museum, form)
    except InvalidCareError as error:
        problem = str(error)
    if form.is_valid():
        try:
            listed = _gather(request, museum, form.cleaned_data)
            title = form.cleaned_data["title"]
            return HttpResponseRedirect(
                begin_survey(museum, title, listed, actor=get_actor(request), at=timezone.now()).url
            )
        except (InvalidCareError, forms.ValidationError) as error:
            problem = " ".join(error.messages) if isinstance(error, forms.ValidationError) else str(error)
    return render_form(
        request,
        form,
        title=_("New survey of condition"),
        send=_("Make the list"),
        problem=problem,
        named=named,
        places=list_places(museum),
        template="heritage/survey_form.html",
    )


def show_survey(request: HttpRequest, record: Survey) -> HttpResponse:
    listed = list_surveyed(record)
    form = CheckForm(initial={"checked_date": timezone.now().date(), "checker": get_actor(request).name})
    context = {
        "title": record.title,
        "survey": record,
        "listed": listed,
        "checked": sum(each.is_checked for each in listed),
        "told": [_tell(each, get_languages(request)) for each in listed],
        "form": form,
        "most_photos": MOST_PHOTOS,
        "may_update": may(get_actor(request), "survey.update", record),
        "problem": request.GET.get("problem", ""),
    }
    return render_record(request, record, "heritage/survey.html", context)


@require_POST
def close(request: HttpRequest, key: str) -> HttpResponse:
    survey = need_record(get_surveys(get_viewer(request)), key)
    close_survey(survey, actor=get_actor(request), at=timezone.now())
    return go_back(survey.url)


@require_POST
def send_check(request: HttpRequest, key: str) -> JsonResponse:
    """201 recorded, 409 somebody else checked the object meanwhile, 422 it cannot be kept so; the last two say why."""
    survey: Survey = need_record(get_surveys(get_viewer(request)), key)
    try:
        made = record_survey_check(survey, _read_sent(request, survey), actor=get_actor(request), at=timezone.now())
    except CheckedMeanwhileError as error:
        return JsonResponse({"problems": [_tell_meanwhile(error.check)], "known": error.check.key}, status=409)
    except InvalidCareError as error:
        return JsonResponse({"problems": [str(error)]}, status=422)
    return JsonResponse({"key": made.key, "url": made.url, "object": made.object.key}, status=201)


def _read_sent(request: HttpRequest, survey: Survey) -> SentCheck:
    sent = request.POST
    record = find_scanned(sent.get("object", ""), survey.museum_id) if sent.get("object", "").strip() else None
    if record is None:
        told = _("No object of this museum has the key or number %(code)s.") % {"code": sent.get("object", "")[:80]}
        raise InvalidCareError(told)
    form = CheckForm(sent)
    if not form.is_valid():
        fields = (
            (form.fields[name].label if name in form.fields else "", errors) for name, errors in form.errors.items()
        )
        raise InvalidCareError(" ".join(f"{label}: {' '.join(map(str, errors))}" for label, errors in fields))
    values, kept = read_check_with_pictures(request, form, record)
    return SentCheck(
        token=sent.get("token", "")[:100],
        object=record,
        values=values,
        pictures=kept,
        known=sent.get("known", "")[:20],
        is_anyway=bool(sent.get("anyway")),
    )


def _tell_meanwhile(check: ConditionCheck) -> str:
    return _("%(checker)s checked this object on %(day)s: %(condition)s.") % {
        "checker": check.checker,
        "day": check.checked_date.isoformat(),
        "condition": check.get_condition_display(),
    }


def _gather(request: HttpRequest, museum: Museum, held: dict[str, Any]) -> list[CulturalObject]:
    viewer = get_viewer(request)
    found = find_objects(held["objects"], museum)
    if held["place"].strip():
        at_place = list(get_kept_at(museum, held["place"])[: MOST_OBJECTS + 1])
        if not at_place:
            raise InvalidCareError(
                _("The catalogue says of nothing that it is kept at “%(place)s”.") % {"place": held["place"]}
            )
        found += at_place
    if held["is_due"]:
        due = list_due_checks(viewer, timezone.now().date()).filter(object__museum=museum)
        found += [check.object for check in due.select_related("object")]
    if held["search"]:
        found += get_named(museum, _ask(held["search"], museum, request))
    for rows in _list_beside(request, held):
        found += rows.filter(museum=museum)
    return found


def _list_beside(request: HttpRequest, held: dict[str, Any]) -> list[QuerySet[CulturalObject]]:
    """What an inventory round expects or saw, and what a loan holds."""
    viewer, objects = get_viewer(request), CulturalObject.objects.current()
    lists: list[QuerySet[CulturalObject]] = []
    if held["round"]:
        walked = need_record(get_rounds(viewer), held["round"])
        lists += [objects.filter(inventory_rounds=walked), objects.filter(scans__round=walked)]
    if held["loan"]:
        lists.append(objects.filter(loan_items__loan=need_record(get_loans(viewer), held["loan"])))
    return lists


def _ask(query: str, museum: Museum, request: HttpRequest) -> list[str]:
    try:
        return find_asked(query, museum.key, get_viewer(request), MOST_OBJECTS + 1)
    except QuerySyntaxError as error:
        raise InvalidCareError(str(error)) from error
    except SearchUnavailableError as error:
        raise InvalidCareError(_("The search does not answer at the moment. Try again in a minute.")) from error


def _name_sources(request: HttpRequest, museum: Museum, form: SurveyForm) -> list[str]:
    """What the list is made from beside what the form asks for, in words."""
    held = {name: form[name].value() or "" for name in ("search", "round", "loan")}
    told = []
    if held["search"]:
        count = len(_ask(held["search"], museum, request))
        told.append(_("objects of this museum that your search found: %(count)s") % {"count": count})
    if held["round"]:
        told.append(
            _("the inventory round of %(place)s")
            % {"place": need_record(get_rounds(get_viewer(request)), held["round"]).place}
        )
    if held["loan"]:
        loan = need_record(get_loans(get_viewer(request)), held["loan"])
        told.append(_("the loan %(reference)s") % {"reference": loan.reference or loan.key})
    return told


def _tell(each: SurveyedObject, languages: tuple[str, ...]) -> dict[str, Any]:
    """What a device without a line knows of an object."""
    record, last = each.object, each.last
    return {
        "key": record.key,
        "number": record.inventory_number,
        "title": get_object_title(record, languages),
        "known": last.key if last else "",
        "pictures": [
            {
                "name": picture.file_name,
                "path": f"/pictures/{_PICTURE_WIDTH}/{picture.file_name}",
                "width": picture.width,
                "height": picture.height,
            }
            for picture in each.pictures
        ],
    }
