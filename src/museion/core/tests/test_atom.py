"""Atom: plain texts stay plain, languages are told, and whatever a title holds the feed is read."""

from datetime import UTC, datetime

from django.utils.feedgenerator import rfc3339_date
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from museion.core.atom import ATOM, Entry, Feed, Link, write_feed
from museion.core.languages import Localized

MOMENT = datetime(2026, 3, 14, 12, tzinfo=UTC)
NAMES = {"a": ATOM}


def write(*entries: Entry) -> etree._Element:
    feed = Feed("https://museion.example/new.atom", "https://museion.example/new", "Nouveautés", "fr", entries)
    return etree.fromstring(write_feed(feed))


def test_a_title_says_its_language_and_keeps_its_signs() -> None:
    title = Localized("فيضان <b>نهر</b> & السنغال", "ar", is_fallback=True)
    links = (Link("https://museion.example/id/v1"), Link("https://museion.example/id/v1.ics", "text/calendar"))
    feed = write(Entry("https://museion.example/id/v1", title, MOMENT, MOMENT, "Dakar <en ligne>", links, ("event",)))
    (entry,) = feed.findall("a:entry", NAMES)
    (held,) = entry.findall("a:title", NAMES)
    assert (held.text, held.get("{http://www.w3.org/XML/1998/namespace}lang")) == (title.text, "ar")
    assert held.get("type") is None  # RFC 4287, 3.1.1: text that is not HTML
    assert entry.findtext("a:summary", namespaces=NAMES) == "Dakar <en ligne>"
    assert [link.get("type") for link in entry.findall("a:link", NAMES)] == ["text/html", "text/calendar"]
    assert feed.findtext("a:updated", namespaces=NAMES) == rfc3339_date(MOMENT)


def test_a_feed_without_entries_does_not_seem_new() -> None:
    assert write().findtext("a:updated", namespaces=NAMES) == "1970-01-01T00:00:00+00:00"


@given(st.text(max_size=60))
def test_whatever_a_title_holds_the_feed_is_read(text: str) -> None:
    clean = text.encode("utf-8", "ignore").decode()
    feed = write(Entry("https://museion.example/id/v1", Localized(clean, "und"), MOMENT, MOMENT))
    assert len(feed.findall("a:entry/a:title", NAMES)) == 1
