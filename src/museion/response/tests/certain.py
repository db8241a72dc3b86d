"""Assessments without uncertainty, as the worked examples have them."""

from museion.response.risk.abc import Assessment, Estimate


def make_certain(a: float, b: float, c: float) -> Assessment:
    return Assessment(*(Estimate(score, score, score) for score in (a, b, c)))
