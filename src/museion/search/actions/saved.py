"""Keeping a search, changing, pausing and taking it away: each by its owner alone."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from django.db import transaction
from django.utils.translation import gettext as _

from museion.core.access import AccessLevel, Actor, NotAllowedError
from museion.core.http.outgoing import RefusedAddressError, check_address
from museion.core.saving import Draft, save_drafts, withdraw_records
from museion.search.models import MailRhythm, SavedSearch
from museion.search.requests import SearchRequest

KIND = "saved_search"
MOST_SEARCHES = 200
_ASKED = ("text", "filters", "spans", "boxes", "discs", "without")


class SavingError(ValueError):
    """The search cannot be kept so; the message is for its owner."""


@dataclass(frozen=True, slots=True)
class Wishes:
    """How its owner wants to hear of a saved search."""

    title: str
    mail_rhythm: str = MailRhythm.NEVER
    webhook_url: str = ""


def save_search(request: SearchRequest, wishes: Wishes, *, address: str, actor: Actor, at: datetime) -> SavedSearch:
    """`address`: the results page that shows it. Raises `SavingError`."""
    if actor.account_id is None:
        raise NotAllowedError(actor, f"{KIND}.create", ())
    if SavedSearch.objects.current().filter(account_id=actor.account_id).count() >= MOST_SEARCHES:
        raise SavingError(_("You keep %(most)s searches already; delete one first.") % {"most": MOST_SEARCHES})
    values = _check(wishes) | {
        "account_id": actor.account_id,
        "asked": describe_request(request),
        "address": address,
        "language": request.language,
        "access": AccessLevel.SEALED,
        "mailed_at": at,
    }
    saved = save_drafts(SavedSearch, [Draft(values)], kind=KIND, actor=actor, at=at)
    return SavedSearch.objects.get(key=saved.keys[0])


def change_search(search: SavedSearch, wishes: Wishes, *, actor: Actor, at: datetime) -> None:
    """A webhook that is new here hears of what comes in from now on, and so does an e-mail."""
    values = _check(wishes)
    newest = search.alerts.order_by("-id").values_list("id", flat=True).first() or 0
    if values["webhook_url"] != search.webhook_url:
        values["hooked_id"] = newest
    if search.mail_rhythm == MailRhythm.NEVER != values["mail_rhythm"]:
        values |= {"mailed_id": newest, "mailed_at": at}
    _edit(search, values, actor=actor, at=at)


def pause_search(search: SavedSearch, *, actor: Actor, at: datetime) -> None:
    """Nothing is looked for until it is resumed; what came in before stays."""
    _edit(search, {"paused_at": at}, actor=actor, at=at)


def resume_search(search: SavedSearch, *, actor: Actor, at: datetime) -> None:
    _edit(search, {"paused_at": None}, actor=actor, at=at)


def renew_addresses(search: SavedSearch, *, actor: Actor, at: datetime) -> None:
    """The feed gets another address and the webhook another secret; the old ones are worth nothing from now on."""
    _edit(search, {"turn": search.turn + 1}, actor=actor, at=at)


@transaction.atomic
def delete_search(search: SavedSearch, *, actor: Actor, at: datetime) -> None:
    _check_owner(search, actor, "withdraw")
    withdraw_records(SavedSearch, [search.key], kind=KIND, actor=actor, at=at, reason="")
    search.deliveries.filter(sent_at__isnull=True).delete()


def restore_search(search: SavedSearch, *, actor: Actor, at: datetime) -> None:
    """Undoes a deletion; what came in meanwhile was not noticed."""
    _edit(search, {"mailed_at": at}, actor=actor, at=at)


def describe_request(request: SearchRequest) -> dict[str, Any]:
    """What of a request says which records are meant, as JSON."""
    asked = {name: value for name, value in asdict(request).items() if name in _ASKED and value}
    return asked if request.bridge else {**asked, "bridge": False}


def _edit(search: SavedSearch, values: Mapping[str, Any], *, actor: Actor, at: datetime) -> None:
    _check_owner(search, actor, "update")
    save_drafts(SavedSearch, [Draft(dict(values), id=search.id)], kind=KIND, actor=actor, at=at)
    search.refresh_from_db()


def _check_owner(search: SavedSearch, actor: Actor, action: str) -> None:
    if actor.account_id is None or search.account_id != actor.account_id:
        raise NotAllowedError(actor, f"{KIND}.{action}", ())


def _check(wishes: Wishes) -> dict[str, Any]:
    title, webhook_url = " ".join(wishes.title.split()), wishes.webhook_url.strip()
    if not title:
        raise SavingError(_("Give the search a name by which you will know it again."))
    if wishes.mail_rhythm not in MailRhythm.values:
        raise SavingError(_("There is no such rhythm for e-mail."))
    if webhook_url:
        _check_webhook(webhook_url)
    return {"title": title[:200], "mail_rhythm": wishes.mail_rhythm, "webhook_url": webhook_url}


def _check_webhook(url: str) -> None:
    try:
        parts = urlsplit(url)
        check_address(parts)
    except (RefusedAddressError, ValueError):
        raise SavingError(_("The webhook's address must begin with https:// and name a host.")) from None
    if parts.username or parts.password or len(url) > 1000:
        raise SavingError(_("The webhook's address must not hold a name or password, and be at most 1,000 characters."))
