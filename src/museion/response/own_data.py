"""What this room keeps about the owner of an account, for the owner to take along."""

from collections.abc import Iterable
from typing import Any

from museion.core.own_account import OwnData
from museion.response.models import AvailabilityPeriod, Call, Mission, RosterEntry, RotaShift


def _describe_roster(account_id: int) -> Iterable[Any]:
    rows = RosterEntry.objects.filter(person__account_link__account=account_id)
    return rows.values("hazards", "conflicts", "last_mission_date", "in_good_standing")


def _describe_availability(account_id: int) -> Iterable[Any]:
    rows = AvailabilityPeriod.objects.filter(person__account_link__account=account_id)
    return rows.values("begins_at", "ends_at")


def _describe_calls(account_id: int) -> Iterable[Any]:
    rows = Call.objects.filter(person__account_link__account=account_id)
    return rows.values("mobilisation__key", "seat", "state", "reasons", "sent_at", "answered_at", "note")


def _describe_missions(account_id: int) -> Iterable[Any]:
    rows = Mission.objects.filter(person__account_link__account=account_id)
    return rows.values("role", "country", "hazard", "begins_date", "ends_date", "report")


def _describe_shifts(account_id: int) -> Iterable[Any]:
    rows = RotaShift.objects.filter(person__account_link__account=account_id)
    return rows.values("begins_at", "ends_at", "handover_note")


def _leave_roster(account_id: int) -> None:
    """Nobody is called who emptied their entry; calls and missions that were stay, for others relied on them."""
    RosterEntry.objects.filter(person__account_link__account=account_id).delete()
    AvailabilityPeriod.objects.filter(person__account_link__account=account_id).delete()


OWN_DATA = (
    OwnData("roster", _describe_roster, _leave_roster),
    OwnData("availability", _describe_availability),
    OwnData("calls", _describe_calls),
    OwnData("missions", _describe_missions),
    OwnData("shifts", _describe_shifts),
)
