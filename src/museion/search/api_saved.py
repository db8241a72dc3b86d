"""Saved searches over HTTP: keeping one, what came in for it, taking it away. Whoever is signed in sees their own."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Query, Router, Status
from pydantic import BaseModel, Field

from museion.core.http.asking import get_actor, get_languages, get_viewer
from museion.core.problems import ProblemError
from museion.search.actions import saved as actions
from museion.search.actions.saved import SavingError, Wishes
from museion.search.addresses import make_token, make_webhook_secret
from museion.search.api import SearchQuery, make_request
from museion.search.models import SavedSearch
from museion.search.queries import search
from museion.search.queries.saved import get_own_search, get_searches, read_alerts

router = Router(tags=["search"])
MOST_ALERTS = 200


class WishesJson(BaseModel):
    """`mail_rhythm`: never, soon, daily or weekly. `webhook_url`: where each arrival is posted, signed by the Standard Webhooks."""

    title: str = Field(min_length=1, max_length=200)
    mail_rhythm: str = "never"
    webhook_url: str = Field(default="", max_length=1000)


class SavedSearchJson(BaseModel):
    key: str
    title: str
    asked: dict[str, Any]
    address: str
    mail_rhythm: str
    webhook_url: str
    webhook_secret: str
    feed: str
    calendar: str
    is_paused: bool
    count: int
    last_found_at: datetime | None


class AlertJson(BaseModel):
    key: str
    kind: str
    title: str
    url: str
    found_at: datetime


@router.get("/saved-searches", response=list[SavedSearchJson], summary="Your saved searches")
def list_saved(request: HttpRequest) -> list[dict[str, Any]]:
    return [describe_saved(found) for found in get_searches(_get_account(request))]


@router.post("/saved-searches", response={201: SavedSearchJson}, summary="Keep a search")
def keep_search(request: HttpRequest, wishes: WishesJson, query: Query[SearchQuery]) -> Status[dict[str, Any]]:
    """The question stands in the address, as in `/search`; records that come in from now on are told of."""
    _get_account(request)
    asked = make_request(request, query)
    search(asked)  # A question that cannot be read is not kept.
    address = f"/search?{request.META.get('QUERY_STRING', '')}"
    try:
        kept = actions.save_search(
            asked, Wishes(**wishes.model_dump()), address=address, actor=get_actor(request), at=timezone.now()
        )
    except SavingError as error:
        raise ProblemError(400, _("The search cannot be kept"), str(error), "search-not-kept") from error
    return Status(201, describe_saved(kept))


@router.get("/saved-searches/{key}", response=SavedSearchJson, summary="One saved search")
def show_saved(request: HttpRequest, key: str) -> dict[str, Any]:
    return describe_saved(_get_own(request, key))


@router.get("/saved-searches/{key}/alerts", response=list[AlertJson], summary="What came in, the newest first")
def list_alerts(request: HttpRequest, key: str) -> list[dict[str, Any]]:
    language = get_languages(request)[0]
    seen = read_alerts(_get_own(request, key), get_viewer(request), language, limit=MOST_ALERTS)
    return [
        {
            "key": held.card.key,
            "kind": held.card.kind,
            "title": held.card.title.pick(language).text,
            "url": held.card.url,
            "found_at": held.alert.found_at,
        }
        for held in seen
    ]


@router.delete("/saved-searches/{key}", response={204: None}, summary="Delete a saved search")
def delete_saved(request: HttpRequest, key: str) -> Status[None]:
    actions.delete_search(_get_own(request, key), actor=get_actor(request), at=timezone.now())
    return Status(204, None)


def describe_saved(found: SavedSearch) -> dict[str, Any]:
    token = make_token(found)
    return {
        "key": found.key,
        "title": found.title,
        "asked": found.asked,
        "address": found.address,
        "mail_rhythm": found.mail_rhythm,
        "webhook_url": found.webhook_url,
        "webhook_secret": make_webhook_secret(found) if found.webhook_url else "",
        "feed": f"/saved/feeds/{token}.atom",
        "calendar": f"/saved/feeds/{token}.ics",
        "is_paused": found.paused_at is not None,
        "count": getattr(found, "alert_count", None) or found.alerts.count(),
        "last_found_at": getattr(found, "last_found_at", None),
    }


def _get_account(request: HttpRequest) -> int:
    account_id = get_actor(request).account_id
    if account_id is None:
        raise ProblemError(401, _("Please sign in"), _("Saved searches belong to an account."), "sign-in-needed")
    return account_id


def _get_own(request: HttpRequest, key: str) -> SavedSearch:
    """Somebody else's is as if it were not there."""
    found = get_own_search(_get_account(request), key)
    if found is None:
        raise ProblemError(404, _("No such saved search"), _("You keep no search of this key."), "no-record")
    return found
