"""The programme as the public reads it, on the screen and on paper; speakers; files."""

from datetime import date
from itertools import groupby
from typing import Any

from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from museion.core.http.asking import get_actor, get_languages, get_viewer
from museion.core.problems import ProblemError
from museion.events.actions.programme import get_store
from museion.events.models import Contribution, Material, Session, Speaker
from museion.events.queries.events import get_events
from museion.events.queries.programme import get_programme, get_public_contributions
from museion.events.queries.registrations import find_registration
from museion.events.rights import may_manage
from museion.events.showing import get_local
from museion.events.terms import ContributionState, RegistrationState
from museion.events.views.forms import find_event


@require_GET
def show_programme(request: HttpRequest, key: str) -> HttpResponse:
    event = find_event(request, key)
    sessions = get_programme(event, get_viewer(request))
    for session in sessions:
        session.accepted = list_accepted(session)  # type: ignore[attr-defined]
    days = [(day, list(held)) for day, held in groupby(sessions, key=lambda session: _get_day(session, event))]
    context = {"event": event, "record": event, "days": days, "may_manage": may_manage(get_actor(request), event)}
    return render(request, "events/programme.html", context)


@require_GET
def send_programme(request: HttpRequest, key: str) -> HttpResponse:
    from museion.events.paper.programme import (
        draw_programme,  # its printing library is slow to load, and few starts draw
    )

    event = find_event(request, key)
    content = draw_programme(event, get_programme(event, get_viewer(request)), language=get_languages(request)[0])
    response = HttpResponse(content, content_type="application/pdf")
    response.headers["Content-Disposition"] = f'inline; filename="programme-{event.key}.pdf"'
    return response


def list_accepted(session: Session) -> list[Contribution]:
    """In order; from what was prefetched."""
    papers = [paper for paper in session.contributions.all() if paper.state == ContributionState.ACCEPTED]
    return sorted(papers, key=lambda paper: (paper.position, paper.pk))


def _get_day(session: Session, event: Any) -> date | None:
    return get_local(session.begins_at, event).date() if session.begins_at else None


@require_GET
def show_speaker(request: HttpRequest, number: int) -> HttpResponse:
    """Somebody who speaks at an event that the reader may see, with all that they speak on where the register knows them."""
    viewer = get_viewer(request)
    speaker = (
        Speaker.objects.filter(pk=number, contribution__in=get_public_contributions(viewer))
        .select_related("person")
        .first()
    )
    if speaker is None:
        raise ProblemError(404, _("No such speaker"), _("Nobody speaks here under this number."), "no-speaker")
    same = {"speakers__person": speaker.person} if speaker.person else {"speakers": speaker}
    person = speaker.person
    context = {
        "speaker": speaker,
        "person": person if person and viewer.sees_record(person) else None,
        "papers": list(get_public_contributions(viewer).filter(**same).distinct()[:50]),
    }
    return render(request, "events/speaker.html", context)


@require_GET
def send_material(request: HttpRequest, number: int, file_name: str) -> HttpResponseBase:
    """Public files for everybody, the others for who is confirmed (by their link) and for organisers."""
    material = Material.objects.filter(pk=number, file_name=file_name).select_related("event").first()
    if material is None or not _may_read(request, material):
        raise ProblemError(404, _("No such file"), _("No file for you has this address."), "no-file")
    response = FileResponse(get_store().get_path(material.file_name).open("rb"), content_type=material.media_type)
    response.headers["Content-Disposition"] = f'attachment; filename="{material.file_name[-24:]}"'
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


def _may_read(request: HttpRequest, material: Material) -> bool:
    if may_manage(get_actor(request), material.event):
        return True
    registration = find_registration(request.GET.get("ticket", "")[:32])
    is_in = registration is not None and registration.event_id == material.event_id
    if is_in and registration is not None and registration.state == RegistrationState.CONFIRMED:
        return True
    is_told = material.contribution is None or material.contribution.state == ContributionState.ACCEPTED
    is_seen = get_events(get_viewer(request)).filter(pk=material.event_id).exists()
    return material.is_public and is_told and is_seen
