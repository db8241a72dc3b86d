"""Every write of looted sites: their objects are in no inventory, so what may turn up from them is kept instead."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from museion.core.access import AccessLevel, Actor, check_right
from museion.core.imports.references import ReferringRow
from museion.core.saving import Draft, Saved, save_drafts, withdraw_records
from museion.screening.models import LootedSite


def save_looted_sites(drafts: Sequence[Draft], *, actor: Actor, at: datetime, reason: str = "") -> Saved:
    """Write many looted sites at once."""
    check_right(actor, "loss.import")
    return _save(drafts, actor=actor, at=at, reason=reason)


def save_site_rows(rows: Sequence[ReferringRow], actor: Actor, at: datetime, reason: str) -> Saved:
    """What an import read."""
    return save_looted_sites([row.draft for row in rows], actor=actor, at=at, reason=reason)


def report_looted_site(values: dict[str, Any], *, actor: Actor, at: datetime) -> LootedSite:
    """What an institution says was dug. Only the desk reads it until the desk publishes it."""
    check_right(actor, "loss.propose", [values["scope_key"]] if values.get("scope_key") else ())
    saved = _save([Draft({**values, "access": AccessLevel.DESK})], actor=actor, at=at, reason="")
    return LootedSite.objects.get(key=saved.keys[0])


def publish_looted_site(site: LootedSite, access: AccessLevel, *, actor: Actor, at: datetime, reason: str = "") -> None:
    """Set who reads it, and whose runs name it: everybody, partners, or the desk."""
    check_right(actor, "loss.publish", site)
    _save([Draft({"access": access}, id=site.id)], actor=actor, at=at, reason=reason)


@transaction.atomic
def withdraw_looted_site(site: LootedSite, *, actor: Actor, at: datetime, reason: str) -> None:
    check_right(actor, "loss.withdraw", site)
    _save([Draft({"withdrawn_reason": reason}, id=site.id)], actor=actor, at=at, reason=reason)
    withdraw_records(LootedSite, [site.key], kind="looted_site", actor=actor, at=at, reason=reason)


def restore_looted_site(site: LootedSite, *, actor: Actor, at: datetime, reason: str = "") -> None:
    """It was withdrawn in error: finds are compared with it again."""
    check_right(actor, "loss.withdraw", site)
    _save([Draft({"withdrawn_reason": ""}, id=site.id)], actor=actor, at=at, reason=reason)


def _save(drafts: Sequence[Draft], *, actor: Actor, at: datetime, reason: str) -> Saved:
    return save_drafts(LootedSite, drafts, kind="looted_site", actor=actor, at=at, reason=reason)
