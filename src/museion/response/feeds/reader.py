"""The one door for bytes of any feed: what they are is seen from what they hold, not from a name or a media type."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from cryptography import x509

from museion.core.wording import Wording
from museion.response.feeds.alerts import FeedError, Flaw, Reading
from museion.response.feeds.cap.reader import read_cap
from museion.response.feeds.gdacs import geojson as gdacs_geojson
from museion.response.feeds.gdacs import rss as gdacs_rss
from museion.response.feeds.json import parse_json
from museion.response.feeds.shapes.reader import WKT_WORDS, read_shapes, read_wkt
from museion.response.feeds.usgs.reader import is_usgs, read_usgs
from museion.response.feeds.xml import check_size, get_name, parse_xml

_UTF8_MARK = b"\xef\xbb\xbf"
_SNIFFED = 1024
_OTHER_FILES = {b"PK\x03\x04": "ZIP", b"%PDF": "PDF", b"\xff\xd8\xff": "JPEG", b"\x89PNG": "PNG"}


def read_feed(content: bytes, *, received_at: datetime, certificates: Sequence[x509.Certificate] = ()) -> Reading:
    """Everything in it. What cannot be read at all is one problem; nothing is raised and nothing dropped."""
    try:
        check_size(content)
        return _read(content, received_at, certificates)
    except FeedError as error:
        return Reading(problems=(error.problem,))


def _read(content: bytes, received_at: datetime, certificates: Sequence[x509.Certificate]) -> Reading:
    start = content[:_SNIFFED].removeprefix(_UTF8_MARK).lstrip()
    if start[:1] in (b"{", b"["):
        return _read_json(parse_json(content), received_at)
    word = start[:32].decode("ascii", errors="replace").upper()
    if word.startswith(WKT_WORDS):
        return read_wkt(content.removeprefix(_UTF8_MARK).decode("utf-8", errors="replace"), received_at=received_at)
    if word.startswith(("<!DOCTYPE HTML", "<HTML")):
        raise FeedError(Flaw.HTML)
    if start[:1] != b"<" and not content.startswith((b"\xff\xfe", b"\xfe\xff")) and b"\0" not in start[:4]:
        raise FeedError(Flaw.NOT_A_FEED, found=_describe_start(content, word), expected=Wording("XML, JSON or WKT"))
    return _read_xml(content, certificates)


def _describe_start(content: bytes, word: str) -> str:
    """For a person to read: what kind of file it is, or its first words; nothing of bytes that are no text."""
    kind = next((name for start, name in _OTHER_FILES.items() if content.startswith(start)), "")
    return kind or (word if word.isprintable() and "\ufffd" not in word else "")


def _read_xml(content: bytes, certificates: Sequence[x509.Certificate]) -> Reading:
    root, departures = parse_xml(content)
    if get_name(root).lower() == "html":
        raise FeedError(Flaw.HTML)
    if gdacs_rss.is_gdacs(root):
        return gdacs_rss.read_gdacs_rss(root)
    return _note(read_cap(root, document=content, certificates=certificates), departures)


def _read_json(document: Any, received_at: datetime) -> Reading:
    if not isinstance(document, dict) or not isinstance(document.get("type"), str):
        raise FeedError(Flaw.NOT_A_FEED, expected="GeoJSON")
    features = document.get("features")
    features = features if isinstance(features, list) else [document]
    if gdacs_geojson.is_gdacs(features):
        return gdacs_geojson.read_gdacs_geojson(features)
    if is_usgs(features) or _is_empty_usgs(document):
        return read_usgs(features)
    return read_shapes(document, received_at=received_at)


def _is_empty_usgs(document: dict[str, Any]) -> bool:
    metadata = document.get("metadata")
    return isinstance(metadata, dict) and "usgs.gov" in str(metadata.get("url")) and document.get("features") == []


def _note(reading: Reading, departures: tuple[str, ...]) -> Reading:
    if not departures:
        return reading
    alerts = tuple(replace(alert, departures=(*departures, *alert.departures)) for alert in reading.alerts)
    return Reading(alerts, reading.links, reading.problems)
