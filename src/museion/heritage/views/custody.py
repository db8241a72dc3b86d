"""Correcting an object's chain: the paragraph, what is understood of it, and the papers at hand."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from museion.core.access import check_right
from museion.core.http.asking import get_actor, get_languages, get_viewer
from museion.heritage.actions.custody import set_custody
from museion.heritage.custody.reading import read_paragraph
from museion.heritage.custody.reading.paragraphs import UnreadableParagraphError
from museion.heritage.labels import PAPER_LABELS
from museion.heritage.models import CulturalObject
from museion.heritage.queries.catalogue import get_objects
from museion.heritage.queries.custody import examine_custody, get_custody
from museion.heritage.views.custody_correcting import correct, show_forms
from museion.heritage.views.custody_showing import put_forms, show_custody


@require_http_methods(["GET", "POST"])
def edit_custody(request: HttpRequest, key: str) -> HttpResponse:
    record = get_object_or_404(get_objects(get_viewer(request)), key=key.lower())
    check_right(get_actor(request), "object.update", record)
    if request.method == "GET":
        custody = get_custody(record, today=timezone.now().date())
        forms = show_forms([held.event for held in custody.reasoned.holdings]) if custody else []
        return _render(request, record, record.provenance, {"shown": put_forms(show_custody(custody), forms)})
    text = request.POST.get("provenance", "").replace("\r\n", "\n").strip()
    try:
        paragraph = read_paragraph(text)
    except UnreadableParagraphError as error:
        return _render(request, record, text, {"problem": str(error)}, status=400)
    corrected = correct(request.POST, paragraph.events)
    problems = corrected.problems
    if request.POST.get("step") == "save" and not problems:
        set_custody(record, text, corrected.events, actor=get_actor(request), at=timezone.now())
        return HttpResponseRedirect(f"{record.url}#custody")
    today = timezone.now().date()
    examined = examine_custody(record, corrected.events, museum=record.museum, today=today, paragraph=paragraph)
    shown = put_forms(show_custody(examined), corrected.forms)
    more = {"shown": shown, "is_preview": True, "problem": " · ".join(problems)}
    return _render(request, record, text, more, status=400 if problems else 200)


def _render(
    request: HttpRequest, record: CulturalObject, text: str, more: dict[str, Any], *, status: int = 200
) -> HttpResponse:
    context = {
        "record": record,
        "title": record.title.pick(get_languages(request)).text or record.key,
        "text": text,
        "papers": [(code.value, label) for code, label in PAPER_LABELS.items()],
        **more,
    }
    return render(request, "heritage/custody_form.html", context, status=status)
