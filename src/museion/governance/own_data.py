"""What this room keeps about the owner of an account, for the owner to take along. How somebody voted is kept nowhere."""

from collections.abc import Iterable
from typing import Any

from museion.core.own_account import OwnData
from museion.governance.models import BallotVoter, Delegate, Presence, Proxy


def _describe_delegations(account_id: int) -> Iterable[Any]:
    rows = Delegate.objects.filter(person__account_link__account=account_id)
    return list(
        rows.values("assembly__key", "body__key", "votes", "appointed_at", "removed_at", "is_listed", "reasons")
    )


def _describe_proxies(account_id: int) -> Iterable[Any]:
    given = Proxy.objects.filter(giver__person__account_link__account=account_id)
    held = Proxy.objects.filter(holder__person__account_link__account=account_id)
    return (given | held).values("assembly__key", "giver__person__name", "holder__person__name", "given_at")


def _describe_presences(account_id: int) -> Iterable[Any]:
    rows = Presence.objects.filter(delegate__person__account_link__account=account_id)
    return rows.values("delegate__assembly__key", "came_at", "left_at")


def _describe_ballots(account_id: int) -> Iterable[Any]:
    rows = BallotVoter.objects.filter(delegate__person__account_link__account=account_id)
    return rows.values("ballot__key", "votes", "has_voted")


OWN_DATA = (
    OwnData("delegations", _describe_delegations),
    OwnData("proxies", _describe_proxies),
    OwnData("presences", _describe_presences),
    OwnData("ballots", _describe_ballots),
)
