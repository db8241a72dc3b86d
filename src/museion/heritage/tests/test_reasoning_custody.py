"""What follows from a chain: definite, possible and unknown time, contradictions, risk windows."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from museion.heritage.custody.events import ANYTIME, Bounds, CustodyEvent, Life
from museion.heritage.custody.methods import Effect, Method
from museion.heritage.custody.network import Arc, Network
from museion.heritage.custody.reading import read_paragraph
from museion.heritage.custody.reasoning import Circumstances, Contradiction, Interval, Reasoned, reason
from museion.heritage.custody.segments import Knowledge, cut_segments
from museion.heritage.custody.windows import CountryRule, Origin, Paper, RiskWindow, Window, find_windows

TODAY = 2026_11_22
NOWHERE = Origin()


def _reason(text: str, *, created: Bounds = ANYTIME, is_held: bool = False) -> Reasoned:
    return reason(read_paragraph(text).events, Circumstances(TODAY, created, is_held))


def _kinds(text: str, **known: Bounds) -> list[Contradiction]:
    return [conflict.kind for conflict in _reason(text, **known).conflicts]


def _windows(text: str, origin: Origin = NOWHERE, *rules: CountryRule, created: int = 1700_01_01) -> list[RiskWindow]:
    reasoned = _reason(text, created=Bounds(created, created), is_held=True)
    return find_windows(reasoned, cut_segments(reasoned), origin, rules)


def test_george_by_1960_until_after_1962_then_mary_in_1970() -> None:
    """T-11: bounds as Art Tracks draws them."""
    reasoned = _reason("George, by 1960 until after 1962; Mary, in 1970.")
    george, mary = reasoned.holdings
    assert george.definite == Interval(1960_12_31, 1962_01_01)
    assert george.possible == Interval(None, 1970_12_31)
    assert (mary.definite, mary.sometime) == (None, Interval(1970_01_01, 1970_12_31))
    assert mary.possible == Interval(1962_01_01, TODAY)
    assert not reasoned.conflicts
    assert [(part.first, part.last, part.knowledge, part.holders) for part in cut_segments(reasoned)] == [
        (1960_12_31, 1962_01_01, Knowledge.DEFINITE, (0,)),
        (1962_01_02, 1970_12_31, Knowledge.POSSIBLE, (0, 1)),
        (1971_01_01, TODAY, Knowledge.POSSIBLE, (1,)),
    ]


def test_a_gap_between_two_stated_days_is_unknown() -> None:
    parts = cut_segments(_reason("Anna Lindqvist, Malmö, 1901 until 1933. 王丽, Shanghai, 1950."))
    assert [part.knowledge for part in parts if 1934_06_01 <= part.last <= 1949_12_31] == [Knowledge.UNKNOWN]


def test_bounds_travel_along_the_chain() -> None:
    """B has no dates; its neighbours bound it."""
    first, between, last = _reason("A. Ba, Dakar, until 1920; Omar Diop, Dakar; Musée, Paris, 1931.").holdings
    assert between.possible == Interval(1920_01_01, 1931_12_31)
    assert (first.end, last.begin) == (Bounds(1920_01_01, 1920_12_31), Bounds(1931_01_01, 1931_12_31))


def test_the_present_holder_has_it_today() -> None:
    held = _reason("Elena García, Quito, 1950; Museo Nacional, Quito, 1980.", is_held=True).holdings[-1]
    assert held.definite == Interval(1980_12_31, TODAY)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("A. Novák, Praha, 1920 until 1950; B. Dvořák, Praha, 1930.", Contradiction.TWO_HOLDERS),
        ("Jan Kowalski [1880-1925], Kraków, 1910 until 1940.", Contradiction.AFTER_DEATH),
        ("Jan Kowalski [1880-1925], Kraków, purchased 1931.", Contradiction.AFTER_DEATH),
        ("Jan Kowalski [1880-1925], Kraków, 1870.", Contradiction.BEFORE_BIRTH),
        ("Aïcha Benali, Rabat, 2031.", Contradiction.IN_THE_FUTURE),
        ("Aïcha Benali, Rabat, 1960. Omar, Fès, 1950.", Contradiction.OUT_OF_ORDER),
        ("Aïcha Benali, Rabat, 1960 until 1950.", Contradiction.ENDS_BEFORE_BEGINNING),
    ],
)
def test_what_cannot_be_true_is_told(text: str, kind: Contradiction) -> None:
    assert kind in _kinds(text)


def test_a_holder_before_the_making_is_told() -> None:
    assert _kinds("Ko Aung, Yangon, 1850.", created=Bounds(1900_01_01, None)) == [Contradiction.BEFORE_CREATION]


def test_one_contradiction_leaves_the_rest_of_the_chain_standing() -> None:
    reasoned = _reason("A, Roma, 1900 until 1950; B, Roma, 1940; C, Milano, 1960 until 1970.")
    assert len(reasoned.conflicts) == 1
    assert reasoned.holdings[2].definite == Interval(1960_12_31, 1970_01_01)


def test_an_agents_custody_ends_no_ownership() -> None:
    parts = cut_segments(_reason("Ruth Meier, Bern, 1950; (Galerie Kornfeld, Bern, 1962); Kim Min-jun, Seoul, 1963."))
    assert all(1 not in part.holders for part in parts)


def test_200_owners_and_a_cycle_are_reasoned_over() -> None:
    events = [CustodyEvent(f"Owner {number}", begin=Bounds(1500_01_01 + number * 20000, None)) for number in range(200)]
    assert not reason(events, Circumstances(TODAY)).conflicts
    events[100] = CustodyEvent("Owner 100", begin=Bounds(1400_01_01, 1400_12_31))
    assert reason(events, Circumstances(TODAY)).conflicts
    network = Network([Bounds(1, 9), Bounds(3, None), Bounds(None, 7)])
    assert not network.settle([Arc(0, 1, "x"), Arc(1, 2, "x"), Arc(2, 0, "x")])
    assert {network.get_bounds(moment) for moment in range(3)} == {Bounds(3, 7)}


_DAYS = st.one_of(st.none(), st.integers(1400, 2030).map(lambda year: year * 10000 + 101))
_EVENTS = st.lists(
    st.builds(
        CustodyEvent,
        begin=st.builds(Bounds, _DAYS, _DAYS),
        end=st.builds(Bounds, _DAYS, _DAYS),
        life=st.builds(Life, st.builds(Bounds, _DAYS), st.builds(lambda day: Bounds(None, day), _DAYS)),
        is_direct=st.booleans(),
        is_agent=st.booleans(),
    ),
    max_size=7,
)


@given(_EVENTS)
def test_whatever_is_stated_the_definite_lies_within_the_possible(events: list[CustodyEvent]) -> None:
    reasoned = reason(events, Circumstances(TODAY))
    for held in reasoned.holdings:
        if held.definite:
            assert held.possible.first is None or held.possible.first <= held.definite.first  # type: ignore[operator]
            assert held.possible.last is None or held.possible.last >= held.definite.last  # type: ignore[operator]
    parts = cut_segments(reasoned)
    assert all(left.last < right.first for left, right in pairwise(parts))


def test_each_method_of_art_tracks_has_an_effect() -> None:
    assert {method.effect for method in Method} == set(Effect)


def test_europe_between_1933_and_1945_is_asked_about_unless_one_owner_is_certain() -> None:
    open_chain = "Max Stern, Düsseldorf, until 1935; Galerie Heinemann, München, 1938; Museum, New York, 1952."
    (window,) = _windows(open_chain)
    assert (window.window, window.falls) == (Window.PERSECUTION, True)
    assert not _windows("Luis Paz, Lima, Peru, 1920 until 1950; Museo, Lima, Peru, 1950.")
    (window,) = _windows("Museum, Wien, 1950.")
    assert (window.falls, window.first, window.last) == (False, 1933_01_30, 1945_05_08)


def test_an_object_abroad_is_asked_for_papers_unless_it_was_abroad_before() -> None:
    origin = Origin("PE", "US")
    law = CountryRule(Window.COUNTRY_LAW, "PE", 1929, "Ley 6634")
    after = _windows("Private collection, New York, 1985; Museum, Boston, 1990.", origin, law, created=700_01_01)
    assert [window.window for window in after if window.window is not Window.PERSECUTION] == [
        Window.CONVENTION_1970,
        Window.COUNTRY_LAW,
    ]
    before = _windows("Max Uhle, Berlin, 1899; Museum, Berlin, Germany, 1899.", origin, law, created=700_01_01)
    assert not before
    licensed = CustodyEvent("Museum", country="US", begin=Bounds(1990_01_01, None), papers=(Paper.EXPORT_LICENCE,))
    reasoned = reason([licensed], Circumstances(TODAY))
    assert not find_windows(reasoned, cut_segments(reasoned), origin, [law])


def test_what_was_taken_is_told_until_it_is_given_back() -> None:
    taken = "Paul Graupe, Berlin; confiscated by the state, Berlin, 1937; Museum, Berlin, 1937"
    assert Window.TAKING in {window.window for window in _windows(taken)}
    given_back = f"{taken}; restituted to the heirs of Paul Graupe, London, 1950."
    assert Window.TAKING not in {window.window for window in _windows(given_back)}
