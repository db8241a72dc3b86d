"""Noticing what comes in: every record that reaches the index is held against every saved search, once, as it arrives.

It runs before the record is written to the index, so that the index still tells which records a search found already: a change to
one of those is no news. What cannot be noticed now is promised to the outbox and never holds up the index.
"""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from museion.core.bulk import chunk
from museion.core.http.asking import make_actor
from museion.core.models import Account
from museion.core.outbox import Announcement, announce
from museion.search.documents import SOURCES, Document
from museion.search.models import SearchAlert
from museion.search.queries.saved import Standing, read_standing
from museion.search.requests import SearchRequest
from museion.search.setup import get_engine

logger = logging.getLogger(__name__)
TOPIC = "alerts"
_KEYS_AT_ONCE = 500


def notice_announced(announcements: Sequence[Announcement]) -> None:
    """Handler of the outbox, for what could not be noticed on its way into the index."""
    by_kind: dict[str, list[str]] = {}
    for announced in announcements:
        if announced.kind in SOURCES:
            by_kind.setdefault(announced.kind, []).append(announced.key)
    documents = [document for kind, keys in by_kind.items() for document in SOURCES[kind].load(keys)]
    notice_arrivals(documents, at=timezone.now(), is_indexed=True)


def notice_or_postpone(documents: Sequence[Document]) -> None:
    """For the way into the index, which no trouble with alerts may block."""
    try:
        notice_arrivals(documents, at=timezone.now())
    except Exception:
        logger.exception("alerts for %s records put off", len(documents))
        for kind in {document.kind for document in documents}:
            announce(kind, [document.key for document in documents if document.kind == kind], topics=[TOPIC])


def notice_arrivals(documents: Sequence[Document], *, at: datetime, is_indexed: bool = False) -> int:
    """Alerts for what these records mean to saved searches; returns how many. `is_indexed`: the index holds them already."""
    standing = read_standing()
    if not standing.by_asked or not documents:
        return 0
    found = get_engine().match_arrivals(documents, standing.requests)
    held = {} if is_indexed else _find_held(standing.requests, found)
    fresh = {place: [key for key in keys if key not in held.get(place, ())] for place, keys in found.items()}
    return _write_alerts(standing, fresh, {document.key: document for document in documents}, at)


def _find_held(requests: Sequence[SearchRequest], found: Mapping[int, list[str]]) -> dict[int, set[str]]:
    """Which of them the index finds already. Records that it does not hold need not be asked for one by one."""
    known = _match_held(SearchRequest(), sorted({key for keys in found.values() for key in keys}))
    old = {place: [key for key in keys if key in known] for place, keys in found.items()} if known else {}
    return {place: _match_held(requests[place], keys) for place, keys in old.items() if keys}


def _match_held(request: SearchRequest, keys: Sequence[str]) -> set[str]:
    everything = replace(request, tokens=())
    return {key for part in chunk(keys, _KEYS_AT_ONCE) for key in get_engine().match_held(everything, part)}


def _write_alerts(
    standing: Standing, fresh: Mapping[int, list[str]], documents: Mapping[str, Document], at: datetime
) -> int:
    """For whoever may read the record, by the rights in force now."""
    concerned = [(search, keys) for place, keys in sorted(fresh.items()) for search in standing.keepers[place] if keys]
    viewers = _read_viewers({search.account_id for search, _ in concerned})
    alerts = [
        SearchAlert(search_id=search.id, key=key, kind=documents[key].kind, found_at=at)
        for search, keys in concerned
        for key in keys
        if not viewers[search.account_id].isdisjoint(documents[key].access_tokens)
    ]
    with transaction.atomic():
        SearchAlert.objects.bulk_create(alerts, batch_size=500, ignore_conflicts=True)
    return len(alerts)


def _read_viewers(account_ids: set[int]) -> dict[int, frozenset[str]]:
    """The tokens that each holds now; one who may not sign in any more reads what is public."""
    accounts = Account.objects.in_bulk(list(account_ids))
    return {number: frozenset(make_actor(accounts.get(number)).viewer.tokens) for number in account_ids}
