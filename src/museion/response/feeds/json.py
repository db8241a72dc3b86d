"""Reading JSON of strangers: bounded, and every surprise a `FeedError`."""

from typing import Any

import orjson

from museion.response.feeds.alerts import FeedError, Flaw
from museion.response.feeds.xml import FRAGMENT_LENGTH, check_size


def parse_json(content: bytes) -> Any:
    check_size(content)
    try:
        return orjson.loads(content.removeprefix(b"\xef\xbb\xbf"))
    except orjson.JSONDecodeError as error:
        raise FeedError(Flaw.MALFORMED, f"line {error.lineno}, column {error.colno}", error.msg) from error


def write_fragment(value: Any) -> str:
    """The value as it came, for the quarantine."""
    return orjson.dumps(value).decode()[:FRAGMENT_LENGTH]


def get_properties(feature: Any) -> dict[str, Any]:
    """A GeoJSON feature's properties; empty where it has none."""
    properties = feature.get("properties") if isinstance(feature, dict) else None
    return properties if isinstance(properties, dict) else {}


def require_properties(feature: Any) -> dict[str, Any]:
    properties = get_properties(feature)
    if not properties:
        raise FeedError(Flaw.MISSING, "properties")
    return properties


def find_number(value: Any) -> float | None:
    """A JSON number; None for everything else, `true` among it."""
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else None
