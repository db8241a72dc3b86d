"""A week of real events against the real list of museums: whom they reach is what measuring every distance would say."""

import csv
import gzip

import numpy as np
import pytest

from museion.response.exposure.areas import Placed, locate_alert
from museion.response.exposure.finding import find_exposed
from museion.response.exposure.geodesy import measure_km
from museion.response.exposure.places import Places, arrange_places
from museion.response.exposure.shapes import Disc
from museion.response.feeds.reader import read_feed
from museion.response.tests.alerts_in_words import RECEIVED
from museion.response.tests.test_reading_real_feeds import HAZARDS

MUSEUMS = HAZARDS.parent / "museums" / "museums.csv.gz"
pytestmark = pytest.mark.skipif(not MUSEUMS.is_file(), reason="the list of museums is not on this machine")


@pytest.fixture(scope="module")
def museums() -> tuple[Places, np.ndarray, np.ndarray]:  # type: ignore[type-arg]
    with gzip.open(MUSEUMS, "rt", encoding="utf-8") as file:
        rows = [(row["lat"] or "nan", row["lon"] or "nan") for row in csv.DictReader(file)]
    assert len(rows) == 30_470
    latitude, longitude = np.array(rows, dtype=np.float64).T
    return arrange_places(latitude, longitude), latitude, longitude


@pytest.mark.parametrize(("name", "count"), [("gdacs/gdacs-rss-7d.xml.gz", 115), ("usgs-earthquakes.geojson.gz", 1707)])
def test_every_event_reaches_the_museums_that_measuring_all_would_find(
    museums: tuple[Places, np.ndarray, np.ndarray],  # type: ignore[type-arg]
    name: str,
    count: int,
) -> None:
    places, latitude, longitude = museums
    alerts = read_feed(gzip.decompress((HAZARDS / name).read_bytes()), received_at=RECEIVED).alerts
    assert len(alerts) == count
    placed: list[Placed] = [held for alert in alerts for held in locate_alert(alert, countries={}).placed]
    discs = [held.shape for held in placed if isinstance(held.shape, Disc)]
    assert discs
    found = find_exposed(places, discs).split(len(discs))
    known = np.isfinite(latitude)
    widest = sorted(range(len(discs)), key=lambda number: -len(found[number]))[:8]
    for number in {*widest, *range(0, len(discs), len(discs) // 10 + 1)}:
        disc = discs[number]
        centre = np.full(int(known.sum()), disc.latitude), np.full(int(known.sum()), disc.longitude)
        away = measure_km(*centre, latitude[known], longitude[known])
        assert np.flatnonzero(known)[away <= disc.radius_km].tolist() == found[number].tolist()
