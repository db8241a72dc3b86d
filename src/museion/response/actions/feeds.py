"""Following feeds: adding one, asking it, noting how it fares. An outage is a failure that is seen, never "no alerts"."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from cryptography import x509
from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils.text import slugify

from museion.core.access import Actor, check_right
from museion.core.fetching import Answer, FetchError, fetch
from museion.core.journal import Change, record_changes
from museion.response.actions.alerts import Arrival, receive
from museion.response.alerting.kept import list_unseen_links, note_link
from museion.response.feeds.alerts import Flaw, Reading
from museion.response.feeds.facts import find_breaches, load_facts
from museion.response.feeds.reader import read_feed
from museion.response.models import Feed

Fetch = Callable[..., Answer]
LONGEST_PAUSE = timedelta(hours=6)
MOST_LINKS = 50
_DOUBLINGS = 10
# Whole answers that are no feed: the feed is out of order, there is no alert to keep.
OUTAGES = frozenset({Flaw.EMPTY, Flaw.TOO_LARGE, Flaw.NOT_A_FEED, Flaw.HTML, Flaw.MALFORMED, Flaw.FORBIDDEN_XML})


class FeedAddressError(ValueError):
    """What was given is no address of a feed, or is followed already."""


@transaction.atomic
def follow_feed(
    url: str, *, title: str = "", poll_seconds: int = 300, certificates: str = "", actor: Actor, at: datetime
) -> Feed:
    check_right(actor, "alert.follow")
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise FeedAddressError(f"{url} is no address that begins with http or https")
    if Feed.objects.filter(url=url).exists():
        raise FeedAddressError(f"{url} is followed already")
    title = title or parts.hostname
    feed = Feed(title=title[:200], url=url, poll_seconds=poll_seconds, certificates=certificates, next_poll_at=at)
    feed.slug = _find_slug(title)
    feed.save()
    record_changes([Change("alert.follow", "", None, {"slug": feed.slug, "url": url})], actor=actor, at=at)
    return feed


@transaction.atomic
def set_following(feed: Feed, *, is_active: bool, actor: Actor, at: datetime) -> None:
    check_right(actor, "alert.follow")
    before, feed.is_active = feed.is_active, is_active
    feed.save(update_fields=["is_active"])
    change = Change(
        "alert.follow", "", {"slug": feed.slug, "is_active": before}, {"slug": feed.slug, "is_active": is_active}
    )
    record_changes([change], actor=actor, at=at)


def poll_due(*, actor: Actor, at: datetime, most: int | None = None, ask: Fetch = fetch) -> int:
    """Ask every feed whose time has come, longest waiting first; returns how many were asked."""
    # Asked in the future: by a clock that was wrong.
    is_due = Q(next_poll_at__isnull=True) | Q(next_poll_at__lte=at) | Q(polled_at__gt=at)
    due = Feed.objects.filter(is_due, is_active=True)
    feeds = list(due.order_by("next_poll_at", "id")[:most])
    for feed in feeds:
        poll_feed(feed, actor=actor, at=at, ask=ask)
    return len(feeds)


def poll_feed(feed: Feed, *, actor: Actor, at: datetime, ask: Fetch = fetch) -> None:
    """One question to one feed, and its health afterwards."""
    check_right(actor, "alert.receive")
    try:
        problems = list(_ask(feed, actor=actor, at=at, ask=ask))
    except FetchError as error:
        feed.failures += 1
        feed.problem = str(error)
        pause = timedelta(seconds=feed.poll_seconds) * 2 ** min(feed.failures, _DOUBLINGS)
        feed.next_poll_at = at + min(pause, LONGEST_PAUSE)
    else:
        feed.failures, feed.answered_at, feed.problem = 0, at, "\n".join(problems)
        feed.next_poll_at = at + timedelta(seconds=feed.poll_seconds)
    feed.polled_at = at
    feed.save()


def _ask(feed: Feed, *, actor: Actor, at: datetime, ask: Fetch) -> Iterator[str]:
    """What is to be known of the answer beside its alerts. Validators are kept only once everything in it was received."""
    is_private_allowed = settings.ALLOW_PRIVATE_FEEDS
    answer = ask(feed.url, etag=feed.etag, last_modified=feed.last_modified, allow_private=is_private_allowed)
    if answer.content is None:
        return
    reading = _read(feed, answer.content, at)
    receive(Arrival(reading, answer.content, feed=feed), actor=actor, at=at)
    missed = list(_follow_links(feed, reading, actor=actor, at=at, ask=ask))
    if not missed:
        feed.etag, feed.last_modified = answer.etag, answer.last_modified
    yield from missed
    facts = load_facts().get(reading.alerts[0].source) if reading.alerts else None
    for breach in find_breaches(reading, facts) if facts else ():
        yield f"{breach.expectation}: {breach.found}, expected {breach.expected}"


def _follow_links(feed: Feed, reading: Reading, *, actor: Actor, at: datetime, ask: Fetch) -> Iterator[str]:
    """Fetch what an index only links; yields what could not be had and is asked for again next time."""
    unseen = list_unseen_links(link.url for link in reading.links)
    for url in unseen[:MOST_LINKS]:
        try:
            answer = ask(url, allow_private=settings.ALLOW_PRIVATE_FEEDS)
            linked = _read(feed, answer.content or b"", at)
        except FetchError as error:
            yield str(error)
            continue
        receive(Arrival(linked, answer.content or b"", url, feed), actor=actor, at=at)
        note_link(url, linked.alerts)
    if len(unseen) > MOST_LINKS:
        yield f"{len(unseen) - MOST_LINKS} more linked alerts are fetched next time"


def _read(feed: Feed, content: bytes, at: datetime) -> Reading:
    """Raises `FetchError` for an answer that is no feed at all."""
    certificates = x509.load_pem_x509_certificates(feed.certificates.encode()) if feed.certificates else ()
    reading = read_feed(content, received_at=at, certificates=certificates)
    if not reading.alerts and not reading.links and any(problem.flaw in OUTAGES for problem in reading.problems):
        raise FetchError(str(reading.problems[0]))
    return reading


def _find_slug(title: str) -> str:
    slug = slugify(title)[:40] or "feed"
    taken = set(Feed.objects.filter(slug__startswith=slug).values_list("slug", flat=True))
    return next(name for number in range(1, len(taken) + 2) if (name := f"{slug}-{number}") not in taken)
