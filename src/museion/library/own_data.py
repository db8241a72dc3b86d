"""What this room keeps about the owner of an account, for the owner to take along."""

from collections.abc import Iterable
from typing import Any

from museion.core.own_account import OwnData
from museion.library.models import Deposit, ReadingList


def _describe_lists(account_id: int) -> Iterable[Any]:
    return ReadingList.objects.filter(owner=account_id).values("key", "titles", "introductions", "access")


def _describe_deposits(account_id: int) -> Iterable[Any]:
    return Deposit.objects.filter(submitted_by=account_id).values("key", "state", "created_at")


OWN_DATA = (OwnData("reading_lists", _describe_lists), OwnData("deposits", _describe_deposits))
