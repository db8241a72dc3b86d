"""GDACS and USGS GeoJSON, dropped shapes: invented events in the sources' own forms."""

from copy import deepcopy
from datetime import UTC, datetime
from typing import Any

import orjson
import pytest

from museion.response.feeds.alerts import Alert, Flaw, Reading
from museion.response.feeds.reader import read_feed
from museion.response.feeds.terms import Certainty, Hazard, MessageType, Severity
from museion.response.feeds.timeline import EventState, build_events
from museion.response.tests.alerts_in_words import RECEIVED

FLOOD: dict[str, Any] = {
    "type": "Feature",
    "geometry": {"type": "Point", "coordinates": [-16.5, 16.0]},
    "properties": {
        "eventtype": "FL",
        "eventid": 1103000,
        "episodeid": 1,
        "alertlevel": "Orange",
        "name": "Flood in Senegal",
        "country": "Senegal",
        "iso3": "SEN",
        "fromdate": "2026-03-12T01:00:00",
        "datemodified": "2026-03-12T06:00:00",
        "iscurrent": "true",
        "severitydata": {"severity": 0.0, "severitytext": "Magnitude 0"},
        "url": {"report": "https://www.gdacs.org/report.aspx?eventid=1103000"},
    },
}
QUAKE: dict[str, Any] = {
    "type": "Feature",
    "id": "xx2026abcd",
    "geometry": {"type": "Point", "coordinates": [-77.1, -12.2, 35.0]},
    "properties": {
        "mag": 7.1,
        "place": "20 km SW of Lima",
        "time": 1773489600000,
        "updated": 1773493200000,
        "net": "xx",
        "status": "reviewed",
        "alert": "red",
        "type": "earthquake",
        "title": "M 7.1 - 20 km SW of Lima",
    },
}


def read(*features: Any) -> Reading:
    content = orjson.dumps({"type": "FeatureCollection", "features": list(features)})
    return read_feed(content, received_at=RECEIVED)


def change(feature: dict[str, Any], **properties: Any) -> dict[str, Any]:
    changed = deepcopy(feature)
    changed["properties"] |= properties
    return changed


def read_one(*features: Any) -> Alert:
    reading = read(*features)
    assert not reading.problems
    return reading.alerts[0]


def test_a_gdacs_event_is_read_with_its_place_level_and_time() -> None:
    alert = read_one(FLOOD)
    assert (alert.event, alert.episode, alert.hazard) == ("FL1103000", "1", Hazard.FLOOD)
    assert alert.infos[0].severity is Severity.SEVERE
    assert alert.sent == datetime(2026, 3, 12, 6, 0, tzinfo=UTC)
    assert alert.areas[0].circles[0].latitude == 16.0
    assert alert.areas[0].geocodes[0].value == "SEN"


def test_episodes_of_a_gdacs_event_follow_one_another() -> None:
    later = change(FLOOD, episodeid=2, alertlevel="Red", datemodified="2026-03-13T06:00:00")
    (event,) = build_events(read(later, FLOOD).alerts)
    assert len(event.messages) == 2
    assert event.latest.infos[0].severity is Severity.EXTREME


@pytest.mark.parametrize("name", ["eventtype", "eventid", "alertlevel", "fromdate"])
def test_a_gdacs_event_without_what_it_needs_is_kept_with_the_reason(name: str) -> None:
    broken = change(FLOOD, **{name: None})
    broken["properties"].pop("datemodified")
    reading = read(FLOOD, broken)
    assert len(reading.alerts) == 1
    (problem,) = reading.problems
    assert problem.flaw is Flaw.MISSING
    assert "Flood in Senegal" in problem.fragment


def test_a_gdacs_type_that_is_not_known_says_which_are() -> None:
    (problem,) = read(FLOOD, change(FLOOD, eventtype="XX")).problems
    assert (problem.found, problem.expected) == ("XX", "EQ | TC | FL | DR | WF | TS | VO")


def test_an_earthquake_of_usgs_carries_what_its_reach_follows_from() -> None:
    alert = read_one(QUAKE)
    assert alert.shaking is not None
    assert (alert.shaking.magnitude, alert.shaking.depth_km) == (7.1, 35.0)
    assert (alert.infos[0].severity, alert.infos[0].certainty) == (Severity.EXTREME, Certainty.OBSERVED)


def test_an_earthquake_that_usgs_deletes_is_cancelled() -> None:
    deleted = change(QUAKE, status="deleted", updated=1773496800000)
    reading = read(QUAKE, deleted)
    assert reading.alerts[1].message_type is MessageType.CANCEL
    (event,) = build_events(reading.alerts)
    assert event.get_state(RECEIVED) is EventState.CANCELLED


def test_an_earthquake_without_a_place_or_time_is_kept_with_the_reason() -> None:
    nowhere = deepcopy(QUAKE) | {"geometry": None}
    reading = read(QUAKE, nowhere, change(QUAKE, time="yesterday"))
    assert [problem.where.split("/")[-1] for problem in reading.problems] == ["coordinates", "time"]


def test_an_empty_week_of_usgs_is_empty_and_no_problem() -> None:
    metadata = {"url": "https://earthquake.usgs.gov/earthquakes/feed/v1.0/summary/significant_week.geojson"}
    content = orjson.dumps({"type": "FeatureCollection", "metadata": metadata, "features": []})
    assert read_feed(content, received_at=RECEIVED) == Reading()


def test_a_dropped_shape_becomes_an_alert_with_its_words() -> None:
    ring = [[-16.6, 15.9], [-16.3, 15.9], [-16.3, 16.2], [-16.6, 15.9]]
    feature = {
        "type": "Feature",
        "properties": {"headline": "Crue du fleuve Sénégal", "hazard": "fl"},
        "geometry": {"type": "MultiPolygon", "coordinates": [[ring]]},
    }
    (alert,) = read_feed(orjson.dumps(feature), received_at=RECEIVED).alerts
    assert (alert.headline, alert.hazard, alert.sent) == ("Crue du fleuve Sénégal", Hazard.FLOOD, RECEIVED)
    assert alert.areas[0].polygons[0].shell[0] == (15.9, -16.6)


@pytest.mark.parametrize(
    "text", ["POLYGON ((2 48, 3 48, 3 49, 2 48))", "SRID=4326;MULTIPOLYGON (((2 48, 3 48, 3 49, 2 48)))"]
)
def test_well_known_text_is_an_alert_too(text: str) -> None:
    (alert,) = read_feed(text.encode(), received_at=RECEIVED).alerts
    assert alert.areas[0].polygons[0].shell[1] == (48.0, 3.0)


@pytest.mark.parametrize(
    "geometry",
    [
        {"type": "Polygon", "coordinates": [[[2, 48], [3, 48]]]},
        {"type": "Polygon", "coordinates": []},
        {"type": "Circle", "coordinates": [2, 48]},
        {"type": "LineString", "coordinates": [[2, 48], [3, 48]]},
        {"type": "Point", "coordinates": ["2", "48"]},
        None,
    ],
)
def test_a_shape_that_encloses_and_marks_nothing_is_kept_with_the_reason(geometry: Any) -> None:
    content = orjson.dumps({"type": "Feature", "properties": {}, "geometry": geometry})
    reading = read_feed(content, received_at=RECEIVED)
    assert not reading.alerts
    assert len(reading.problems) == 1
