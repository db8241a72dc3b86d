"""A file of museums becomes records once, whatever interrupts it, and what cannot be used is told with its place."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import orjson
import pytest

from museion.core.access import Actor
from museion.core.imports import runner
from museion.core.imports.mapping import load_mapping
from museion.core.imports.registry import IMPORTERS
from museion.core.imports.runner import Order, Outcome, import_file
from museion.core.imports.specs import UnusableMappingError
from museion.core.journal import verify_journal
from museion.core.models import ImportRun, JournalLine, OutboxEntry, QuarantinedRow
from museion.network.models import Museum

pytestmark = pytest.mark.django_db

MAPPING = """
kind = "museums"
source = "ministry"
language = "fr"
source_id = "id"
leave_out = ["website"]
[fields]
names = "nom"
city = "ville"
country = { column = "pays", transform = "country" }
latitude = { column = "lat", transform = "number" }
longitude = { column = "lon", transform = "number" }
website = { column = "site", transform = "address" }
collection_types = { column = "genre", split = ";", lookup = "genres", otherwise = "drop" }
[lookups.genres]
beaux-arts = "fine_arts"
histoire = "history"
"""
HEADER = "id,nom,ville,pays,lat,lon,site,genre\n"
GOREE = "1,Musée historique de Gorée,Gorée,Sénégal,14.6670,-17.3984,www.goree.sn,Histoire;Beaux-Arts\n"
DAKAR = "2,Musée des Civilisations noires,Dakar,SN,14.6767,-17.4325,,beaux-arts\n"
CAIRO = "3,المتحف المصري,القاهرة,EG,30.0478,31.2336,https://egyptianmuseum.example,\n"


@pytest.fixture(autouse=True)
def home(tmp_path: Path, settings: Any) -> Path:
    settings.HOME = tmp_path / "home"
    return tmp_path / "home"


@pytest.fixture
def bring(tmp_path: Path, operator: Actor) -> Callable[..., Outcome]:
    """Import these lines, by this mapping."""
    moment = datetime(2026, 3, 14, tzinfo=UTC)

    def bring(lines: str, mapping: str = MAPPING, **order: Any) -> Outcome:
        (tmp_path / "musees.csv").write_text(HEADER + lines)
        (tmp_path / "ministry.toml").write_text(mapping)
        importer = IMPORTERS["museums"]
        compiled = load_mapping(str(tmp_path / "ministry.toml"), importer)
        return import_file(
            Order(importer, compiled, tmp_path / "musees.csv", operator, lambda: moment + timedelta(seconds=1), **order)
        )

    return bring


def counts(outcome: Outcome) -> tuple[int, int, int, int, int]:
    return (outcome.read, outcome.created, outcome.updated, outcome.unchanged, outcome.rejected)


def test_a_row_becomes_a_museum_with_journal_and_outbox(bring: Callable[..., Outcome]) -> None:
    assert counts(bring(GOREE)) == (1, 1, 0, 0, 0)
    museum = Museum.objects.get(source="ministry", source_id="1")
    assert museum.names == {"fr": "Musée historique de Gorée"}
    assert (museum.country, museum.latitude, museum.longitude) == ("SN", 14.667, -17.3984)
    assert museum.website == "http://www.goree.sn"
    assert museum.collection_types == ["history", "fine_arts"]
    line = JournalLine.objects.get(key=museum.key)
    assert (line.action, line.reason) == ("museum.create", "import of musees.csv by mapping ministry")
    assert set(OutboxEntry.objects.values_list("key", flat=True)) <= {museum.key}


def test_the_same_file_again_changes_nothing(bring: Callable[..., Outcome]) -> None:
    bring(GOREE + DAKAR)
    lines = JournalLine.objects.count()
    assert counts(bring(GOREE + DAKAR)) == (2, 0, 0, 2, 0)
    assert JournalLine.objects.count() == lines


def test_a_changed_row_updates_its_museum(bring: Callable[..., Outcome]) -> None:
    bring(GOREE + DAKAR)
    key = Museum.objects.get(source_id="2").key
    assert counts(bring(GOREE + DAKAR.replace("14.6767", "14.6800") + CAIRO)) == (3, 1, 1, 1, 0)
    assert (Museum.objects.get(key=key).latitude, Museum.objects.count()) == (14.68, 3)


def test_a_dry_run_says_what_would_happen_and_writes_nothing(bring: Callable[..., Outcome], home: Path) -> None:
    bring(GOREE + DAKAR)
    lines = JournalLine.objects.count()
    outcome = bring(GOREE + DAKAR.replace("Dakar", "Ndakaaru") + CAIRO + "4,,,,,,,\n", is_dry=True)
    assert counts(outcome) == (4, 1, 1, 1, 1)
    assert outcome.examples[0].field == "names"
    assert (Museum.objects.count(), JournalLine.objects.count(), ImportRun.objects.count()) == (2, lines, 1)
    assert not (home / "quarantine").exists()


def test_unusable_rows_go_to_quarantine_whole_and_the_rest_is_imported(bring: Callable[..., Outcome]) -> None:
    swapped = "7,Museu do Índio,Rio de Janeiro,BR,-143.19,-22.95,,\n"
    nowhere = "8,Museum of Nowhere,,Atlantis,,,,\n"
    outcome = bring(GOREE + swapped + nowhere + GOREE + "only,two\n" + ",Musée sans numéro,,,,,,\n" + CAIRO)
    assert counts(outcome) == (7, 2, 0, 0, 5)
    assert outcome.quarantine is not None
    told = [orjson.loads(line) for line in outcome.quarantine.read_bytes().splitlines()]
    assert [(row["place"], row["field"], row["value"]) for row in told] == [
        ("musees.csv, line 3", "latitude", "-143.19"),
        ("musees.csv, line 4", "country", "Atlantis"),
        ("musees.csv, line 5", "source_id", "1"),
        ("musees.csv, line 6", "", ""),
        ("musees.csv, line 7", "source_id", ""),
    ]
    assert "look swapped" in told[0]["problem"]
    assert orjson.loads(told[0]["raw"])["nom"] == "Museu do Índio"
    assert "row 1 has it" in told[2]["problem"]
    assert "2 cells" in told[3]["problem"]


@pytest.mark.parametrize("place", ["Paris,FR,2.3522,48.8566", "Nairobi,KE,36.8219,-1.2921"])
def test_coordinates_that_fit_their_country_only_when_exchanged_are_told(
    bring: Callable[..., Outcome], place: str
) -> None:
    assert bring(f"7,Musée des bateaux,{place},,\n").rejected == 1
    assert "look swapped" in QuarantinedRow.objects.get().problem


@pytest.mark.parametrize(
    "place",
    [
        "القاهرة,EG,31.2357,30.0444",  # so near to its own mirror that nobody can tell
        "Quito,EC,-0.1807,-78.4678",
        "Saint-Denis,FR,-20.8789,55.4481",  # Réunion is far from every town of France, and so is its mirror
        "Somewhere,,2.3522,48.8566",
    ],
)
def test_coordinates_that_cannot_be_judged_are_believed(bring: Callable[..., Outcome], place: str) -> None:
    assert bring(f"7,Musée des bateaux,{place},,\n").created == 1


def test_a_bad_value_of_a_field_that_may_be_left_out_costs_the_value_only(bring: Callable[..., Outcome]) -> None:
    lines = GOREE.replace("www.goree.sn", "ask at the door")
    assert bring(lines + "4,,,,,,,\n", is_dry=True).left_out == 1
    outcome = bring(lines)
    assert (outcome.created, outcome.rejected, outcome.left_out) == (1, 0, 1)
    assert Museum.objects.get().website == ""
    assert QuarantinedRow.objects.get().problem.startswith("website was left out")


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (("city = ", "town = "), "there is no “town”; there are: access, address, category, city"),
        (('"ville"', '"commune"'), "no column “commune”; its columns are: genre, id, lat, lon, nom, pays, site, ville"),
        (('transform = "country"', 'transform = "land"'), "no transform “land”; there are: address, boolean"),
        (('lookup = "genres"', 'lookup = "kinds"'), "no lookup “kinds”; there are: genres"),
        (('kind = "museums"', 'kind = "objects"'), "it is for 'objects', not for museums"),
        (('source_id = "id"', ""), "“source_id” is missing"),
        (('"nom"', "{ colum = 'nom' }"), "“colum” is unknown; one of column, first"),
        (("[fields]", "[fields"), "not TOML"),
        (('language = "fr"', 'language = "french-ish"'), "not a BCP 47 language tag"),
    ],
)
def test_a_mapping_that_does_not_fit_is_refused_before_anything_is_written(
    bring: Callable[..., Outcome], change: tuple[str, str], told: str
) -> None:
    with pytest.raises(UnusableMappingError) as refusal:
        bring(GOREE, MAPPING.replace(*change))
    assert told in str(refusal.value)
    assert (Museum.objects.count(), ImportRun.objects.count()) == (0, 0)


def test_broken_expectations_are_told_at_the_end(bring: Callable[..., Outcome]) -> None:
    outcome = bring(GOREE + DAKAR, MAPPING + "[expect]\nrows = [100, 200]\nshare = { website = 0.9, names = 0.9 }\n")
    assert outcome.warnings == [
        "expected 100 to 200 rows, the file has 2",
        "expected 90% of the rows to have “website”, 50.0% have it",
    ]


def test_a_run_that_broke_is_continued_where_it_stopped(
    bring: Callable[..., Outcome], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(runner, "BATCH_ROWS", 10)
    lines = "".join(f"{number},Musée {number},Dakar,SN,14.6,-17.4,,\n" for number in range(35))

    def break_in_third_batch(step: runner.Step) -> None:
        if step.rows == 20:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        bring(lines, on_progress=break_in_third_batch)
    assert Museum.objects.count() == ImportRun.objects.get().position == 20
    outcome = bring(lines)
    assert (outcome.resumed_at, *counts(outcome)) == (20, 35, 35, 0, 0, 0)
    assert ImportRun.objects.get().state == ImportRun.State.FINISHED
    assert list(verify_journal()) == []


def test_a_repetition_is_found_across_a_break(bring: Callable[..., Outcome], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(runner, "BATCH_ROWS", 1)

    def stop(step: runner.Step) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        bring(GOREE + DAKAR + GOREE, on_progress=stop)
    assert counts(bring(GOREE + DAKAR + GOREE)) == (3, 2, 0, 0, 1)


def test_another_mapping_of_the_same_file_is_another_run(bring: Callable[..., Outcome]) -> None:
    bring(GOREE)
    assert counts(bring(GOREE, MAPPING.replace('language = "fr"', 'language = "en"'))) == (1, 0, 1, 0, 0)
    assert Museum.objects.get().names == {"en": "Musée historique de Gorée"}


def test_a_limit_stops_early_and_the_whole_file_can_follow(bring: Callable[..., Outcome]) -> None:
    assert counts(bring(GOREE + DAKAR + CAIRO, limit=2)) == (2, 2, 0, 0, 0)
    assert counts(bring(GOREE + DAKAR + CAIRO)) == (3, 1, 0, 2, 0)
