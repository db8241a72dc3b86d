"""Planning across bodies: clashes, coverage, missing translations, and the pages that show them."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from itertools import combinations

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from hypothesis import given, settings
from hypothesis import strategies as st

from museion.core.access import Actor
from museion.core.http.asking import make_actor
from museion.core.models import Account
from museion.events.models import Event
from museion.events.planning.clashes import Planned, compare, find_clashes
from museion.events.planning.coverage import Held, count_coverage
from museion.events.planning.debt import find_debt
from museion.events.queries.clashes import find_coming_clashes, get_coverage
from museion.events.queries.debt import get_debts
from museion.events.tests.cast import SOON, make_concept, make_event
from museion.network.actions import create_body
from museion.network.models import Body

START = datetime(2026, 6, 1, tzinfo=UTC)


def plan(key: str, day: int, days: int = 1, *, themes: str = "a", country: str = "SN", region: str = "AF") -> Planned:
    begins_at = START + timedelta(days=day)
    return Planned(
        key, begins_at, begins_at + timedelta(days=days), frozenset(themes), frozenset([region]), country=country
    )


def test_two_events_clash_by_theme_time_and_place_together() -> None:
    one = plan("one", 0)
    worst = compare(one, plan("two", 0))
    assert worst is not None
    assert (worst.same_country, worst.days_apart, worst.score) == (True, 0, 5.0)
    near = compare(one, plan("two", 5))
    assert near is not None
    assert near.score < worst.score
    assert compare(one, plan("two", 9)) is None
    assert compare(one, plan("two", 0, themes="b")) is None
    assert compare(one, plan("two", 0, country="FR", region="EU")) is None
    region = compare(one, plan("two", 0, country="ML"))
    assert region is not None
    assert region.score == 4.0
    assert compare(one, one) is None


@settings(max_examples=120)
@given(
    st.lists(
        st.tuples(
            st.integers(0, 40), st.integers(1, 30), st.sampled_from(["a", "b", "ab"]), st.sampled_from(["SN", "ML"])
        ),
        max_size=12,
    )
)
def test_the_sweep_finds_what_comparing_all_pairs_finds(drawn: list[tuple[int, int, str, str]]) -> None:
    events = [
        plan(f"e{place:02}", day, days, themes=themes, country=country)
        for place, (day, days, themes, country) in enumerate(drawn)
    ]
    found = {frozenset((clash.one, clash.other)) for clash in find_clashes(events)}
    assert found == {frozenset((a.key, b.key)) for a, b in combinations(events, 2) if compare(a, b)}


def test_coverage_names_what_was_never_reached() -> None:
    held = [Held("SN", frozenset("a")), Held("SN", frozenset("ab")), Held("", frozenset("b"))]
    coverage = count_coverage(held, countries=["SN", "ML"], themes=["a", "b", "c"])
    assert coverage.by_country == {"SN": 2}
    assert coverage.by_theme == {"a": 2, "b": 2}
    assert (coverage.unserved_countries, coverage.unserved_themes, coverage.online) == (["ML"], ["c"], 1)


def test_debt_is_what_was_promised_and_not_said() -> None:
    texts = {"titles": {"fr": "Titre", "pt-BR": "Título"}, "descriptions": {}, "venues": {"fr": "Salle"}}
    debt = find_debt("v1", texts, ["fr", "pt", "en"])
    assert debt.missing == (("titles", "en"), ("venues", "pt"), ("venues", "en"))
    assert debt.percent_done == 50


def test_the_board_shows_an_editor_the_debts_of_their_own_events(
    committee: Body, operator: Actor, editor: Account, sign_in: Callable[[Account], Client], now: datetime
) -> None:
    other = create_body(
        {"kind": "national_committee", "names": {"en": "National Committee of Mali"}, "country": "ML"},
        actor=operator,
        at=now,
    )
    own = make_event(committee, operator, now)
    make_event(other, operator, now, titles={"en": "Elsewhere"})
    site = sign_in(editor)
    assert [owed.event for owed in get_debts(make_actor(editor), datetime.now(UTC), is_own=True)] == [own]
    page = site.get("/events/translations").content.decode()
    assert "saving wet paper" in page
    assert "Elsewhere" not in page
    assert "Elsewhere" in site.get("/events/translations?all=1&language=es").content.decode()
    assert Client().get("/events/translations").status_code == 403


def test_clashes_and_coverage_are_told_of_what_is_planned(
    committee: Body, operator: Actor, editor: Account, sign_in: Callable[[Account], Client], now: datetime
) -> None:
    theme = make_concept(now)
    other = create_body(
        {"kind": "international_committee", "names": {"en": "Committee on Paper"}}, actor=operator, at=now
    )
    one = make_event(committee, operator, now, themes=[theme])
    make_event(other, operator, now, themes=[theme], titles={"en": "Paper rescue week"})
    make_event(other, operator, now, themes=[theme], titles={"en": "Called off"}, state="cancelled")
    clashes, total = find_coming_clashes(operator.viewer, datetime.now(UTC), "en")
    assert total == 1
    assert clashes[0].themes == [theme]
    page = Client().get("/events/clashes").content.decode()
    assert "Paper rescue week" in page
    assert "Called off" not in page
    year = SOON.year
    coverage = get_coverage(
        operator.viewer, datetime(year, 1, 1, tzinfo=UTC), datetime(year + 1, 1, 1, tzinfo=UTC), [theme.key]
    )
    assert coverage.by_country == {"SN": 2}
    assert Client().get(f"/events/coverage?year={year}").status_code == 200
    assert one.key in page


def test_an_organiser_imports_a_calendar_and_reads_what_was_refused(
    committee: Body, secretariat: Account, member: Account, sign_in: Callable[[Account], Client]
) -> None:
    content = b"BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:a\nDTSTART:20260310T090000Z\nSUMMARY:Board\nEND:VEVENT\nBEGIN:VEVENT\nUID:b\nDTSTART:nonsense\nEND:VEVENT\nEND:VCALENDAR"
    sent = {
        "file": SimpleUploadedFile("board.ics", content),
        "body": committee.key,
        "type": "meeting",
        "zone": "Africa/Dakar",
    }
    page = sign_in(secretariat).post("/events/import", sent).content.decode()
    assert "1 new, 0 changed" in page
    assert "line 9: DTSTART:nonsense" in page
    assert Event.objects.get().titles == {"und": "Board"}
    broken = {**sent, "file": SimpleUploadedFile("x.ics", b"hello")}
    response = sign_in(secretariat).post("/events/import", broken)
    assert response.status_code == 422
    assert "line 1" in response.content.decode()
    assert sign_in(member).get("/events/import").status_code == 403
