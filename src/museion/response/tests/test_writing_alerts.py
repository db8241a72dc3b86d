"""What we write as CAP our own reader reads as the same alert, whatever the script, and a signature holds."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from museion.core.signing.certificates import get_certified_key
from museion.response.feeds.alerts import (
    Alert,
    Area,
    Circle,
    Geocode,
    Info,
    Polygon,
    Reference,
    Resource,
    SignatureState,
)
from museion.response.feeds.cap.reader import read_cap
from museion.response.feeds.cap.writing import sign_alert, write_alert
from museion.response.feeds.terms import (
    Category,
    Certainty,
    MessageType,
    ResponseType,
    Scope,
    Severity,
    Status,
    Urgency,
)

LETTERS = st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Cn", "Zs", "Zl", "Zp", "Cf"))
TEXTS = st.one_of(
    st.sampled_from(["Crue du Niger à Mopti", "فيضان النيل", "コルカタの高潮", "a < b & c"]),
    st.text(LETTERS, max_size=30),
)
NAMES = st.text(st.sampled_from("abcXYZ019.-@"), min_size=1, max_size=20)
MOMENTS = st.datetimes(
    datetime(2000, 1, 1),  # noqa: DTZ001 - the strategy wants it without a zone
    datetime(2100, 1, 1),  # noqa: DTZ001
    timezones=st.sampled_from([UTC, timezone(timedelta(hours=5, minutes=30)), timezone(timedelta(hours=-3))]),
).map(lambda moment: moment.replace(microsecond=0))
LATITUDES, LONGITUDES = st.integers(-90, 90).map(float), st.integers(-180, 180).map(float)
CORNERS = st.tuples(LATITUDES, LONGITUDES)
POLYGONS = st.lists(CORNERS, min_size=3, max_size=6, unique=True).map(lambda held: Polygon((*held, held[0])))
AREAS = st.builds(
    Area,
    description=TEXTS.filter(bool),
    polygons=st.lists(POLYGONS, max_size=2).map(tuple),
    circles=st.lists(st.builds(Circle, LATITUDES, LONGITUDES, st.integers(0, 500).map(float)), max_size=2).map(tuple),
    geocodes=st.lists(st.builds(Geocode, st.just("ISO 3166-1"), st.sampled_from(["ML", "BD"])), max_size=1).map(tuple),
)
INFOS = st.builds(
    Info,
    event=TEXTS.filter(bool),
    categories=st.lists(st.sampled_from(Category), min_size=1, max_size=2, unique=True).map(tuple),
    urgency=st.sampled_from(Urgency),
    severity=st.sampled_from(Severity),
    certainty=st.sampled_from(Certainty),
    language=st.sampled_from(["en", "fr", "es", "ar", "pt-BR"]),
    response_types=st.lists(st.sampled_from(ResponseType), max_size=2, unique=True).map(tuple),
    event_codes=st.just((("GLIDE", "FL"),)),
    onset=st.none() | MOMENTS,
    expires=st.none() | MOMENTS,
    headline=TEXTS,
    description=TEXTS,
    instruction=TEXTS,
    resources=st.lists(
        st.builds(Resource, TEXTS.filter(bool), st.just("image/png"), st.integers(0, 9999)), max_size=1
    ).map(tuple),
    areas=st.lists(AREAS, max_size=2).map(tuple),
)
ALERTS = st.builds(
    Alert,
    source=st.just("cap"),
    identifier=NAMES,
    sender=NAMES,
    sent=MOMENTS,
    status=st.sampled_from(Status),
    message_type=st.sampled_from(MessageType),
    scope=st.just(Scope.PUBLIC),
    infos=st.lists(INFOS, max_size=2).map(tuple),
    note=TEXTS,
    references=st.lists(st.builds(Reference, NAMES, NAMES, MOMENTS), min_size=1, max_size=2).map(tuple),
    incidents=st.lists(st.sampled_from(["flood-2026", "two words"]), max_size=2).map(tuple),
)


@settings(max_examples=120)
@given(ALERTS)
def test_an_alert_survives_being_written_and_read(alert: Alert) -> None:
    reading = read_cap(etree.fromstring(etree.tostring(write_alert(alert), encoding="utf-8")))
    assert reading.problems == ()
    (read,) = reading.alerts
    # What the reader adds of its own: the hazard that it guesses, and what a source stated otherwise.
    assert replace(read, hazard=None, shaking=None) == replace(alert, hazard=None, shaking=None)


@pytest.fixture
def home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    monkeypatch.setattr("django.conf.settings.HOME", tmp_path)
    return tmp_path


@pytest.fixture
def flood() -> Alert:
    info = Info(
        "flood", (Category.MET,), Urgency.IMMEDIATE, Severity.SEVERE, Certainty.LIKELY, "fr", headline="Crue à Mopti"
    )
    sent = datetime(2026, 11, 22, 6, 0, tzinfo=UTC)
    return Alert("cap", "a1", "desk@museion.example", sent, Status.EXERCISE, MessageType.ALERT, Scope.PUBLIC, (info,))


def test_a_signed_alert_is_verified_with_the_published_certificate(home: Path, flood: Alert) -> None:
    key = get_certified_key()
    signed = sign_alert(write_alert(flood), key.private, key.certificate)
    (read,) = read_cap(etree.fromstring(signed), document=signed, certificates=(key.certificate,)).alerts
    assert read.signature.state is SignatureState.VERIFIED
    assert read.headline == "Crue à Mopti"


def test_a_changed_alert_is_told_from_the_signed_one(home: Path, flood: Alert) -> None:
    key = get_certified_key()
    signed = sign_alert(write_alert(flood), key.private, key.certificate).replace(b"Severe", b"Minor")
    (read,) = read_cap(etree.fromstring(signed), document=signed, certificates=(key.certificate,)).alerts
    assert read.signature.state is SignatureState.BROKEN


def test_the_key_is_made_once_and_kept_from_others(home: Path) -> None:
    first, again = get_certified_key(), get_certified_key()
    assert first.certificate == again.certificate
    (path,) = (home / "keys" / "xml").iterdir()
    assert path.stat().st_mode & 0o077 == 0
