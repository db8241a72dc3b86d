"""What the desk does with a loss or a looted site that was reported: vouch for it, publish it, say what became of it, withdraw it."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from museion.core.access import AccessLevel, Actor, may
from museion.core.http.asking import get_actor, get_viewer
from museion.core.keys import read_key
from museion.core.problems import ProblemError
from museion.screening.actions import looted_sites, losses
from museion.screening.models import LootedSite, LossRecord
from museion.screening.queries.losses import get_looted_sites, get_losses, get_withdrawn_losses, get_withdrawn_sites
from museion.screening.terms import LossStatus

LEVELS = (AccessLevel.PUBLIC, AccessLevel.PARTNER, AccessLevel.DESK)
LONGEST_REASON = 2000

Reported = LossRecord | LootedSite
Step = Callable[..., None]


class UnusableStepError(ValueError):
    """The form cannot be used as it was sent; the message says what to change."""


@require_POST
def take_loss_step(request: HttpRequest, key: str, step: str) -> HttpResponse:
    viewer = get_viewer(request)
    rows = get_withdrawn_losses(viewer) if step == _RESTORING else get_losses(viewer)
    return _take(request, rows.filter(key=read_key(key)).first(), _LOSS_STEPS.get(step))


@require_POST
def take_site_step(request: HttpRequest, key: str, step: str) -> HttpResponse:
    viewer = get_viewer(request)
    rows = get_withdrawn_sites(viewer) if step == _RESTORING else get_looted_sites(viewer)
    return _take(request, rows.filter(key=read_key(key)).first(), _SITE_STEPS.get(step))


def list_steps(actor: Actor, record: Reported) -> dict[str, Any]:
    """Which forms the actor gets on the record's page, and what they choose from."""
    return {
        "may_update": may(actor, "loss.update", record),
        "may_publish": may(actor, "loss.publish", record),
        "may_withdraw": may(actor, "loss.withdraw", record),
        "statuses": LossStatus.choices,
        "levels": [(level.value, level.label) for level in LEVELS],
    }


def _take(request: HttpRequest, record: Any, step: Step | None) -> HttpResponse:
    if record is None or step is None:
        raise ProblemError(404, _("No such page"), "", "no-page")
    problem = ""
    try:
        step(record, request.POST, actor=get_actor(request), at=timezone.now())
    except UnusableStepError as error:
        problem = f"?{urlencode({'problem': str(error)})}"
    # The address of what was withdrawn says no more than that.
    is_gone = type(record)._default_manager.filter(pk=record.pk, withdrawn_at__isnull=False).exists()
    page = "/losses/desk?state=withdrawn" if is_gone and may(get_actor(request), "case.read") else record.url
    return HttpResponseRedirect(f"{page}{problem}#steps")


def _set_status(loss: LossRecord, sent: Mapping[str, str], *, actor: Actor, at: datetime) -> None:
    status = sent.get("status", "")
    if status not in LossStatus:
        raise UnusableStepError(_("Please choose what became of it."))
    losses.change_loss_status(loss, LossStatus(status), actor=actor, at=at, reason=_need_reason(sent))


def _certify(loss: LossRecord, sent: Mapping[str, str], *, actor: Actor, at: datetime) -> None:
    is_certified = sent.get("is_certified") == "1"
    losses.certify_loss(loss, is_certified=is_certified, actor=actor, at=at, reason=read_reason(sent))


def _publish_loss(loss: LossRecord, sent: Mapping[str, str], *, actor: Actor, at: datetime) -> None:
    losses.publish_loss(loss, _read_level(sent), actor=actor, at=at, reason=read_reason(sent))


def _withdraw_loss(loss: LossRecord, sent: Mapping[str, str], *, actor: Actor, at: datetime) -> None:
    losses.withdraw_loss(loss, actor=actor, at=at, reason=_need_reason(sent))


def _publish_site(site: LootedSite, sent: Mapping[str, str], *, actor: Actor, at: datetime) -> None:
    looted_sites.publish_looted_site(site, _read_level(sent), actor=actor, at=at, reason=read_reason(sent))


def _withdraw_site(site: LootedSite, sent: Mapping[str, str], *, actor: Actor, at: datetime) -> None:
    looted_sites.withdraw_looted_site(site, actor=actor, at=at, reason=_need_reason(sent))


def _restore_loss(loss: LossRecord, sent: Mapping[str, str], *, actor: Actor, at: datetime) -> None:
    losses.restore_loss(loss, actor=actor, at=at, reason=read_reason(sent))


def _restore_site(site: LootedSite, sent: Mapping[str, str], *, actor: Actor, at: datetime) -> None:
    looted_sites.restore_looted_site(site, actor=actor, at=at, reason=read_reason(sent))


_RESTORING = "restoration"
_LOSS_STEPS: dict[str, Step] = {
    "status": _set_status,
    "certification": _certify,
    "publication": _publish_loss,
    "withdrawal": _withdraw_loss,
    _RESTORING: _restore_loss,
}
_SITE_STEPS: dict[str, Step] = {
    "publication": _publish_site,
    "withdrawal": _withdraw_site,
    _RESTORING: _restore_site,
}


def _read_level(sent: Mapping[str, str]) -> AccessLevel:
    level = sent.get("access", "")
    if level not in LEVELS:
        raise UnusableStepError(_("Please choose who may read it."))
    return AccessLevel(level)


def read_reason(sent: Mapping[str, str]) -> str:
    return sent.get("reason", "").strip()[:LONGEST_REASON]


def _need_reason(sent: Mapping[str, str]) -> str:
    reason = read_reason(sent)
    if not reason:
        raise UnusableStepError(_("Please say why: it stays with the record."))
    return reason
