"""Saved searches as those who keep them see them, and as arriving records are held against them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property, lru_cache
from typing import Any, NamedTuple

import orjson
from django.db.models import Count, Max, QuerySet

from museion.core.access import Viewer
from museion.core.bulk import chunk
from museion.core.kinds import KINDS
from museion.search.documents import SOURCES, Card, get_cards, get_years_field
from museion.search.models import SavedSearch, SearchAlert
from museion.search.queries.asking import search as find
from museion.search.requests import Box, Disc, SearchRequest, Span


class StandingSearch(NamedTuple):
    """One that is looked for: its number, and that of the account that keeps it."""

    id: int
    account_id: int


@dataclass(frozen=True)
class Standing:
    """All that are looked for, by what they ask: the same question once, however many people keep it."""

    by_asked: dict[str, list[StandingSearch]]

    @cached_property
    def keepers(self) -> tuple[list[StandingSearch], ...]:
        """Of each of `requests`."""
        return tuple(self.by_asked.values())

    @cached_property
    def requests(self) -> tuple[SearchRequest, ...]:
        return tuple(make_request(held["asked"], held["language"]) for held in map(orjson.loads, self.by_asked))


@dataclass(frozen=True, slots=True)
class SeenAlert:
    """A record that came in, as its reader may see it now."""

    card: Card
    alert: SearchAlert


def get_searches(account_id: int) -> QuerySet[SavedSearch]:
    """An account's own, the newest first, with how many records came in and when the last one did."""
    own = SavedSearch.objects.current().filter(account_id=account_id).order_by("-id")
    return own.annotate(alert_count=Count("alerts"), last_found_at=Max("alerts__found_at"))


def get_own_search(account_id: int, key: str) -> SavedSearch | None:
    return get_searches(account_id).filter(key=key).first()


def read_standing() -> Standing:
    """All that are not paused; read anew whenever one of them was written."""
    state = SavedSearch.objects.aggregate(count=Count("id"), changed_at=Max("changed_at"))
    return _read_standing(state["count"], state["changed_at"])


def make_request(asked: dict[str, Any], language: str) -> SearchRequest:
    """The request that was saved, as for somebody who sees everything."""
    return SearchRequest(
        text=asked.get("text", ""),
        filters={name: tuple(codes) for name, codes in asked.get("filters", {}).items()},
        spans={name: Span(**span) for name, span in asked.get("spans", {}).items()},
        boxes={name: Box(**box) for name, box in asked.get("boxes", {}).items()},
        discs={name: Disc(**disc) for name, disc in asked.get("discs", {}).items()},
        language=language,
        bridge=asked.get("bridge", True),
        without=tuple(asked.get("without", ())),
        explain=False,
    )


def read_alerts(search: SavedSearch, viewer: Viewer, language: str, *, limit: int) -> list[SeenAlert]:
    """The newest that the viewer may still read; records that are gone or shut are left out."""
    alerts = list(search.alerts.order_by("-found_at", "-id")[:limit])
    return see_alerts(alerts, viewer, language)


def read_dated(search: SavedSearch, viewer: Viewer, today: date, *, limit: int) -> list[Card]:
    """What the search finds now that has days of its own which are not over, the latest first. Raises `SearchUnavailableError`."""
    years = get_years_field()
    asked = make_request(search.asked, search.language)
    hits = find(replace(asked, tokens=viewer.tokens, sort=f"-{years}" if years else "", limit=limit)).hits
    cards = get_cards([(hit.key, hit.kind) for hit in hits], search.language)
    return [card for card in cards.values() if card.days and card.days[1] >= today]


def see_alerts(alerts: Sequence[SearchAlert], viewer: Viewer, language: str) -> list[SeenAlert]:
    """Asked of the records themselves: the index may not hold yet what has just come in."""
    visible = list_visible(alerts, viewer)
    cards = get_cards([(alert.key, alert.kind) for alert in alerts if alert.key in visible], language)
    return [SeenAlert(cards[alert.key], alert) for alert in alerts if alert.key in cards]


def list_visible(alerts: Sequence[SearchAlert], viewer: Viewer) -> set[str]:
    """Keys of the records among them that the viewer may read now."""
    by_kind: dict[str, list[str]] = {}
    for alert in alerts:
        if alert.kind in KINDS and alert.kind in SOURCES:
            by_kind.setdefault(alert.kind, []).append(alert.key)
    visible: set[str] = set()
    for kind, keys in by_kind.items():
        rows = KINDS[kind].model.objects.current().visible_to(viewer)
        for part in chunk(keys):
            visible.update(rows.filter(key__in=part).values_list("key", flat=True))
    return visible


@lru_cache(maxsize=2)
def _read_standing(count: int, changed_at: object) -> Standing:
    """`count` and `changed_at` name the state of the table."""
    by_asked: dict[str, list[StandingSearch]] = {}
    rows = SavedSearch.objects.current().filter(paused_at__isnull=True).order_by("id")
    for number, account, asked, language in rows.values_list("id", "account_id", "asked", "language"):
        text = orjson.dumps({"asked": asked, "language": language}, option=orjson.OPT_SORT_KEYS).decode()
        by_asked.setdefault(text, []).append(StandingSearch(number, account))
    return Standing(by_asked)
