"""Reads of the loss register that span tables."""

from collections.abc import Sequence

from museion.core.access import AccessLevel, Viewer
from museion.core.bulk import chunk
from museion.core.models.records import RecordQuerySet
from museion.screening.models import LootedSite, LossRecord


def get_losses(viewer: Viewer) -> RecordQuerySet[LossRecord]:
    rows = LossRecord.objects.current().visible_to(viewer).select_related("held_object")
    return rows.prefetch_related("photographs")


def get_reported_losses(viewer: Viewer) -> RecordQuerySet[LossRecord]:
    """What institutions reported and the desk has not published, the oldest first."""
    return get_losses(viewer).filter(access=AccessLevel.DESK).order_by("created_at", "id")


def get_withdrawn_losses(viewer: Viewer) -> RecordQuerySet[LossRecord]:
    rows = LossRecord.objects.visible_to(viewer).filter(withdrawn_at__isnull=False).exclude(withdrawn_reason="")
    return rows.prefetch_related("photographs").order_by("-withdrawn_at", "-id")


def get_looted_sites(viewer: Viewer) -> RecordQuerySet[LootedSite]:
    return LootedSite.objects.current().visible_to(viewer)


def get_withdrawn_sites(viewer: Viewer) -> RecordQuerySet[LootedSite]:
    rows = LootedSite.objects.visible_to(viewer).filter(withdrawn_at__isnull=False).exclude(withdrawn_reason="")
    return rows.order_by("-withdrawn_at", "-id")


def sees_restricted(loss: LossRecord, viewer: Viewer) -> bool:
    """Whose an object is, is read by the desk and by who acts for the one that lost it."""
    return viewer.sees(AccessLevel.DESK) or bool(viewer.scopes.intersection(loss.scope_keys()))


def find_withdrawn(
    model: type[LossRecord | LootedSite], sources: Sequence[tuple[str, str]]
) -> dict[tuple[str, str] | None, str]:
    """Of these rows of sources, those that were withdrawn with a reason, and the reason."""
    numbers: dict[str, list[str]] = {}
    for source, number in sources:
        numbers.setdefault(source, []).append(number)
    rows = model._default_manager.filter(withdrawn_at__isnull=False).exclude(withdrawn_reason="")
    return {
        (source, str(number)): reason
        for source, held in numbers.items()
        for part in chunk(held)
        for number, reason in rows.filter(source=source, source_id__in=part).values_list(
            "source_id", "withdrawn_reason"
        )
    }
