"""What an assembly is asked to decide, and what became of it."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from museion.core.access import Actor, check_right
from museion.core.saving import Draft, save_drafts
from museion.governance.actions.assemblies import AssemblyError
from museion.governance.models import Assembly, Motion
from museion.governance.terms import AssemblyState, MotionState


def create_motion(assembly: Assembly, values: dict[str, Any], *, actor: Actor, at: datetime) -> Motion:
    """An amendment names the motion whose text it would change; amendments are not amended."""
    check_right(actor, "motion.create", assembly)
    if assembly.state == AssemblyState.ENDED:
        raise AssemblyError(_("The assembly has ended."))
    if values.get("amends_id"):
        amended = Motion.objects.get(pk=values["amends_id"])
        if amended.assembly_id != assembly.pk or amended.amends_id or amended.state != MotionState.PROPOSED:
            raise AssemblyError(_("Only an open motion of this assembly can be amended."))
    return _save(Draft({"assembly_id": assembly.pk, **values}), actor=actor, at=at)


def withdraw_motion(motion: Motion, *, actor: Actor, at: datetime) -> Motion:
    check_right(actor, "motion.update", motion)
    if motion.state != MotionState.PROPOSED:
        raise AssemblyError(_("Only a motion that is not at the vote can be withdrawn."))
    return move_motion(motion, MotionState.WITHDRAWN, actor=actor, at=at)


def move_motion(motion: Motion, state: MotionState, *, actor: Actor, at: datetime) -> Motion:
    """Called within the change that decides it. An amendment that is carried becomes the text of its motion."""
    decided = state in {MotionState.CARRIED, MotionState.REJECTED}
    if decided and state == MotionState.CARRIED and motion.amends:
        _save(Draft({"texts": dict(motion.texts)}, id=motion.amends.pk), actor=actor, at=at, reason=motion.key)
    values = {"state": state.value, "decided_at": at if decided else None}
    return _save(Draft(values, id=motion.pk), actor=actor, at=at)


def _save(draft: Draft, *, actor: Actor, at: datetime, reason: str = "") -> Motion:
    saved = save_drafts(Motion, [draft], kind="motion", actor=actor, at=at, reason=reason)
    return Motion.objects.select_related("assembly", "amends").get(key=saved.keys[0])
