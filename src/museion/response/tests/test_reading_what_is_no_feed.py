"""Whatever else may come from an address or a drop: one problem with a reason, never an exception, never silence."""

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from museion.response.feeds.alerts import Flaw
from museion.response.feeds.reader import read_feed
from museion.response.tests.alerts_in_words import RECEIVED, write_alert

BOMB = b"""<?xml version="1.0"?><!DOCTYPE alert [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">
<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">]><alert xmlns="urn:oasis:names:tc:emergency:cap:1.2">&c;</alert>"""
SYSTEM_FILE = BOMB.split(b"<!ENTITY")[0] + b'<!ENTITY x SYSTEM "file:///etc/passwd">]><alert>&x;</alert>'


@pytest.mark.parametrize(
    ("content", "flaw"),
    [
        (b"", Flaw.EMPTY),
        (b"\xef\xbb\xbf \n", Flaw.EMPTY),
        (b"<!doctype html><html><body>Maintenance en cours</body></html>", Flaw.HTML),
        (b'<html xmlns="http://www.w3.org/1999/xhtml"><body/></html>', Flaw.HTML),
        (b'<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"/>', Flaw.HTML),
        (b"Service Unavailable", Flaw.NOT_A_FEED),
        (b'{"error": "rate limit"}', Flaw.NOT_A_FEED),
        (b'{"type": "FeatureCollection", "features": [', Flaw.MALFORMED),
        (b"<svg/>", Flaw.NOT_A_FEED),
        (write_alert()[:400], Flaw.MALFORMED),
        (write_alert(namespace="urn:oasis:names:tc:emergency:cap:9.9"), Flaw.BAD_VALUE),
        (BOMB, Flaw.FORBIDDEN_XML),
        (SYSTEM_FILE, Flaw.FORBIDDEN_XML),
        (b"POLYGON ((2 48, 3 48", Flaw.MALFORMED),
        (b"SRID=3857;POINT (0 0)", Flaw.BAD_VALUE),
    ],
)
def test_it_is_one_problem_with_its_reason(content: bytes, flaw: Flaw) -> None:
    reading = read_feed(content, received_at=RECEIVED)
    assert [problem.flaw for problem in reading.problems] == [flaw]
    assert not reading.alerts


def test_fifty_megabytes_are_refused_before_they_are_parsed() -> None:
    (problem,) = read_feed(write_alert(more="<note>" + "x" * 50_000_000 + "</note>"), received_at=RECEIVED).problems
    assert problem.flaw is Flaw.TOO_LARGE


def test_text_in_another_encoding_than_declared_is_read_and_noted() -> None:
    content = write_alert().decode().encode("windows-1252")
    (alert,) = read_feed(content, received_at=RECEIVED).alerts
    assert alert.areas[0].description == "Saint-Louis du Sénégal"
    assert "windows-1252" in alert.departures[0]


@pytest.mark.parametrize("encoding", ["utf-16", "iso-8859-1", "utf-8-sig"])
def test_declared_encodings_are_honoured(encoding: str) -> None:
    content = write_alert().decode().replace("UTF-8", encoding.removesuffix("-sig")).encode(encoding)
    (alert,) = read_feed(content, received_at=RECEIVED).alerts
    assert alert.areas[0].description == "Saint-Louis du Sénégal"
    assert not alert.departures


@given(st.binary(max_size=300))
def test_no_bytes_make_it_raise(content: bytes) -> None:
    reading = read_feed(content, received_at=RECEIVED)
    assert reading.problems
    assert all(str(problem) for problem in reading.problems)


@given(st.data())
def test_no_damage_to_an_alert_makes_it_vanish(data: st.DataObject) -> None:
    content = bytearray(write_alert())
    for place in data.draw(st.lists(st.integers(0, len(content) - 1), max_size=5)):
        content[place] = data.draw(st.integers(0, 255))
    reading = read_feed(bytes(content), received_at=RECEIVED)
    assert reading.alerts or reading.problems


JSON = st.recursive(
    st.none() | st.booleans() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                [
                    "type",
                    "features",
                    "properties",
                    "geometry",
                    "coordinates",
                    "mag",
                    "time",
                    "net",
                    "eventtype",
                    "eventid",
                    "id",
                ]
            ),
            inner,
            max_size=6,
        )
    ),
    max_leaves=20,
)


@given(JSON)
def test_no_json_makes_it_raise(document: object) -> None:
    content = orjson.dumps({"type": "FeatureCollection", "features": [document]})
    reading = read_feed(content, received_at=RECEIVED)
    assert len(reading.alerts) + len(reading.problems) == 1
