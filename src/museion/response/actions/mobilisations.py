"""A request for people: made with its answer, called, filled or exhausted, stood down. The calls are in `calling`."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from museion.core.access import AccessLevel, Actor, check_right
from museion.core.saving import Draft, save_drafts
from museion.response.actions.calling import advance, end_calls
from museion.response.actions.roster import end_mission
from museion.response.models import Incident, Mobilisation
from museion.response.queries.teams import answer_request
from museion.response.requests import RequestPart, make_request
from museion.response.terms import MobilisationState

RIGHT = "incident.mobilise"


class InvalidStepError(ValueError):
    """The mobilisation cannot take this step now; the message says why."""


def create_mobilisation(
    part: RequestPart, *, incident: Incident | None = None, answer_minutes: int = 60, actor: Actor, at: datetime
) -> Mobilisation:
    """A draft with the best team for it, so that the desk sees whom it would call before anybody is called."""
    check_right(actor, RIGHT)
    answer = answer_request(make_request(part, at=at), at=at)
    values: dict[str, Any] = {
        "incident_id": incident.id if incident else None,
        "title": part.title or _("Call for people"),
        "request": part.model_dump(mode="json"),
        "answer": answer,
        "answer_minutes": answer_minutes,
        "access": AccessLevel.DESK.value,
    }
    saved = save_drafts(Mobilisation, [Draft(values)], kind="mobilisation", actor=actor, at=at)
    return Mobilisation.objects.get(key=saved.keys[0])


def start_calling(mobilisation: Mobilisation, *, actor: Actor, at: datetime) -> None:
    """The first wave goes out now; the worker calls the next ones."""
    check_right(actor, RIGHT)
    if mobilisation.state not in {MobilisationState.DRAFT, MobilisationState.EXHAUSTED}:
        raise InvalidStepError(_("These people are being called already, or the call is over."))
    with transaction.atomic():
        _save(mobilisation, {"state": MobilisationState.CALLING.value}, actor=actor, at=at)
        advance(mobilisation, actor=actor, at=at)


def stand_down(mobilisation: Mobilisation, *, actor: Actor, at: datetime) -> None:
    """Nobody need come any more: who was asked or accepted is told, and missions end."""
    check_right(actor, RIGHT)
    if mobilisation.state == MobilisationState.STOOD_DOWN:
        raise InvalidStepError(_("These people were stood down already."))
    with transaction.atomic():
        end_calls(mobilisation, with_accepted=True, actor=actor, at=at)
        for mission in mobilisation.missions.filter(ends_date__isnull=True).select_related("person"):
            end_mission(mission, ends_date=at.date(), actor=actor, at=at)
        values = {"state": MobilisationState.STOOD_DOWN.value, "next_wave_at": None}
        _save(mobilisation, values, actor=actor, at=at)


def _save(mobilisation: Mobilisation, values: dict[str, Any], *, actor: Actor, at: datetime) -> None:
    save_drafts(Mobilisation, [Draft(values, id=mobilisation.id)], kind="mobilisation", actor=actor, at=at)
    mobilisation.refresh_from_db()
