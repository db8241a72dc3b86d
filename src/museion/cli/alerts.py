"""`museion alerts`: read alerts from files, and say whom they reach."""

import gzip
import zlib
from collections.abc import Callable
from enum import StrEnum
from io import BytesIO
from pathlib import Path
from typing import Annotated, Any

import typer
from django.utils import timezone
from rich.table import Table
from rich.text import Text

from museion.cli.commands import add_group
from museion.cli.console import check_readable, err, out, print_json, refuse
from museion.cli.home import prepare_home
from museion.core.access import Actor, make_operator
from museion.response.actions.alerts import Arrival, Received, receive
from museion.response.actions.feeds import FeedAddressError, follow_feed, poll_due
from museion.response.feeds.alerts import AlertLink, Flaw, Problem, Reading
from museion.response.feeds.reader import read_feed
from museion.response.feeds.xml import MAX_BYTES
from museion.response.models import Feed, HazardEvent
from museion.response.queries.alerts import get_feeds, list_museum_keys

_SHOWN_MUSEUMS = 5


class Against(StrEnum):
    MUSEUMS = "museums"


def register(app: typer.Typer) -> None:
    add_group(app, "alerts", {"read": read, "follow": follow, "poll": poll, "feeds": list_feeds})


def read(
    files: Annotated[list[Path], typer.Argument(metavar="FILE…", help="CAP, GDACS, USGS, GeoJSON or WKT; gzip too.")],
    against: Annotated[Against | None, typer.Option(help="List whom each event reaches.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON document.")] = False,
) -> None:
    """Take alerts in; what cannot be used is kept in the quarantine."""
    check_readable(files)
    prepare_home()
    events: dict[int, HazardEvent] = {}
    quarantined: list[dict[str, str]] = []
    links: list[AlertLink] = []
    for path in files:
        received, found = _receive(path, actor=make_operator())
        events |= {event.id: event for event in received.events}
        quarantined += [{"file": str(path), "reason": row.reason} for row in received.quarantined]
        links += found
    find_keys: Callable[[HazardEvent], list[str]] = list_museum_keys if against else lambda _event: []
    described = [describe_event(event, find_keys(event)) for event in events.values()]
    for link in links:
        err.print(f"Only linked, fetched by a feed that is polled: {link.url}", markup=False, highlight=False)
    if as_json:
        print_json({"events": described, "quarantined": quarantined, "links": [link.url for link in links]})
        return
    _print_table(described)
    for entry in quarantined:
        err.print(f"{entry['file']}: {entry['reason']}", style="yellow", markup=False, highlight=False)


def follow(
    url: Annotated[str, typer.Argument(help="Where the feed is.")],
    title: Annotated[str, typer.Option(help="What the desk calls it.")] = "",
    seconds: Annotated[int, typer.Option(min=30, help="How often it is asked.")] = 300,
    certificate: Annotated[
        Path | None, typer.Option(exists=True, dir_okay=False, help="PEM that its alerts are signed with.")
    ] = None,
) -> None:
    """Ask a feed from now on; `museion worker` and `museion serve` do."""
    prepare_home()
    pem = certificate.read_text(encoding="utf-8") if certificate else ""
    try:
        feed = follow_feed(
            url, title=title, poll_seconds=seconds, certificates=pem, actor=make_operator(), at=timezone.now()
        )
    except FeedAddressError as error:
        refuse(str(error))
    err.print(f"{feed.slug} is followed", highlight=False)


def poll(as_json: Annotated[bool, typer.Option("--json", help="Print one JSON document.")] = False) -> None:
    """Ask every feed whose time has come, once."""
    prepare_home()
    asked = poll_due(actor=make_operator(), at=timezone.now())
    list_feeds(as_json=as_json)
    err.print(f"{asked} feeds asked", highlight=False)


def list_feeds(as_json: Annotated[bool, typer.Option("--json", help="Print one JSON document.")] = False) -> None:
    """List the feeds that are followed, and how each fares."""
    prepare_home()
    feeds = list(get_feeds())
    if as_json:
        print_json({"feeds": [describe_feed(feed) for feed in feeds]})
        return
    for feed in feeds:
        fares = f"failed {feed.failures} times: {feed.problem}" if feed.failures else feed.problem or "fine"
        out.print(f"{feed.slug}  {feed.url}  {fares}", markup=False, highlight=False)


def describe_feed(feed: Feed) -> dict[str, Any]:
    columns = ("slug", "title", "url", "is_active", "polled_at", "answered_at", "failures", "problem", "next_poll_at")
    return {name: getattr(feed, name) for name in columns}


def describe_event(event: HazardEvent, museums: list[str]) -> dict[str, Any]:
    return {
        "key": event.key,
        "source": event.event_key.partition(":")[0],
        "headline": event.titles.pick("en").text,
        "status": event.status,
        "state": event.state,
        "areas": [_describe_area(feature) for feature in event.areas.get("features", ())],
        "museums": museums,
    }


def _describe_area(feature: dict[str, Any]) -> dict[str, Any]:
    return {**feature["properties"], "geometry": feature["geometry"]}


def _receive(path: Path, *, actor: Actor) -> tuple[Received, tuple[AlertLink, ...]]:
    now = timezone.now()
    content = b""
    try:
        content = _read(path)
        reading = read_feed(content, received_at=now)
    except (OSError, EOFError, zlib.error) as error:
        reading = Reading(problems=(Problem(Flaw.MALFORMED, path.name, str(error)),))
    return receive(Arrival(reading, content, path.name), actor=actor, at=now), reading.links


def _read(path: Path) -> bytes:
    """No more of it than shows that it is too large; the reader says so."""
    with path.open("rb") as file:
        content = file.read(MAX_BYTES + 1)
    if not content.startswith(b"\x1f\x8b"):
        return content
    with gzip.open(BytesIO(content)) as unpacked:
        return unpacked.read(MAX_BYTES + 1)


def _print_table(described: list[dict[str, Any]]) -> None:
    table = Table(box=None, header_style="dim")
    for column in ("key", "state", "status", "museums", "headline"):
        table.add_column(column)
    for event in described:
        museums = event["museums"]
        shown = ", ".join(museums[:_SHOWN_MUSEUMS]) + (f" … {len(museums)}" if len(museums) > _SHOWN_MUSEUMS else "")
        table.add_row(event["key"], event["state"], event["status"], shown, Text(event["headline"]))
    out.print(table if described else "No alert came in.")
