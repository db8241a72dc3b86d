"""The ABC method, as its worked examples have it."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from museion.response.feeds.terms import Certainty, Hazard, Severity
from museion.response.risk.abc import (
    Assessment,
    Decision,
    Estimate,
    Priority,
    ScoreError,
    rank_magnitude,
    score_fraction,
    score_years,
)
from museion.response.risk.options import Option, compare_options
from museion.response.risk.ordering import Exposed, order_exposed
from museion.response.risk.rollup import AssessedRisk, total_by_agent, total_by_country
from museion.response.risk.threats import THREATS
from museion.response.risk.values import Group, share_value
from museion.response.risk.vocabulary import (
    AGENT_LABELS,
    AGENT_NOTES,
    LAYER_LABELS,
    OCCURRENCE_LABELS,
    STAGE_LABELS,
    Agent,
    Layer,
    Occurrence,
    Stage,
)
from museion.response.tests.certain import make_certain


@pytest.mark.parametrize(
    ("a", "b", "c", "magnitude", "priority"),
    [
        (2.5, 5.0, 5.0, 12.5, Priority.EXTREME),
        (3.5, 5.0, 2.0, 10.5, Priority.HIGH),
        (3.5, 2.0, 2.0, 7.5, Priority.MEDIUM),
    ],
)
def test_the_worked_examples(a: float, b: float, c: float, magnitude: float, priority: Priority) -> None:
    assessment = make_certain(a, b, c)
    assert (assessment.magnitude, assessment.priority) == (magnitude, priority)


@pytest.mark.parametrize(
    ("scores", "years", "loss"), [((2.5, 5, 5), 10, 0.03), ((3.5, 5, 2), 100, 0.003), ((3.5, 2, 2), 1000, 0.00003)]
)
def test_the_losses_of_the_worked_examples(scores: tuple[float, float, float], years: float, loss: float) -> None:
    assert make_certain(*scores).compute_loss(years) == pytest.approx(loss, rel=0.06)


def test_two_points_are_a_hundred_times() -> None:
    assert make_certain(3, 3, 3).yearly_loss == pytest.approx(100 * make_certain(2, 2, 3).yearly_loss)


@pytest.mark.parametrize(
    ("magnitude", "priority"),
    [
        (15.0, "catastrophic"),
        (13.5, "catastrophic"),
        (13.0, "extreme"),
        (11.5, "extreme"),
        (11.0, "high"),
        (9.5, "high"),
        (9.0, "medium"),
        (7.5, "medium"),
        (7.0, "low"),
        (1.5, "low"),
    ],
)
def test_every_band_begins_and_ends_where_it_should(magnitude: float, priority: str) -> None:
    assert rank_magnitude(magnitude).value == priority


@pytest.mark.parametrize(("years", "score"), [(300, 2.5), (25, 3.5), (30, 3.5), (1, 5.0), (0.1, 5.0), (1e9, 0.5)])
def test_years_are_scored_as_in_the_examples(years: float, score: float) -> None:
    assert score_years(years) == score


@pytest.mark.parametrize(("fraction", "score"), [(1.0, 5.0), (0.1, 4.0), (0.001, 2.0), (0.3, 4.5), (1e-9, 0.5)])
def test_fractions_are_scored_as_in_the_examples(fraction: float, score: float) -> None:
    assert score_fraction(fraction) == score


@pytest.mark.parametrize("scores", [(0, 1, 2), (1, 5.5, 5.5), (1.2, 2, 3), (3, 2, 4), (2, 4, 3)])
def test_scores_off_the_scale_or_out_of_order_are_refused(scores: tuple[float, float, float]) -> None:
    with pytest.raises(ScoreError):
        Estimate(*scores)


@pytest.mark.parametrize("years", [0, -5, float("nan")])
def test_no_years_are_no_score(years: float) -> None:
    with pytest.raises(ScoreError):
        score_years(years)


def test_magnitude_and_uncertainty_make_four_decisions() -> None:
    decisions = []
    for base, spread in product((4.0, 2.0), (0.0, 1.0)):
        estimate = Estimate(base - spread, base, base + spread)
        decisions.append(Assessment(estimate, estimate, estimate).decision)
    assert decisions == [Decision.TREAT_SOON, Decision.REVIEW_SOON, Decision.NO_ACTION, Decision.REVIEW_LATER]


scores = st.integers(1, 10).map(lambda half: half / 2)
estimates = st.lists(scores, min_size=3, max_size=3).map(lambda three: Estimate(*sorted(three)))


@given(estimates, estimates, estimates)
def test_low_magnitude_and_high_stay_in_order_and_on_the_scale(a: Estimate, b: Estimate, c: Estimate) -> None:
    assessment = Assessment(a, b, c)
    assert 1.5 <= assessment.low <= assessment.magnitude <= assessment.high <= 15
    assert 0 < assessment.compute_loss(30) <= 1


def test_the_value_pie_adds_up() -> None:
    groups = [Group("masterpieces", 10, 100.0), Group("study collection", 9_000, 1.0)]
    assert share_value(groups) == {"masterpieces": 0.1, "study collection": 0.9}
    twice = [*groups, Group("masterpieces", 20, 500.0)]
    assert sum(share_value(twice).values()) == pytest.approx(1.0)


def test_options_are_ranked_by_what_they_take_away_per_cost() -> None:
    leak, fire = 1, 2
    options = [
        Option("New roof", leak, 9.0, 20_000),
        Option("Sprinklers", fire, 9.5, 15_000),
        Option("Move the buckets", leak, 11.5, 0),
        Option("Skylight", leak, 12.5, 5_000),
        Option("Store by the river", leak, 12.5, 0),
    ]
    compared = compare_options({leak: 12.0, fire: 12.5}, options)
    assert [comparison.option for comparison in compared] == [
        "Move the buckets",
        "Sprinklers",
        "New roof",
        "Store by the river",
        "Skylight",
    ]
    assert compared[-1].reduction < 0


def test_many_museums_roll_up_by_country_and_by_agent() -> None:
    risks = [
        AssessedRisk("Musée de Gorée", "SN", Agent.WATER, make_certain(4, 4, 4)),
        AssessedRisk("Musée de Gorée", "SN", Agent.FIRE, make_certain(2.5, 5, 5)),
        AssessedRisk("Museo de Ica", "PE", Agent.WATER, make_certain(4, 4, 4)),
    ]
    senegal, peru = total_by_country(risks)
    assert (senegal.name, senegal.museums, peru.name) == ("SN", 1, "PE")
    assert senegal.share + peru.share == pytest.approx(1.0)
    assert [total.name for total in total_by_agent(risks)] == ["fire", "water"]


def test_the_museum_most_at_risk_and_least_prepared_is_called_first() -> None:
    museums = [
        Exposed("ready", {Agent.WATER: make_certain(4, 4, 4)}, readiness=1.0),
        Exposed("unready", {Agent.WATER: make_certain(4, 4, 4)}, readiness=0.0),
        Exposed("safe", {agent: make_certain(1, 1, 1) for agent in Agent}, readiness=0.0),
        Exposed("unassessed", {}, distance_km=3.0),
        Exposed("unassessed, nearer", {}, distance_km=2.0),
    ]
    urgencies = order_exposed(museums, hazard=Hazard.FLOOD, severity=Severity.SEVERE, certainty=Certainty.LIKELY)
    assert [urgency.key for urgency in urgencies] == ["unready", "unassessed, nearer", "unassessed", "ready", "safe"]
    first = urgencies[0]
    assert first.value == pytest.approx(0.75 * 0.8 * 12 / 15 * 1.0)
    assert [part.fact for part in first.parts] == ["Severe", "Likely", "water 12", "0%"]


def test_every_term_has_its_words_in_three_languages() -> None:
    for terms, labels in (
        (Agent, AGENT_LABELS),
        (Agent, AGENT_NOTES),
        (Stage, STAGE_LABELS),
        (Layer, LAYER_LABELS),
        (Occurrence, OCCURRENCE_LABELS),
    ):
        assert set(labels) == set(terms)
        assert all(set(words) == {"en", "fr", "es"} and all(words.values()) for words in labels.values())
    assert (len(Agent), len(Occurrence), len(Stage), len(Layer)) == (10, 3, 5, 6)


def test_every_hazard_brings_some_agent() -> None:
    assert set(THREATS) == set(Hazard)
    assert all(THREATS.values())
