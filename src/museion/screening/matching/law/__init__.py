"""Legal classes of cultural goods by kind, age and value: what rules may concern an object. Pure: no Django.

Information for a person who decides, not legal advice: a class says which rule to look at, and which fact is missing.
"""

from museion.screening.matching.law.classes import LawAnswer, LawClass
from museion.screening.matching.law.classifying import classify_facets

__all__ = ["LawAnswer", "LawClass", "classify_facets"]
