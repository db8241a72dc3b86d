"""GDACS RSS: one `item` an event, at its latest episode."""

import re
from datetime import datetime

from lxml import etree

from museion.response.feeds.alerts import Alert, FeedError, Flaw, Problem, Reading, join_readings
from museion.response.feeds.gdacs.events import Episode, make_alert
from museion.response.feeds.moments import read_rfc822_moment
from museion.response.feeds.xml import get_child_text, get_namespace, iterate_children, write_fragment

NAMESPACE = "http://www.gdacs.org"
_DEPTH = re.compile(r"Depth:\s*([\d.]+)\s*km", re.IGNORECASE)


def is_gdacs(root: etree._Element) -> bool:
    return any(get_namespace(child) == NAMESPACE for item in root.iter("{*}item") for child in item)


def read_gdacs_rss(root: etree._Element) -> Reading:
    return join_readings(_read_item(item, number) for number, item in enumerate(root.iter("{*}item"), 1))


def _read_item(item: etree._Element, number: int) -> Reading:
    try:
        return Reading(alerts=(_read_alert(item),))
    except FeedError as error:
        held = error.problem
        place = f"item[{number}]/{held.where}"
        return Reading(problems=(Problem(held.flaw, place, held.found, held.expected, write_fragment(item)),))


def _read_alert(item: etree._Element) -> Alert:
    departures: list[str] = []
    severity = next(iterate_children(item, "severity"), None)
    severity_text = (severity.text or "") if severity is not None else ""
    depth = _DEPTH.search(severity_text)
    episode = Episode(
        event_type=_require(item, "eventtype"),
        event_id=_require(item, "eventid"),
        episode_id=get_child_text(item, "episodeid"),
        alert_level=_require(item, "alertlevel"),
        sent=_read_moment(item, "datemodified", "pubDate"),
        begins=_read_moment(item, "fromdate", "pubDate"),
        is_current=get_child_text(item, "iscurrent").lower() == "true",
        title=get_child_text(item, "title"),
        description=get_child_text(item, "description"),
        web=get_child_text(item, "link"),
        country=get_child_text(item, "country"),
        iso3=get_child_text(item, "iso3"),
        severity=_find_number(severity.get("value", "") if severity is not None else ""),
        severity_text=severity_text,
        depth_km=float(depth[1]) if depth else None,
        point=_find_point(item, departures),
    )
    return make_alert(episode, tuple(departures))


def _require(item: etree._Element, name: str) -> str:
    text = get_child_text(item, name)
    if not text:
        raise FeedError(Flaw.MISSING, name)
    return text


def _read_moment(item: etree._Element, *names: str) -> datetime:
    """The first of the named times that the item has."""
    name = next((name for name in names if get_child_text(item, name)), names[-1])
    return read_rfc822_moment(_require(item, name), name)


def _find_point(item: etree._Element, departures: list[str]) -> tuple[float, float] | None:
    """GeoRSS `lat lon`. The `bbox` beside it is a frame for a picture, and in cyclones not even around the point."""
    text = get_child_text(item, "point")
    numbers = [_find_number(word) for word in text.split()]
    if len(numbers) == 2 and numbers[0] is not None and numbers[1] is not None:
        return numbers[0], numbers[1]
    departures.append(f"georss:point: “{text[:40]}” is not a latitude and a longitude")
    return None


def _find_number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None
