"""Reads of the advice register."""

from museion.core.access import Viewer
from museion.core.models.records import RecordQuerySet
from museion.governance.models import Advice


def get_advice(viewer: Viewer) -> RecordQuerySet[Advice]:
    return Advice.objects.current().visible_to(viewer).select_related("asked_by", "motion")
