"""The invented cases: one in every state and outcome, made once, and said to be invented."""

from datetime import datetime

import pytest

from museion.core.access import Actor
from museion.screening.models import Case
from museion.screening.sample.cases import write_cases
from museion.screening.terms import CaseOutcome, CaseState


@pytest.mark.django_db
def test_cases_of_every_state_and_outcome_are_made_once(operator: Actor, now: datetime) -> None:
    write_cases(actor=operator, at=now)
    write_cases(actor=operator, at=now)
    cases = list(Case.objects.all())
    assert {case.state for case in cases} == set(CaseState)
    assert {case.outcome for case in cases} == set(CaseOutcome)
    assert len({case.source_id for case in cases}) == len(cases) == 14


@pytest.mark.django_db
def test_every_case_says_that_it_is_invented(operator: Actor, now: datetime) -> None:
    write_cases(actor=operator, at=now)
    words = ("invented", "inventé", "inventado", "مختلقة")
    assert all(any(word in case.summary.lower() for word in words) for case in Case.objects.all())
