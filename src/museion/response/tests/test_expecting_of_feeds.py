"""A feed that sends less, more or worse than its facts say is noticed."""

import pytest

from museion.response.feeds.alerts import AlertLink, Flaw, Problem, Reading
from museion.response.feeds.facts import find_breaches, load_facts
from museion.response.tests.alerts_in_words import make_message


def test_every_source_states_its_facts() -> None:
    assert set(load_facts()) == {"cap", "gdacs", "usgs", "shapes"}


@pytest.mark.parametrize(
    ("reading", "breaches"),
    [
        (Reading(alerts=tuple(make_message(f"m{n}") for n in range(3))), []),
        (Reading(), ["alerts"]),
        (Reading(problems=(Problem(Flaw.HTML),)), ["alerts", "problem_share"]),
        (Reading(links=(AlertLink("https://example.org/1"),) * 2000), ["alerts"]),
        (Reading(alerts=(make_message("m"),), problems=(Problem(Flaw.MISSING),)), ["problem_share"]),
    ],
)
def test_a_breach_names_what_was_expected(reading: Reading, breaches: list[str]) -> None:
    assert [breach.expectation for breach in find_breaches(reading, load_facts()["gdacs"])] == breaches
