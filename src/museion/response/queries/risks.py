"""Reads of the risk register: one museum's risks, options compared, and the network's by country and agent."""

from collections.abc import Iterator

from museion.core.access import Viewer
from museion.core.models.records import RecordQuerySet
from museion.response.models import RiskAssessment, RiskOption, RiskStatement
from museion.response.risk.abc import Assessment, Estimate
from museion.response.risk.options import Comparison, Option, compare_options
from museion.response.risk.rollup import AssessedRisk
from museion.response.risk.vocabulary import Agent


def get_assessments(viewer: Viewer) -> RecordQuerySet[RiskAssessment]:
    return RiskAssessment.objects.current().visible_to(viewer).select_related("museum")


def read_scores(statement: RiskStatement) -> Assessment:
    a, b, c = (
        Estimate(*(getattr(statement, f"{part}_{name}") for name in ("low", "probable", "high"))) for part in "abc"
    )
    return Assessment(a, b, c)


def compare_measures(assessment: RiskAssessment) -> tuple[Comparison[RiskOption], ...]:
    statements = list(assessment.statements.prefetch_related("options"))
    magnitudes = {statement.pk: read_scores(statement).magnitude for statement in statements}
    options = [
        Option(option, statement.pk, option.magnitude_after, option.cost_eur)
        for statement in statements
        for option in statement.options.all()
    ]
    return compare_options(magnitudes, options)


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
