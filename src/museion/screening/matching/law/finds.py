"""Whether an object is a product of excavation, or an element of a dismembered monument."""

from museion.screening.matching.facets import Facets, Ground, Knowledge
from museion.screening.matching.facets.judging import judge_forms

# What is that old was as a rule found in the ground: the end of antiquity, and south of the Sahara and in the Americas the
# time before lasting contact with Europe. Treasuries and libraries kept little that is older.
ANTIQUITY_ENDS = 500
CONTACT_BEGINS = 1500
_LATE_PREHISTORY = frozenset(
    [
        "MX",
        "GT",
        "BZ",
        "HN",
        "SV",
        "NI",
        "CR",
        "PA",
        "CO",
        "VE",
        "EC",
        "PE",
        "BO",
        "CL",
        "AR",
        "PY",
        "UY",
        "BR",
        "CU",
        "DO",
        "HT",
        "PR",
        "JM",
        "ML",
        "NE",
        "NG",
        "BF",
        "CI",
        "GH",
        "BJ",
        "TG",
        "SN",
        "CM",
        "TD",
    ]
)
_NOT_FROM_THE_GROUND = frozenset(
    ["paintings", "manuscripts", "book", "document", "furniture", "print", "photograph", "film"]
)
_OF_BUILDINGS = frozenset(
    ["architectural_element", "mosaic", "fresco", "stained_glass", "relief", "tile", "sarcophagus"]
)
_SURELY_OF_BUILDINGS = frozenset(["architectural_element", "fresco", "mosaic"])


def judge_find(facets: Facets, knowledge: Knowledge) -> Ground:
    """Yes by its words or its age; no for what is kept above ground and is not ancient; else to be asked."""
    stated = ", ".join(filter(None, (facets.written.get("form"), facets.written.get("period"))))
    if facets.is_excavated:
        return Ground("find", agrees=True, stated=stated)
    if _is_ancient(facets):
        return Ground("find", agrees=True, stated=stated, asked=(f"< {_get_limit(facets)}",))
    is_kept = judge_forms(facets, _NOT_FROM_THE_GROUND, knowledge.form_tree)
    return Ground("find", agrees=False if is_kept else None, stated=stated)


def judge_dismembered(facets: Facets, knowledge: Knowledge) -> Ground:
    stated = facets.written.get("form", "")
    if judge_forms(facets, _SURELY_OF_BUILDINGS, knowledge.form_tree):
        return Ground("find", agrees=True, stated=stated, asked=tuple(sorted(_SURELY_OF_BUILDINGS)))
    may_be = judge_forms(facets, _OF_BUILDINGS, knowledge.form_tree)
    return Ground("find", agrees=False if may_be is False else None, stated=stated, asked=tuple(sorted(_OF_BUILDINGS)))


def _is_ancient(facets: Facets) -> bool:
    return facets.years is not None and facets.years.last is not None and facets.years.last <= _get_limit(facets)


def _get_limit(facets: Facets) -> int:
    is_late = bool(facets.countries) and facets.countries <= _LATE_PREHISTORY
    return CONTACT_BEGINS if is_late else ANTIQUITY_ENDS
