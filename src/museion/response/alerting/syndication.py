"""The desk's alerts as an Atom feed whose entries lead to CAP documents, as warning hubs read them."""

from collections.abc import Sequence

from museion.core.atom import Entry, Feed, Link, write_feed
from museion.core.languages import Localized
from museion.response.models import DeskAlert

CAP_MEDIA_TYPE = "application/cap+xml"


def write_alerts(alerts: Sequence[DeskAlert], *, base_url: str, title: str, language: str) -> bytes:
    """Latest first."""
    entries = [_describe(alert, base_url) for alert in alerts]
    return write_feed(Feed(f"{base_url}/alerts/cap.atom", f"{base_url}/alerts", title, language, entries, author=title))


def _describe(alert: DeskAlert, base_url: str) -> Entry:
    language, headline = next(iter(alert.headlines.items()))
    address = base_url + alert.url
    links = (Link(f"{address}.cap", CAP_MEDIA_TYPE), Link(address, relation="related"))
    summary = f"{alert.message_type}: {alert.area_descriptions.pick(language)}"
    return Entry(address, Localized(headline, language), alert.sent_at, alert.sent_at, summary, links)
