"""Reads of the risk register: one museum's risks, options compared, and the network's by country and agent."""

from collections.abc import Iterator
from dataclasses import dataclass

from museion.core.access import Viewer
from museion.core.models.records import RecordQuerySet
from museion.response.models import RiskAssessment, RiskOption, RiskStatement
from museion.response.risk.abc import Assessment, Estimate, compute_magnitude, compute_yearly_loss
from museion.response.risk.rollup import AssessedRisk
from museion.response.risk.vocabulary import Agent


@dataclass(frozen=True, slots=True)
class ComparedOption:
    """`reduction`: points of magnitude of all risks of the museum together; per 10,000 EUR None where it costs nothing."""

    option: RiskOption
    reduction: float
    per_cost: float | None


def get_assessments(viewer: Viewer) -> RecordQuerySet[RiskAssessment]:
    return RiskAssessment.objects.current().visible_to(viewer).select_related("museum")


def read_scores(statement: RiskStatement) -> Assessment:
    a, b, c = (
        Estimate(*(getattr(statement, f"{part}_{name}") for name in ("low", "probable", "high"))) for part in "abc"
    )
    return Assessment(a, b, c)


def compare_options(assessment: RiskAssessment) -> list[ComparedOption]:
    """Best first: what costs nothing and helps, then by reduction per cost."""
    statements = list(assessment.statements.prefetch_related("options"))
    losses = {statement.pk: read_scores(statement).yearly_loss for statement in statements}
    before = sum(losses.values())
    compared = [
        _compare(option, before, before - losses[statement.pk])
        for statement in statements
        for option in statement.options.all()
    ]
    return sorted(compared, key=lambda held: (held.per_cost is not None, -(held.per_cost or held.reduction)))


def list_assessed_risks(viewer: Viewer) -> Iterator[AssessedRisk]:
    """Of each museum's latest assessment that the viewer may read."""
    rows = get_assessments(viewer).order_by("assessed_date", "id").values_list("museum__key", "id")
    latest = dict(rows)
    kept = set(latest.values())
    statements = RiskStatement.objects.filter(assessment__in=get_assessments(viewer))
    for statement in statements.select_related("assessment__museum"):
        if statement.assessment_id in kept and statement.agent in set(Agent):
            museum = statement.assessment.museum
            yield AssessedRisk(museum.key, museum.country, Agent(statement.agent), read_scores(statement))


def _compare(option: RiskOption, before: float, others: float) -> ComparedOption:
    after = others + compute_yearly_loss(option.magnitude_after)
    reduction = compute_magnitude(before) - compute_magnitude(after)
    return ComparedOption(option, reduction, reduction / option.cost_eur * 10_000 if option.cost_eur else None)
