"""Whatever a provider's server does, the result is that of an undisturbed harvest."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial

import pytest
from django.conf import LazySettings
from django.utils import timezone

from museion.core.access import Actor
from museion.core.fetching import fetch
from museion.exchange.actions.harvests import Manner, create_source, run_due_sources, run_source, update_source
from museion.exchange.harvesting import missing, saving
from museion.exchange.harvesting.asking import MOST_TRIES
from museion.exchange.models import Harvest, HarvestedRecord, HarvestProblem, HarvestSource
from museion.exchange.tests import hostile
from museion.exchange.tests.hostile import HARMS, LASTING, Harm, Kept, Plan, serve
from museion.heritage.models import CulturalObject

PATIENT = Manner(pause=0.0, sleep=lambda _seconds: None)
State = dict[str, tuple[str, bool]]
ANSWERS = 5  # Identify and four pages


def make_records() -> list[Kept]:
    stamps = [f"2026-03-0{day}T0{hour}:00:00Z" for day in (1, 2, 3) for hour in range(4)]
    records = [Kept(f"oai:partner.example:{n}", stamp, f"巻物の画 {n}") for n, stamp in enumerate(stamps)]
    records[5].is_deleted = True
    return records


@pytest.fixture(autouse=True)
def _near(settings: LazySettings) -> None:
    settings.ALLOW_PRIVATE_FEEDS = True


@pytest.fixture
def run(db: None, operator: Actor, now: datetime) -> Callable[..., Harvest]:
    def run_plan(plan: Plan, *, manner: Manner = PATIENT, minutes: int = 0, url: str = "") -> Harvest:
        with serve(plan) as provider:
            source = HarvestSource.objects.first()
            if source is None:
                values = {"address": provider.url, "prefix": "oai_dc", "mapping": "oai-dc", "name": "partner-example"}
                values["every_hours"] = 24
                source = create_source(values, actor=operator, at=now)
            HarvestSource.objects.update(address=provider.url)
            source.refresh_from_db()
            return run_source(source, actor=operator, clock=lambda: now + timedelta(minutes=minutes), manner=manner)

    return run_plan


def read_state() -> State:
    rows = CulturalObject.objects.filter(source="partner-example")
    return {str(row.source_id): (row.title.pick("ja").text, row.withdrawn_at is None) for row in rows}


def expect_state(records: list[Kept]) -> State:
    return {record.identifier: (record.title, True) for record in records if not record.is_deleted}


@pytest.mark.parametrize(
    ("harm", "times"),
    [*((harm, 1) for harm in HARMS), *((harm, 2) for harm in LASTING)],
    ids=lambda value: getattr(value, "__name__", value),
)
def test_harm_at_any_answer_leaves_the_result_undisturbed(run: Callable[..., Harvest], harm: Harm, times: int) -> None:
    expected = expect_state(make_records())
    for place in range(ANSWERS):
        CulturalObject.objects.all().delete()
        HarvestSource.objects.all().delete()
        done = run(Plan(make_records(), {place: harm}, times))
        assert (place, done.state, done.problem and done.restarts) == (place, "finished", done.restarts or "")
        assert read_state() == expected, place
        assert not HarvestProblem.objects.exists()


@pytest.mark.parametrize("place", range(1, ANSWERS))
def test_a_crash_while_saving_loses_and_repeats_nothing(
    run: Callable[..., Harvest], monkeypatch: pytest.MonkeyPatch, place: int
) -> None:
    note, count = saving.note_problems, iter(range(100))

    def crash(*args: object, **kwargs: object) -> None:
        note(*args, **kwargs)  # type: ignore[arg-type]
        if next(count) == place - 1:
            raise KeyboardInterrupt

    monkeypatch.setattr(saving, "note_problems", crash)
    with pytest.raises(KeyboardInterrupt):
        run(Plan(make_records()))
    plan = Plan(make_records())
    done = run(plan)
    assert (done.state, done.read, done.created) == ("finished", 12, 11)
    assert read_state() == expect_state(make_records())
    assert ("resumptionToken" in plan.asked[1]) == (place > 1)


def test_an_outage_is_a_failure_that_goes_on_where_it_stopped(run: Callable[..., Harvest], now: datetime) -> None:
    failed = run(Plan(make_records(), {3: hostile.fail_inside}, times=99))
    assert (failed.state, failed.read) == ("failed", 6)
    assert "500" in failed.problem
    source = HarvestSource.objects.get()
    assert (source.failures, source.next_at) == (1, now + timedelta(minutes=10))
    done = run(Plan(make_records()), minutes=10)
    assert (done.id, done.state, done.read) == (failed.id, "finished", 12)
    assert read_state() == expect_state(make_records())
    assert HarvestSource.objects.get().failures == 0


def test_a_page_that_comes_for_ever_ends_in_a_clear_failure(run: Callable[..., Harvest]) -> None:
    plan = Plan(make_records(), dict.fromkeys(range(2, 60), hostile.send_first_page_again))
    failed = run(plan)
    assert failed.state == "failed"
    assert "the same page came again" in failed.problem
    assert len(plan.asked) < 60


def test_bytes_that_stay_broken_cost_their_record_and_no_other(run: Callable[..., Harvest]) -> None:
    records = make_records()
    for n in range(3):
        records[n].title = "壺"
    records[1].title = "巻物の画"
    done = run(Plan(records, {1: hostile.send_bad_bytes}, times=MOST_TRIES))
    assert (done.state, done.rejected) == ("finished", 1)
    problem = HarvestProblem.objects.get()
    assert problem.identifier == records[1].identifier
    assert "UTF-8" in problem.problem
    assert len(read_state()) == 10


def test_a_record_that_cannot_be_used_waits_in_quarantine_until_it_is_mended(run: Callable[..., Harvest]) -> None:
    records = make_records()
    records[4].metadata = "<empty/>"
    run(Plan(records))
    assert HarvestProblem.objects.get().identifier == records[4].identifier
    records[4].metadata, records[4].datestamp = "", "2026-03-16T00:00:00Z"
    run(Plan(sorted(records, key=lambda record: record.datestamp)))
    assert not HarvestProblem.objects.exists()
    assert read_state() == expect_state(make_records())


def test_the_next_harvest_asks_only_for_what_changed_and_withdraws_what_was_deleted(
    run: Callable[..., Harvest],
) -> None:
    run(Plan(make_records()))
    records = make_records()
    records[2].is_deleted, records[2].datestamp = True, "2026-03-15T08:00:00Z"
    records[3].title, records[3].datestamp = "新しい画", "2026-03-15T09:00:00Z"
    plan = Plan(sorted(records, key=lambda record: record.datestamp), answered_at="2026-03-16T00:00:00Z")
    done = run(plan)
    assert plan.asked[1]["from"] == "2026-03-15T00:00:00Z"
    assert (done.read, done.updated, done.deleted) == (2, 1, 1)
    assert read_state()[records[2].identifier][1] is False
    assert read_state()[records[3].identifier] == ("新しい画", True)


def test_a_deleted_record_that_comes_back_is_there_again(run: Callable[..., Harvest]) -> None:
    records = make_records()
    run(Plan(records))
    records[0].is_deleted, records[0].datestamp = True, "2026-03-15T08:00:00Z"
    run(Plan(records[::-1], answered_at="2026-03-16T00:00:00Z"))
    assert read_state()[records[0].identifier][1] is False
    records[0].is_deleted, records[0].datestamp = False, "2026-03-16T08:00:00Z"
    run(Plan(records[::-1]))
    assert read_state()[records[0].identifier][1] is True
    assert HarvestedRecord.objects.get(identifier=records[0].identifier).is_deleted is False


@pytest.fixture
def forgetful(run: Callable[..., Harvest]) -> HarvestSource:
    """A source that tells no deletions: what is gone is only missing."""
    run(Plan(make_records()))
    HarvestSource.objects.update(withdraws_missing=True)
    return HarvestSource.objects.get()


def test_what_a_whole_list_names_no_more_is_withdrawn(run: Callable[..., Harvest], forgetful: HarvestSource) -> None:
    records = make_records()
    del records[2]
    assert run(Plan(records)).deleted == 0
    done = run(Plan(records), manner=replace(PATIENT, is_anew=True))
    assert (done.state, done.problem, done.deleted) == ("finished", "", 1)
    assert read_state()["oai:partner.example:2"][1] is False
    again = run(Plan(make_records()), manner=replace(PATIENT, is_anew=True))
    assert (again.deleted, read_state()) == (0, expect_state(make_records()))


def test_a_list_that_lost_too_much_or_broke_off_withdraws_nothing(
    run: Callable[..., Harvest], forgetful: HarvestSource, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(missing, "FEW", 2)
    anew = replace(PATIENT, is_anew=True)
    done = run(Plan(make_records()[:4]), manner=anew)
    assert (done.deleted, "nothing was withdrawn" in done.problem) == (0, True)
    broken = run(Plan(make_records(), {2: hostile.fail_inside}, times=99), manner=anew)
    assert (broken.state, broken.deleted) == ("failed", 0)
    assert read_state() == expect_state(make_records())
    accepted = run(Plan(make_records()[:4]), manner=replace(anew, accepts_missing=True))
    assert accepted.deleted == 7


def test_everything_is_asked_for_again_when_its_day_has_come(
    run: Callable[..., Harvest], forgetful: HarvestSource, now: datetime
) -> None:
    plan = Plan(make_records()[1:])
    with serve(plan) as provider:
        values = {"address": provider.url, "anew_every_days": 7, "next_at": now}
        HarvestSource.objects.update(**values)
        run_due_sources(now + timedelta(days=1))
        assert read_state()["oai:partner.example:0"][1] is True
        HarvestSource.objects.update(next_at=now)
        run_due_sources(now + timedelta(days=8))
    assert read_state()["oai:partner.example:0"][1] is False


def test_a_source_that_knows_days_alone_is_asked_for_days(run: Callable[..., Harvest]) -> None:
    run(Plan(make_records(), granularity="YYYY-MM-DD"))
    plan = Plan(make_records(), granularity="YYYY-MM-DD")
    done = run(plan)
    assert plan.asked[1]["from"] == "2026-03-15"
    assert (done.state, done.read) == ("finished", 0)


def test_datestamps_out_of_order_make_a_dead_token_begin_anew(run: Callable[..., Harvest]) -> None:
    records = make_records()[::-1]
    plan = Plan(records, {4: hostile.let_token_die})
    done = run(plan)
    assert (done.state, done.restarts) == ("finished", 1)
    assert "from" not in plan.asked[5]
    assert read_state() == expect_state(make_records())


@pytest.mark.parametrize("url", ["http://127.0.0.1/oai", "http://[::1]/oai", "http://169.254.1.1/", "ftp://x.example/"])
def test_an_address_inside_our_network_is_not_harvested(
    settings: LazySettings, db: None, operator: Actor, now: datetime, url: str
) -> None:
    settings.ALLOW_PRIVATE_FEEDS = False
    source = create_source({"address": url, "prefix": "oai_dc", "mapping": "oai-dc"}, actor=operator, at=now)
    done = run_source(source, actor=operator, clock=lambda: now, manner=PATIENT)
    assert done.state == "failed"
    assert "private network" in done.problem or "begin with http" in done.problem


def test_the_worker_harvests_what_is_due_and_waits_as_it_is_asked(run: Callable[..., Harvest], operator: Actor) -> None:
    now = timezone.now()  # The worker goes by the clock.
    plan = Plan(make_records(), {2: lambda answering, _content: answering.send(b"", status=503, Retry_After="900")})
    with serve(plan) as provider:
        values = {"address": provider.url, "prefix": "oai_dc", "mapping": "oai-dc", "name": "partner-example"}
        source = create_source(values | {"every_hours": 6}, actor=operator, at=now)
        assert run_due_sources(now) == 1
        source.refresh_from_db()
        assert source.next_at is not None
        assert Harvest.objects.get().state == "running"
        assert run_due_sources(now) == 0
        assert run_due_sources(now - timedelta(days=90)) == 1, "the clock ran ahead when it was put off"
        update_source(source, {"next_at": now + timedelta(minutes=15)}, actor=operator, at=now)
        assert run_due_sources(now) == 0
        update_source(source, {"next_at": now}, actor=operator, at=now)
        assert run_due_sources(now) == 1
    assert read_state() == expect_state(make_records())


def test_any_fetcher_will_do(run: Callable[..., Harvest]) -> None:
    asked: list[str] = []

    def fetch_and_note(address: str) -> object:
        asked.append(address)
        return partial(fetch, allow_private=True)(address)

    run(Plan(make_records()), manner=Manner(pause=0.0, ask=fetch_and_note))  # type: ignore[arg-type]
    assert len(asked) == ANSWERS
