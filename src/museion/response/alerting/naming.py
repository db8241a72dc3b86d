"""What an alert that could not be read calls itself, as far as its text shows, so that its mended version is known when it comes."""

import re
from datetime import datetime

from museion.response.feeds.alerts import Alert

LONGEST_NAME = 300
_NAMES = (
    re.compile(r"<(?:[\w.-]+:)?identifier(?:\s[^>]*)?>\s*([^<]+?)\s*<"),
    re.compile(r"<gdacs:eventid>\s*(\d+)\s*<"),
    re.compile(r'"eventid"\s*:\s*"?(\d+)'),
    re.compile(r'"id"\s*:\s*"([^"]+)"'),
)
_SENT = re.compile(r"<(?:[\w.-]+:)?sent(?:\s[^>]*)?>\s*([^<]+?)\s*<")


def find_name(text: str) -> str:
    """Its identifier, or its source's number of the event; empty where neither can be told, or where it is one of several."""
    found = next((names for pattern in _NAMES if (names := set(pattern.findall(text)))), set())
    (name,) = found if len(found) == 1 else ("",)
    return name if len(name) <= LONGEST_NAME else ""


def list_superseded(alert: Alert) -> set[str]:
    """The names of what this message takes the place of."""
    number = re.search(r"\d+$", alert.event)
    names = {alert.identifier, *(held.identifier for held in alert.references), number[0] if number else ""}
    return names - {""}


def is_older(alert: Alert, text: str) -> bool:
    """Whether the text says that it was sent after the alert."""
    sent = _SENT.search(text)
    try:
        return sent is not None and alert.sent < datetime.fromisoformat(sent[1])
    except (ValueError, TypeError):
        return False
