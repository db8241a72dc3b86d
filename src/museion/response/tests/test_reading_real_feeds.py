"""Every real file of alerts is read or refused for a stated reason."""

import gzip
from pathlib import Path

import pytest

from museion.response.feeds.alerts import Flaw, Reading, SignatureState
from museion.response.feeds.reader import read_feed
from museion.response.feeds.terms import Hazard
from museion.response.feeds.timeline import build_events
from museion.response.tests.alerts_in_words import RECEIVED

HAZARDS = Path(__file__).resolve().parents[5] / "shared" / "data" / "hazards"
pytestmark = pytest.mark.skipif(not HAZARDS.is_dir(), reason="the published feeds are not on this machine")

# name: alerts, links, flaws of what cannot be used
CAP_FILES = {
    "amber.atom": (1, 0, []),
    "australia.cap": (1, 0, []),
    "bushfire_invalid.edxlde": (5, 0, [Flaw.MISSING, Flaw.BAD_VALUE]),
    "bushfire_valid.edxlde": (7, 0, []),
    "canada.cap": (1, 0, []),
    "canada_errors.cap": (1, 0, []),
    "canada_signed.atom": (1, 0, []),
    "canada_signed.cap": (1, 0, []),
    "earthquake-iso8859-1.cap": (1, 0, []),
    "earthquake.cap": (1, 0, []),
    "earthquake_index.atom": (0, 1, []),
    "earthquake_signed.cap": (1, 0, []),
    "empty_weather_index.atom": (0, 0, []),
    "invalid.cap": (0, 0, [Flaw.MISSING]),
    "invalid.rss": (0, 0, [Flaw.NOT_AN_ALERT]),
    "invalid_element.atom": (0, 0, [Flaw.NOT_AN_ALERT]),
    "no_entries.atom": (0, 0, [Flaw.MISPLACED]),
    "no_id.atom": (0, 0, [Flaw.NOT_AN_ALERT]),
    "no_link.atom": (0, 0, [Flaw.NOT_AN_ALERT]),
    "no_optional_fields.cap": (1, 0, []),
    "no_title.atom": (0, 0, [Flaw.NOT_AN_ALERT]),
    "noaa_errors.cap": (0, 0, [Flaw.MISSING]),
    "ny_index.rss": (0, 2, []),
    "wcatwc-warning.cap": (1, 0, []),
    "weather.atom": (1, 0, []),
    "weather.cap": (1, 0, []),
    "weather_index.atom": (0, 2, []),
    "weather_invalid.atom": (0, 0, [Flaw.BAD_VALUE]),
    "xee.atom": (0, 0, [Flaw.FORBIDDEN_XML]),
    "xee.cap": (0, 0, [Flaw.FORBIDDEN_XML]),
}


def read(path: Path) -> Reading:
    content = path.read_bytes()
    return read_feed(gzip.decompress(content) if path.suffix == ".gz" else content, received_at=RECEIVED)


@pytest.mark.parametrize("name", CAP_FILES)
def test_a_cap_file_gives_its_alerts_links_and_problems(name: str) -> None:
    reading = read(HAZARDS / "cap" / name)
    flaws = [problem.flaw for problem in reading.problems]
    assert (len(reading.alerts), len(reading.links), flaws) == CAP_FILES[name]


def test_no_cap_file_is_left_out_here() -> None:
    assert {path.name for path in (HAZARDS / "cap").iterdir()} == set(CAP_FILES)


def test_a_signed_alert_is_not_taken_for_verified() -> None:
    (alert,) = read(HAZARDS / "cap" / "canada_signed.cap").alerts
    assert alert.signature.state is SignatureState.UNVERIFIED


def test_the_gdacs_week_gives_an_event_an_item() -> None:
    reading = read(HAZARDS / "gdacs" / "gdacs-rss-7d.xml.gz")
    events = build_events(reading.alerts)
    assert (len(reading.alerts), len(events), reading.problems) == (115, 115, ())
    hazards = [event.latest.hazard for event in events]
    assert (hazards.count(Hazard.EARTHQUAKE), hazards.count(Hazard.TROPICAL_CYCLONE)) == (100, 3)
    earthquake = next(event.latest for event in events if event.latest.event == "EQ1200043")
    assert earthquake.shaking is not None
    assert (earthquake.shaking.magnitude, earthquake.shaking.depth_km) == (5.3, 10.0)


def test_gdacs_feeds_of_two_days_update_events_instead_of_repeating_them() -> None:
    day, week = (read(HAZARDS / "gdacs" / f"gdacs-rss-{span}.xml.gz") for span in ("24h", "7d"))
    both = build_events([*week.alerts, *day.alerts])
    assert len(both) == len({alert.event for alert in (*week.alerts, *day.alerts)})


def test_every_earthquake_of_the_usgs_week_is_read() -> None:
    reading = read(HAZARDS / "usgs-earthquakes.geojson.gz")
    assert (len(reading.alerts), reading.problems) == (1707, ())
    assert len(build_events(reading.alerts)) == 1707
