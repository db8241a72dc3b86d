"""What CAP alerts travel in: Atom, RSS 2.0 and EDXL-DE. One entry's trouble never costs another its place."""

from collections.abc import Iterator, Sequence

from cryptography import x509
from lxml import etree

from museion.response.feeds.alerts import AlertLink, FeedError, Flaw, Problem, Reading, join_readings
from museion.response.feeds.cap.message import VERSIONS, read_alert
from museion.response.feeds.xml import get_child_text, get_name, get_namespace, iterate_children, write_fragment

Certificates = Sequence[x509.Certificate]
_LINK_RELATIONS = ("related", "alternate", "")
_CAP_MEDIA_TYPE = "application/cap+xml"


def read_lone_alert(element: etree._Element, document: bytes | None, certificates: Certificates) -> Reading:
    try:
        return Reading(alerts=(read_alert(element, document=document, certificates=certificates),))
    except FeedError as error:
        return Reading(problems=(_keep(error.problem, element),))


def read_atom(feed: etree._Element, certificates: Certificates) -> Reading:
    entries = list(iterate_children(feed, "entry"))
    stray = [child for child in feed if get_name(child) == "alert" and get_namespace(child) in VERSIONS]
    return join_readings(
        [
            *(_read_entry(entry, f"entry[{number}]", certificates) for number, entry in enumerate(entries, 1)),
            *(Reading(problems=(_keep(Problem(Flaw.MISPLACED, "feed"), alert),)) for alert in stray),
        ]
    )


def read_rss(rss: etree._Element, certificates: Certificates) -> Reading:
    items = [item for item in rss.iter("{*}item") if get_name(item) == "item"]
    return join_readings(_read_entry(item, f"item[{number}]", certificates) for number, item in enumerate(items, 1))


def read_edxl(distribution: etree._Element, certificates: Certificates) -> Reading:
    """EDXL-DE 1.0: one alert in each `contentObject`."""
    contents = list(iterate_children(distribution, "contentObject"))
    return join_readings(_read_content(content, number, certificates) for number, content in enumerate(contents, 1))


def _read_content(content: etree._Element, number: int, certificates: Certificates) -> Reading:
    alerts = list(_iterate_alerts(content))
    if not alerts:
        return Reading(problems=(_keep(Problem(Flaw.NOT_AN_ALERT, f"contentObject[{number}]"), content),))
    return join_readings(read_lone_alert(alert, None, certificates) for alert in alerts)


def _read_entry(entry: etree._Element, place: str, certificates: Certificates) -> Reading:
    alerts = list(_iterate_alerts(entry))
    if alerts:
        return join_readings(read_lone_alert(alert, None, certificates) for alert in alerts)
    address = _find_address(entry)
    if not address:
        return Reading(problems=(_keep(Problem(Flaw.NOT_AN_ALERT, place), entry),))
    identifier = get_child_text(entry, "id") or get_child_text(entry, "guid")
    return Reading(links=(AlertLink(address, identifier, get_child_text(entry, "title")),))


def _iterate_alerts(element: etree._Element) -> Iterator[etree._Element]:
    return (found for found in element.iter("{*}alert") if get_namespace(found) in VERSIONS)


def _find_address(entry: etree._Element) -> str:
    """The link that says it is CAP, else the first that may be it."""
    links = list(iterate_children(entry, "link"))
    ranked = sorted(links, key=lambda link: link.get("type") != _CAP_MEDIA_TYPE)
    for link in ranked:
        address = (link.get("href") or link.text or "").strip()
        if link.get("rel", "") in _LINK_RELATIONS and address.startswith(("http://", "https://")):
            return address
    return ""


def _keep(problem: Problem, element: etree._Element) -> Problem:
    return Problem(problem.flaw, problem.where, problem.found, problem.expected, write_fragment(element))
