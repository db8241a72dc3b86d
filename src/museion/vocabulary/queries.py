"""Reads of thesauri that span tables."""

from museion.core.access import Viewer
from museion.core.models.records import RecordQuerySet
from museion.vocabulary.models import Concept, Scheme


def get_schemes(viewer: Viewer) -> RecordQuerySet[Scheme]:
    return Scheme.objects.current().visible_to(viewer)


def get_concepts(viewer: Viewer) -> RecordQuerySet[Concept]:
    rows = Concept.objects.current().visible_to(viewer).select_related("scheme")
    return rows.prefetch_related("broader", "narrower", "related")
