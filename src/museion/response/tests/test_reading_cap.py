"""CAP alerts: what is required, what is forgiven, what is refused."""

import pytest

from museion.response.feeds.alerts import Flaw, Reading
from museion.response.feeds.reader import read_feed
from museion.response.feeds.terms import Certainty, Hazard, Severity
from museion.response.tests.alerts_in_words import AREA, RECEIVED, REQUIRED, REQUIRED_INFO, write_alert


def read(content: bytes) -> Reading:
    return read_feed(content, received_at=RECEIVED)


def test_a_complete_alert_is_read_without_a_complaint() -> None:
    reading = read(write_alert())
    (alert,) = reading.alerts
    assert not reading.problems
    assert not alert.departures
    assert (alert.identifier, alert.sent.isoformat()) == ("ALERTE-2026-0314", "2026-03-14T11:00:00+00:00")
    assert alert.hazard is Hazard.FLOOD
    assert alert.areas[0].polygons[0].shell[0] == (15.9, -16.6)


@pytest.mark.parametrize("name", REQUIRED)
def test_an_alert_without_a_required_element_is_kept_with_the_reason(name: str) -> None:
    fields = {key: value for key, value in REQUIRED.items() if key != name}
    reading = read(write_alert(fields=fields))
    (problem,) = reading.problems
    assert not reading.alerts
    assert (problem.flaw, problem.where) == (Flaw.MISSING, f"alert/{name}")
    assert "Saint-Louis du Sénégal" in problem.fragment


@pytest.mark.parametrize("name", REQUIRED_INFO)
def test_an_info_without_a_required_element_is_kept_with_the_reason(name: str) -> None:
    info = {key: value for key, value in REQUIRED_INFO.items() if key != name}
    (problem,) = read(write_alert(info=info)).problems
    assert (problem.flaw, problem.where) == (Flaw.MISSING, f"info[1]/{name}")


def test_an_area_without_a_description_is_kept_with_the_reason() -> None:
    (problem,) = read(write_alert(area={"polygon": AREA["polygon"]})).problems
    assert problem.where == "info[1]/area[1]/areaDesc"


def test_a_value_that_the_standard_does_not_have_says_which_it_has() -> None:
    (problem,) = read(write_alert(fields=REQUIRED | {"status": "Foobar"})).problems
    assert (problem.found, problem.expected) == ("Foobar", "Actual | Exercise | System | Test | Draft")


@pytest.mark.parametrize("sent", ["2026-03-14T11:00:00Z", "2026-03-14T11:00:00.250+00:00"])
def test_a_time_in_a_form_that_leaves_no_doubt_is_accepted_and_noted(sent: str) -> None:
    (alert,) = read(write_alert(fields=REQUIRED | {"sent": sent})).alerts
    assert alert.sent.replace(microsecond=0).isoformat() == "2026-03-14T11:00:00+00:00"
    assert len(alert.departures) == 1


@pytest.mark.parametrize("sent", ["2026-03-14T11:00:00", "14/03/2026", "2026-03-14T25:00:00+00:00"])
def test_a_time_that_may_mean_several_moments_is_refused(sent: str) -> None:
    (problem,) = read(write_alert(fields=REQUIRED | {"sent": sent})).problems
    assert (problem.flaw, problem.where, problem.found) == (Flaw.BAD_VALUE, "alert/sent", sent)


def test_an_optional_time_that_cannot_be_read_costs_only_itself() -> None:
    (alert,) = read(write_alert(info=REQUIRED_INFO | {"expires": "tomorrow"})).alerts
    assert alert.expires is None
    assert "tomorrow" in alert.departures[0]


def test_a_bad_polygon_leaves_the_good_ones() -> None:
    (alert,) = read(write_alert(area=AREA | {"circle": "16.0,-16.5"})).alerts
    assert len(alert.areas[0].polygons) == 1
    assert not alert.areas[0].circles
    assert "circle" in alert.departures[0]


def test_cap_1_0_words_are_understood() -> None:
    content = write_alert(
        info=REQUIRED_INFO | {"certainty": "Very Likely", "eventCode": "SAME=FLW"},
        namespace="http://www.incident.com/cap/1.0",
    )
    (alert,) = read(content).alerts
    assert alert.infos[0].certainty is Certainty.LIKELY
    assert alert.infos[0].event_codes == (("SAME", "FLW"),)


def test_one_info_a_language_shares_its_areas() -> None:
    body = "".join(f"<{key}>{value}</{key}>" for key, value in REQUIRED_INFO.items())
    area = "".join(f"<{key}>{value}</{key}>" for key, value in AREA.items())
    wolof = f"<info><language>wo</language>{body}<area>{area}</area></info>"
    (alert,) = read(write_alert(more=wolof)).alerts
    assert [info.language for info in alert.infos] == ["en-US", "wo"]
    assert len(alert.areas) == 1
    assert alert.infos[1].severity is Severity.SEVERE
