"""What this room keeps about the owner of an account, for the owner to take along."""

from collections.abc import Iterable
from typing import Any

from museion.core.own_account import OwnData
from museion.search.models import SavedSearch
from museion.search.models.saved import MailRhythm


def _describe_searches(account_id: int) -> Iterable[Any]:
    rows = SavedSearch.objects.filter(account=account_id)
    return rows.values("key", "title", "asked", "mail_rhythm", "webhook_url", "created_at")


def _silence(account_id: int) -> None:
    """Nothing is sent any more for somebody who has left."""
    SavedSearch.objects.filter(account=account_id).update(mail_rhythm=MailRhythm.NEVER, webhook_url="")


OWN_DATA = (OwnData("saved_searches", _describe_searches, _silence, goes_with_account=True),)
