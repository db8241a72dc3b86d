"""Reads of thesauri that span tables."""

from museion.core.access import Viewer
from museion.core.models.records import RecordQuerySet
from museion.vocabulary.models import Concept, Scheme


def get_schemes(viewer: Viewer) -> RecordQuerySet[Scheme]:
    return Scheme.objects.current().visible_to(viewer)


def get_concepts(viewer: Viewer) -> RecordQuerySet[Concept]:
    rows = Concept.objects.current().visible_to(viewer).select_related("scheme")
    return rows.prefetch_related("broader", "narrower", "related")


def get_neighbours(concept: Concept, relation: str, viewer: Viewer) -> list[Concept]:
    """The concepts at the other end of `broader`, `narrower` or `related`."""
    return list(getattr(concept, relation).current().visible_to(viewer).order_by("notation", "id"))


def get_paths_to_top(concept: Concept, viewer: Viewer) -> list[list[Concept]]:
    """One way up for each broader concept; thesauri are shallow, and one that runs in a circle ends where it began."""
    return [[*_climb(broader, viewer, {concept.id}), broader] for broader in get_neighbours(concept, "broader", viewer)]


def _climb(concept: Concept, viewer: Viewer, seen: set[int]) -> list[Concept]:
    above: list[Concept] = []
    here: Concept | None = concept
    while here and here.id not in seen:
        seen.add(here.id)
        here = next(iter(get_neighbours(here, "broader", viewer)), None)
        if here and here.id not in seen:
            above.append(here)
    return above[::-1]


def get_top_concepts(scheme: Scheme, viewer: Viewer, *, limit: int) -> tuple[list[Concept], int]:
    """The first concepts with nothing above them, and how many there are."""
    tops = Concept.objects.current().visible_to(viewer).filter(scheme=scheme, broader__isnull=True)
    return list(tops.order_by("notation", "id")[:limit]), tops.count()
