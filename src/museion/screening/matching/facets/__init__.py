"""What a description says of kind, material, origin, age and size, as facets that can be compared. Pure: no Django.

Red List types and legal classes are both questions about these facets.
"""

from museion.screening.matching.facets.description import Answer, Description, Facets, Ground, Years
from museion.screening.matching.facets.knowledge import Knowledge, load_knowledge
from museion.screening.matching.facets.questions import make_question
from museion.screening.matching.facets.reading import read_facets

__all__ = [
    "Answer",
    "Description",
    "Facets",
    "Ground",
    "Knowledge",
    "Years",
    "load_knowledge",
    "make_question",
    "read_facets",
]
