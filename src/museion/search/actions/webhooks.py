"""What came in, told to a program: signed as the Standard Webhooks specification 1.0 says, tried again with growing pauses.

A message has one id however often it is sent, so that its receiver can leave out a second one.
"""

import base64
import hashlib
import hmac
import http.client
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from itertools import repeat

import orjson
from django.conf import settings
from django.db import transaction
from django.db.models import F, Max, Q

from museion.core.http.asking import make_actor
from museion.core.http.outgoing import RefusedAddressError, connect, get_target
from museion.core.site_address import get_site_address
from museion.core.waiting import has_come
from museion.search.addresses import make_secret_bytes
from museion.search.models import SavedSearch, WebhookDelivery
from museion.search.queries.saved import SeenAlert, see_alerts

MOST_ATTEMPTS = 8
FIRST_RETRY = timedelta(seconds=30)
RECORDS_A_MESSAGE = 100
_AT_ONCE = 20
_GONE = 410
_RETRY_FACTOR = 4


def tell_webhooks(at: datetime) -> int:
    """Writes messages for what came in and sends those that are due; returns how many were sent or tried."""
    _queue_messages(at)
    claimed = [delivery for delivery in _list_due(at) if _claim(delivery, at)]
    if claimed:
        # Side by side: a receiver that keeps us waiting holds up no other, and the worker's other work for one pause alone.
        with ThreadPoolExecutor(max_workers=_AT_ONCE) as threads:
            for delivery, (problem, is_final) in zip(claimed, threads.map(_post, claimed, repeat(at)), strict=True):
                _note(delivery, at, problem, is_final=is_final)
    return len(claimed)


def sign(delivery: WebhookDelivery, moment: int) -> str:
    content = f"{get_message_id(delivery)}.{moment}.{delivery.body}".encode()
    digest = hmac.new(make_secret_bytes(delivery.search), content, hashlib.sha256).digest()
    return f"v1,{base64.b64encode(digest).decode()}"


def get_message_id(delivery: WebhookDelivery) -> str:
    return f"msg_{delivery.search.key}_{delivery.pk}"


def _queue_messages(at: datetime) -> None:
    waiting = SavedSearch.objects.current().filter(paused_at__isnull=True).exclude(webhook_url="")
    newest = waiting.annotate(newest=Max("alerts__id")).filter(newest__gt=F("hooked_id")).select_related("account")
    for search in newest[:_AT_ONCE]:
        _queue(search, at)


@transaction.atomic
def _queue(search: SavedSearch, at: datetime) -> None:
    alerts = list(search.alerts.filter(id__gt=search.hooked_id).order_by("id")[:RECORDS_A_MESSAGE])
    seen = see_alerts(alerts, make_actor(search.account).viewer, search.language)
    if seen:
        WebhookDelivery.objects.create(search=search, url=search.webhook_url, body=_write(search, seen, at), made_at=at)
    SavedSearch.objects.filter(pk=search.pk).update(hooked_id=alerts[-1].id)


def _write(search: SavedSearch, seen: list[SeenAlert], at: datetime) -> str:
    base = get_site_address()
    records = [
        {
            "key": held.card.key,
            "kind": held.card.kind,
            "title": dict(held.card.title),
            "url": f"{base}{held.card.url}",
            "found_at": held.alert.found_at.isoformat(),
        }
        for held in seen
    ]
    about = {"key": search.key, "title": search.title, "url": f"{base}{search.address}"}
    message = {"type": "records.found", "timestamp": at.isoformat(), "data": {"search": about, "records": records}}
    return orjson.dumps(message).decode()


def _list_due(at: datetime) -> list[WebhookDelivery]:
    is_due = Q(retry_at__isnull=True) | has_come("retry_at", at, FIRST_RETRY * _RETRY_FACTOR**MOST_ATTEMPTS)
    waiting = WebhookDelivery.objects.filter(is_due, sent_at__isnull=True, given_up_at__isnull=True)
    return list(waiting.select_related("search").order_by("id")[:_AT_ONCE])


def _claim(delivery: WebhookDelivery, at: datetime) -> bool:
    """The next try is noted before this one, so that a worker that dies in it tries again later, and not for ever."""
    attempts = delivery.attempts + 1
    pause = FIRST_RETRY * _RETRY_FACTOR ** (attempts - 1)
    given_up_at = at if attempts >= MOST_ATTEMPTS else None
    rows = WebhookDelivery.objects.filter(pk=delivery.pk, attempts=delivery.attempts)
    return rows.update(attempts=attempts, retry_at=at + pause, given_up_at=given_up_at) == 1


def _note(delivery: WebhookDelivery, at: datetime, problem: str, *, is_final: bool) -> None:
    noted = WebhookDelivery.objects.filter(pk=delivery.pk)
    if not problem:
        noted.update(sent_at=at, given_up_at=None, problem="")
    else:
        noted.update(problem=problem[:500], **({"given_up_at": at} if is_final else {}))


def _post(delivery: WebhookDelivery, at: datetime) -> tuple[str, bool]:
    """What went wrong, empty where nothing did, and whether trying again is in vain."""
    moment = int(at.timestamp())
    headers = {
        "Content-Type": "application/json",
        "User-Agent": "Museion",
        "webhook-id": get_message_id(delivery),
        "webhook-timestamp": str(moment),
        "webhook-signature": sign(delivery, moment),
    }
    try:
        connection = connect(delivery.url, allow_private=settings.ALLOW_PRIVATE_FEEDS)
        try:
            connection.request("POST", get_target(delivery.url), body=delivery.body.encode(), headers=headers)
            status = connection.getresponse().status
        finally:
            connection.close()
    except RefusedAddressError as error:
        return str(error), True
    except (OSError, http.client.HTTPException, UnicodeError) as error:
        return f"{type(error).__name__}: {error}", False
    is_taken = http.HTTPStatus.OK <= status < http.HTTPStatus.MULTIPLE_CHOICES
    return ("" if is_taken else f"HTTP {status}"), status == _GONE
