"""The community's consent, and recordings of an element."""

from pathlib import Path

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from museion.core.access import may
from museion.core.files import FileStore, InvalidFileNameError
from museion.core.http.asking import get_actor, get_viewer
from museion.core.http.forms import go_back, need_record
from museion.core.http.sending import send_file
from museion.core.problems import ProblemError
from museion.heritage.actions.consent import (
    InvalidConsentError,
    add_measure,
    attach_recording,
    give_consent,
    withdraw_consent,
)
from museion.heritage.care_terms import SafeguardingKind
from museion.heritage.models import IntangibleElement, Recording
from museion.heritage.queries.catalogue import get_elements
from museion.heritage.views.care_forms import ConsentForm
from museion.heritage.views.catalogue import show_element_with


@require_POST
def take_step(request: HttpRequest, key: str, step: str) -> HttpResponse:
    element: IntangibleElement = need_record(get_elements(get_viewer(request)), key)
    try:
        _take(request, element, step)
    except InvalidConsentError as error:
        if step == "recording":
            return go_back(element.url, str(error))  # No page can put a file back into its form.
        form = ConsentForm(request.POST) if step == "give" else None
        return show_element_with(request, element, problem=str(error), consent=form, sent=request.POST)
    if not get_elements(get_viewer(request)).filter(pk=element.pk).exists():
        # Whoever closed it reads it no longer, and must not be left wondering whether it worked.
        return render(request, "heritage/element_closed.html", {"title": _("Closed"), "key": element.key})
    return go_back(element.url)


def _take(request: HttpRequest, element: IntangibleElement, step: str) -> None:
    actor, at, sent = get_actor(request), timezone.now(), request.POST
    upload = request.FILES.get("file")
    language = sent.get("language", "und")[:20] or "und"
    if step == "give":
        form = ConsentForm(sent)
        if not form.is_valid():
            raise InvalidConsentError(_("Say who gave consent, and when; not in the future."))
        held = dict(form.cleaned_data)
        limits = {language: held.pop("limits")} if held["limits"] else {}
        held.pop("limits", None)
        give_consent(element, **held, limits=limits, actor=actor, at=at)
    elif step == "withdraw":
        withdraw_consent(element, withdrawn_by=sent.get("withdrawn_by", ""), actor=actor, at=at)
    elif step == "measure" and sent.get("kind") in SafeguardingKind and sent.get("text", "").strip():
        add_measure(element, sent["kind"], {language: sent["text"].strip()}, actor=actor, at=at)
    elif step == "recording" and isinstance(upload, UploadedFile) and upload.file:
        captions = {language: sent["caption"]} if sent.get("caption") else {}
        attach_recording(element, upload.file, captions, actor=actor, at=at)
    else:
        raise InvalidConsentError(_("Something is missing."))


@require_safe
def send_recording(request: HttpRequest, file_name: str) -> HttpResponseBase:
    """Asks the element's level at every request: a recording whose consent was taken back is gone at once."""
    visible = get_elements(get_viewer(request)).values("pk")
    found = Recording.objects.filter(file_name=file_name, element__in=visible).select_related("element")
    recording = found.open_to_all().first() or next(
        (each for each in found if may(get_actor(request), "element.update", each.element)), None
    )
    try:
        path = FileStore(Path(settings.MEDIA_ROOT)).get_path(file_name)
    except InvalidFileNameError:
        recording = None
    if recording is None or not path.is_file():
        raise ProblemError(404, _("No such recording"), "", "no-record")
    response = send_file(request, path, recording.media_type)
    response.headers["Cache-Control"] = "private, no-store"
    return response
