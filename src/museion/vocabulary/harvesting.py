"""How thesauri go out to harvesters: concepts by their scheme."""

from collections.abc import Mapping, Sequence

from museion.core.harvesting import RecordSet
from museion.vocabulary.models import Scheme


def _name_schemes(keys: Sequence[str]) -> Mapping[str, str]:
    return {scheme.key: scheme.titles.pick("en").text for scheme in Scheme.objects.filter(key__in=keys)}


RECORD_SETS = (
    RecordSet(
        "concept",
        prepare=lambda rows: rows.select_related("scheme").prefetch_related("broader", "narrower", "related"),
        branch=lambda concept: concept.scheme.key,
        name_branches=_name_schemes,
    ),
)
