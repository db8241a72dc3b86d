"""The other procedures: a form that asks what each kind needs, and its record."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from museion.core.access import may
from museion.core.http.asking import get_actor, get_viewer
from museion.core.http.forms import go_back, need_record
from museion.core.http.pages import render_record
from museion.core.problems import ProblemError
from museion.heritage.actions.care import InvalidCareError, close_procedure, record_procedure
from museion.heritage.care_terms import ProcedureKind
from museion.heritage.models import Procedure
from museion.heritage.procedures import COUNT_LABELS, DAY_FIELDS, FIELD_LABELS, load_procedures
from museion.heritage.queries.care import count_documentation, get_procedures
from museion.heritage.views.care_forms import CareField, find_objects
from museion.heritage.views.care_pages import render_form
from museion.heritage.views.choosing import for_museum
from museion.network.models import Museum


class ProcedureFields(forms.Form):
    done_date = CareField.day(gettext_lazy("Date"))
    due_date = CareField.day(gettext_lazy("Something must follow by"), required=False)
    reference = CareField.line(gettext_lazy("Reference number"), length=100)
    object = CareField.line(gettext_lazy("Key or inventory number of the object"))
    party = CareField.line(gettext_lazy("Person or institution"))
    reason = CareField.text(gettext_lazy("Reason"))

    def __init__(self, kind: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        asked = load_procedures()[kind]
        for name in asked.fields:
            self.fields[name] = _make_field(name)
        for name in asked.needs:
            self.fields[name].required = True


def _make_field(name: str) -> forms.Field:
    """Amounts are numbers and days are days, whatever the procedure."""
    if name.endswith("_eur"):
        return CareField.amount(FIELD_LABELS[name])
    if name in DAY_FIELDS:
        return CareField.day(FIELD_LABELS[name], required=False)
    return CareField.line(FIELD_LABELS[name])


@require_http_methods(["GET", "POST"])
@for_museum("procedure.create")
def make_procedure(request: HttpRequest, museum: Museum, kind: str) -> HttpResponse:
    if kind not in ProcedureKind:
        raise ProblemError(404, _("No such page"), "", "no-page")
    form = ProcedureFields(kind, request.POST or None, initial=_begin(request))
    problem = ""
    if form.is_valid():
        try:
            values = _read(kind, museum, form)
            made = record_procedure(museum, values, actor=get_actor(request), at=timezone.now())
            return HttpResponseRedirect(made.url)
        except (InvalidCareError, forms.ValidationError) as error:
            problem = " ".join(error.messages) if isinstance(error, forms.ValidationError) else str(error)
    counted = count_documentation(museum.id) if kind == ProcedureKind.PLANNING else {}
    counts = [(COUNT_LABELS[name], count) for name, count in counted.items()]
    title = str(ProcedureKind(kind).label).capitalize()
    return render_form(request, form, title=title, send=_("Record"), problem=problem, counts=counts, back="/care")


def _begin(request: HttpRequest) -> dict[str, Any]:
    return {"done_date": timezone.now().date(), "object": request.GET.get("object", "")[:300]}


def show_procedure(request: HttpRequest, record: Procedure) -> HttpResponse:
    held = get_procedures(get_viewer(request)).get(pk=record.pk)
    context = {
        "title": str(ProcedureKind(held.kind).label).capitalize(),
        "held": held,
        "facts": [(FIELD_LABELS[name], held.values[name]) for name in FIELD_LABELS if held.values.get(name)],
        "may_update": may(get_actor(request), "procedure.update", held),
    }
    return render_record(request, record, "heritage/procedure.html", context)


@require_POST
def close(request: HttpRequest, key: str) -> HttpResponse:
    held: Procedure = need_record(get_procedures(get_viewer(request)), key)
    close_procedure(held, actor=get_actor(request), at=timezone.now())
    return go_back(held.url)


def _read(kind: str, museum: Museum, form: ProcedureFields) -> dict[str, Any]:
    held = dict(form.cleaned_data)
    found = find_objects(held.pop("object"), museum)
    extra = {name: held.pop(name) for name in load_procedures()[kind].fields}
    values = {name: str(stated) for name, stated in extra.items() if stated not in (None, "")}
    return {**held, "kind": kind, "object_id": found[0].id if found else None, "values": values}
