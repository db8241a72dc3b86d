"""The advice register: asked, given, used, published; each step with its day."""

from datetime import datetime
from typing import Any

from museion.core.access import Actor, check_right
from museion.core.saving import Draft, save_drafts
from museion.governance.models import Advice
from museion.governance.terms import AdviceState
from museion.network.models import Body


def create_advice(values: dict[str, Any], *, actor: Actor, at: datetime, reason: str = "") -> Advice:
    body = Body.objects.get(pk=values["asked_by_id"])
    check_right(actor, "advice.create", body)
    return _save(Draft(values | {"state": _tell_state(values)}), actor=actor, at=at, reason=reason)


def update_advice(advice: Advice, values: dict[str, Any], *, actor: Actor, at: datetime, reason: str = "") -> Advice:
    check_right(actor, "advice.update", advice)
    known = {name: getattr(advice, name) for name in ("given_date", "decided_date", "published_date")}
    state = _tell_state(known | values)
    return _save(Draft(values | {"state": state}, id=advice.pk), actor=actor, at=at, reason=reason)


def _tell_state(values: dict[str, Any]) -> str:
    """The last step that has a day."""
    if values.get("published_date"):
        return AdviceState.PUBLISHED.value
    if values.get("decided_date"):
        return AdviceState.USED.value
    return (AdviceState.GIVEN if values.get("given_date") else AdviceState.ASKED).value


def _save(draft: Draft, *, actor: Actor, at: datetime, reason: str) -> Advice:
    saved = save_drafts(Advice, [draft], kind="advice", actor=actor, at=at, reason=reason)
    return Advice.objects.select_related("asked_by", "motion").get(key=saved.keys[0])
