"""Writing down what a museum stands to lose, and what could be done about it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import transaction

from museion.core.access import AccessLevel, Actor, check_right
from museion.core.bulk import chunk, insert_rows
from museion.core.journal import Change, record_changes
from museion.core.saving import Draft, save_drafts
from museion.core.wording import Wording
from museion.network.models import Museum
from museion.response.models import RiskAssessment, RiskOption, RiskStatement, ValueGroup
from museion.response.risk.abc import Assessment, ScoreError
from museion.response.risk.vocabulary import Agent, Layer, Occurrence, Stage

KIND = "risk_assessment"
_MOST_MAGNITUDE = 15.0


@dataclass(frozen=True, slots=True)
class StatedOption:
    text: str
    stage: Stage
    cost_eur: float
    magnitude_after: float
    layer: Layer | None = None


@dataclass(frozen=True, slots=True)
class StatedRisk:
    text: str
    agent: Agent
    occurrence: Occurrence
    assessment: Assessment
    options: Sequence[StatedOption] = ()


@dataclass(frozen=True, slots=True)
class StatedAssessment:
    """`values`: each group's share of the whole. `source_id`: where it came from, so that it is written once."""

    museum: Museum
    assessed_date: date
    risks: Sequence[StatedRisk]
    values: Mapping[str, float] = field(default_factory=dict)
    salvage_readiness: float = 0.0
    salvage_note: str = ""
    source: str = ""
    source_id: str | None = None


@transaction.atomic
def save_assessments(stated: Sequence[StatedAssessment], *, actor: Actor, at: datetime, reason: str = "") -> list[str]:
    """New ones, or those of the same source again; returns their keys. Their risks are written with them."""
    for one in stated:
        check_right(actor, "risk.update", one.museum)
    drafts = [Draft(_make_values(one, actor)) for one in stated]
    keys = save_drafts(RiskAssessment, drafts, kind=KIND, actor=actor, at=at, reason=reason).keys
    numbers = [draft.id for draft in drafts if draft.id]
    _write_parts(numbers, stated)
    changes = [
        Change(f"{KIND}.describe", key, None, {"risks": [_describe(risk) for risk in one.risks], "values": one.values})
        for key, one in zip(keys, stated, strict=True)
    ]
    record_changes(changes, actor=actor, at=at, reason=reason)
    return keys


@transaction.atomic
def add_option(statement: RiskStatement, stated: StatedOption, *, actor: Actor, at: datetime) -> RiskOption:
    """Raises `ScoreError` for a cost below nothing and for a magnitude off the scale."""
    assessment = statement.assessment
    check_right(actor, "risk.update", assessment.museum)
    if not 0 <= stated.magnitude_after <= _MOST_MAGNITUDE or stated.cost_eur < 0:
        told = Wording(
            "%(measure)s: a magnitude from 0 to 15 and a cost of nothing or more are needed", measure=stated.text
        )
        raise ScoreError(told)
    option = RiskOption.objects.create(
        statement=statement,
        text=stated.text[:500],
        stage=stated.stage,
        layer=stated.layer or "",
        cost_eur=stated.cost_eur,
        magnitude_after=stated.magnitude_after,
    )
    after = {"risk": statement.text, "option": option.text, "magnitude_after": option.magnitude_after}
    record_changes([Change(f"{KIND}.describe", assessment.key, None, after)], actor=actor, at=at)
    return option


def _make_values(stated: StatedAssessment, actor: Actor) -> dict[str, Any]:
    """Read by the museum's committee, where it has one, and by the desk, see `RiskAssessment`."""
    committee = stated.museum.national_committee
    return {
        "museum_id": stated.museum.pk,
        "assessed_date": stated.assessed_date,
        "assessed_by": actor.name[:200],
        "salvage_readiness": stated.salvage_readiness,
        "salvage_note": stated.salvage_note,
        "access": AccessLevel.COMMITTEE if committee else AccessLevel.DESK,
        "scope_key": committee.key if committee else "",
        "source": stated.source,
        "source_id": stated.source_id,
    }


def _write_parts(numbers: Sequence[int], stated: Sequence[StatedAssessment]) -> None:
    for part in chunk(numbers):
        RiskStatement.objects.filter(assessment_id__in=part).delete()
        ValueGroup.objects.filter(assessment_id__in=part).delete()
    pairs = list(zip(numbers, stated, strict=True))
    statements = [
        (number, risk.text[:500], risk.agent, risk.occurrence, *_list_scores(risk.assessment))
        for number, one in pairs
        for risk in one.risks
    ]
    insert_rows(RiskStatement, ("assessment_id", "text", "agent", "occurrence", *_SCORES), statements)
    _write_options(numbers, [risk for one in stated for risk in one.risks])
    groups = [(number, name[:200], share) for number, one in pairs for name, share in one.values.items()]
    insert_rows(ValueGroup, ("assessment_id", "name", "share"), groups)


def _write_options(numbers: Sequence[int], risks: Sequence[StatedRisk]) -> None:
    """`risks` in the order in which their statements were just inserted."""
    places = {number: place for place, number in enumerate(numbers)}
    held = [
        pair
        for part in chunk(numbers)
        for pair in RiskStatement.objects.filter(assessment_id__in=part).values_list("assessment_id", "id")
    ]
    held.sort(key=lambda pair: (places[pair[0]], pair[1]))
    rows = [
        (statement, option.text[:500], option.stage, option.layer or "", option.cost_eur, option.magnitude_after)
        for (_assessment, statement), risk in zip(held, risks, strict=True)
        for option in risk.options
    ]
    insert_rows(RiskOption, ("statement_id", "text", "stage", "layer", "cost_eur", "magnitude_after"), rows)


def _list_scores(assessment: Assessment) -> list[float]:
    return [
        score for part in (assessment.a, assessment.b, assessment.c) for score in (part.low, part.probable, part.high)
    ]


def _describe(risk: StatedRisk) -> dict[str, Any]:
    return {"text": risk.text, "agent": risk.agent, "scores": _list_scores(risk.assessment)}


_SCORES = tuple(f"{part}_{estimate}" for part in "abc" for estimate in ("low", "probable", "high"))
