"""The desk's alerts as an Atom feed (RFC 4287) whose entries lead to CAP documents, as warning hubs read them."""

from collections.abc import Sequence
from datetime import UTC, datetime

from lxml import etree

from museion.response.models import DeskAlert

_ATOM = "http://www.w3.org/2005/Atom"
CAP_MEDIA_TYPE = "application/cap+xml"


def write_feed(alerts: Sequence[DeskAlert], *, base_url: str, title: str) -> bytes:
    """Latest first. A feed without entries says when the site last could have said something: never."""
    feed = etree.fromstring(f'<feed xmlns="{_ATOM}"/>')
    address = f"{base_url}/alerts/cap.atom"
    updated = max((alert.sent_at for alert in alerts), default=datetime(1970, 1, 1, tzinfo=UTC))
    for name, text in (("id", address), ("title", title), ("updated", updated.isoformat())):
        etree.SubElement(feed, f"{{{_ATOM}}}{name}").text = text
    author = etree.SubElement(feed, f"{{{_ATOM}}}author")
    etree.SubElement(author, f"{{{_ATOM}}}name").text = title
    etree.SubElement(feed, f"{{{_ATOM}}}link", rel="self", type="application/atom+xml", href=address)
    for alert in alerts:
        _add_entry(feed, alert, base_url)
    return etree.tostring(feed, xml_declaration=True, encoding="utf-8")


def _add_entry(feed: etree._Element, alert: DeskAlert, base_url: str) -> None:
    entry = etree.SubElement(feed, f"{{{_ATOM}}}entry")
    language, headline = next(iter(alert.headlines.items()))
    address = base_url + alert.url
    sent = alert.sent_at.isoformat()
    for name, text in (("id", address), ("updated", sent), ("published", sent)):
        etree.SubElement(entry, f"{{{_ATOM}}}{name}").text = text
    title = etree.SubElement(entry, f"{{{_ATOM}}}title")
    title.text = headline
    title.set("{http://www.w3.org/XML/1998/namespace}lang", language)
    etree.SubElement(entry, f"{{{_ATOM}}}link", rel="alternate", type=CAP_MEDIA_TYPE, href=f"{address}.cap")
    etree.SubElement(entry, f"{{{_ATOM}}}link", rel="related", type="text/html", href=address)
    etree.SubElement(
        entry, f"{{{_ATOM}}}summary"
    ).text = f"{alert.message_type}: {alert.area_descriptions.pick(language)}"
