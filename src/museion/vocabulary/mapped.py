"""Concepts of other thesauri that a concept is mapped to, in either direction; those that are held here lead to their page."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q

from museion.core.access import Viewer
from museion.vocabulary.formats.skos_reading import MATCHES
from museion.vocabulary.models import Concept, ConceptMatch
from museion.vocabulary.sameness import find_same

_MOST = 200


@dataclass(frozen=True, slots=True)
class Mapped:
    """`relation`: a SKOS mapping property, seen from the concept. `concept`: the other one, where it is held and may be seen."""

    relation: str
    uri: str
    concept: Concept | None


def list_mapped(concept: Concept, viewer: Viewer) -> list[Mapped]:
    """What the concept states, what others state of it, and what a third makes the same; the surest relation first."""
    stated = {(row.relation, row.uri) for row in concept.match_rows.all()[:_MOST]}
    inward = ConceptMatch.objects.filter(uri=concept.uri).exclude(concept=concept).select_related("concept")[:_MOST]
    stated |= {(MATCHES.get(row.relation, row.relation), row.concept.uri) for row in inward}
    same = Concept.objects.filter(id__in=find_same(concept.id))
    stated |= {("exactMatch", uri) for uri in same.values_list("uri", flat=True)}
    held = {other.uri: other for other in _read(sorted({uri for _, uri in stated}), viewer)}
    order = list(MATCHES)
    ranked = sorted(stated, key=lambda pair: (order.index(pair[0]) if pair[0] in order else len(order), pair[1]))
    return [Mapped(relation, uri, held.get(uri)) for relation, uri in ranked]


def _read(uris: Sequence[str], viewer: Viewer) -> list[Concept]:
    return list(Concept.objects.current().visible_to(viewer).filter(Q(uri__in=uris)).select_related("scheme"))
