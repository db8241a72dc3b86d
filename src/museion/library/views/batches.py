"""Editing many works at once: choose by a search, see every change before it is made, undo it after."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_POST

from museion.core.access import check_right
from museion.core.http.asking import get_actor, get_languages, get_viewer
from museion.library.actions.cataloguing import (
    MOST_AT_ONCE,
    Proposed,
    UnusableBatchError,
    edit_batch,
    make_operation,
    preview,
    undo_batch,
)
from museion.library.formats.flat import write_cell
from museion.library.models import BatchEdit, Work
from museion.library.queries.searching import find_works
from museion.library.queries.works import get_works_to_edit
from museion.library.terms import ReferenceType
from museion.search.requests import QuerySyntaxError

SHOWN = 50
OPERATIONS = (
    ("add_subject", gettext_lazy("add the subject")),
    ("remove_subject", gettext_lazy("remove the subject")),
    ("link_names", gettext_lazy("tie names to the register")),
    ("add_country", gettext_lazy("add the country treated")),
    ("add_language", gettext_lazy("add the language")),
    ("set_type", gettext_lazy("set the type")),
    ("set_access", gettext_lazy("set who may read it")),
    ("replace", gettext_lazy("replace in the publisher")),
)


@require_http_methods(["GET", "POST"])
def show_batch(request: HttpRequest) -> HttpResponse:
    """A first POST shows what would change; the second, with `confirm`, changes it."""
    check_right(get_actor(request), "work.update")
    query, name = request.POST.get("q", request.GET.get("q", "")).strip(), request.POST.get("operation", "")
    text, other = request.POST.get("text", ""), request.POST.get("other", "")
    context: dict[str, Any] = {
        "query": query,
        "operation": name,
        "text": text,
        "other": other,
        "types": ReferenceType.choices,
        "operations": OPERATIONS,
        "edits": list(BatchEdit.objects.all()[:20]),
        "most": MOST_AT_ONCE,
    }
    if request.method == "POST":
        try:
            works = _choose(request, query)
            proposed = preview(works, make_operation(name, text, other))
            if "confirm" in request.POST:
                told = _("%(operation)s: %(text)s (%(query)s)") % {
                    "operation": dict(OPERATIONS)[name],
                    "text": f"{text} → {other}" if name == "replace" else text,
                    "query": query,
                }
                edit_batch(proposed, description=told, actor=get_actor(request), at=timezone.now())
                return HttpResponseRedirect("/library/batch")
            context |= {
                "proposed": [_describe(each) for each in proposed[:SHOWN]],
                "count": len(proposed),
                "chosen": len(works),
            }
        except (UnusableBatchError, QuerySyntaxError) as error:
            context["problem"] = str(error)
    return render(request, "library/batch.html", context)


def _describe(proposed: Proposed) -> dict[str, Any]:
    return {
        "work": proposed.work,
        "before": write_cell(proposed.column, proposed.before),
        "after": write_cell(proposed.column, proposed.after),
    }


def _choose(request: HttpRequest, query: str) -> list[Work]:
    """What the search finds, as the asker may see it."""
    viewer = get_viewer(request)
    return get_works_to_edit(viewer, find_works(query, viewer, get_languages(request)[0], limit=MOST_AT_ONCE))


@require_POST
def undo(request: HttpRequest, number: int) -> HttpResponse:
    edit = get_object_or_404(BatchEdit, pk=number)
    check_right(get_actor(request), "work.update")
    try:
        count, changed = undo_batch(edit, actor=get_actor(request), at=timezone.now())
    except UnusableBatchError as error:
        return render(request, "library/batch_undone.html", {"problem": str(error)}, status=409)
    told = ngettext("%(count)s record was put back.", "%(count)s records were put back.", count) % {"count": count}
    return render(request, "library/batch_undone.html", {"told": told, "changed": changed, "edit": edit})
