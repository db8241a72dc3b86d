"""Red List types: does an object fall under one, may it, or not, by which facets, and what would decide. Pure: no Django."""

from museion.screening.matching.types.screening import TypeScreen
from museion.screening.matching.types.types import RiskType, TypeAnswer

__all__ = ["RiskType", "TypeAnswer", "TypeScreen"]
