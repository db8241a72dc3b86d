"""Assemblies, their lists, and the quorum."""

from dataclasses import dataclass
from fractions import Fraction

from django.db.models import QuerySet

from museion.core.access import Viewer
from museion.core.models.records import RecordQuerySet
from museion.governance.models import Assembly, Delegate, Motion, Presence, Proxy
from museion.governance.queries.ballots import list_voters
from museion.governance.queries.statutes import read_share


@dataclass(frozen=True, slots=True)
class Quorum:
    """In votes. `needed`: what must at least be there."""

    entitled: int
    present: int
    needed: int

    @property
    def is_reached(self) -> bool:
        return self.entitled > 0 and self.present >= self.needed


def get_assemblies(viewer: Viewer) -> RecordQuerySet[Assembly]:
    return Assembly.objects.current().visible_to(viewer).select_related("body")


def get_motions(viewer: Viewer) -> RecordQuerySet[Motion]:
    rows = Motion.objects.current().visible_to(viewer)
    return rows.select_related("assembly__body", "item", "amends", "moved_by")


def get_delegates(assembly: Assembly) -> QuerySet[Delegate]:
    """In force, with body and person."""
    rows = Delegate.objects.filter(assembly=assembly, removed_at__isnull=True).select_related("body", "person")
    return rows.order_by("body__kind", "body__acronym", "body_id", "appointed_at")


def get_proxies(assembly: Assembly) -> QuerySet[Proxy]:
    rows = Proxy.objects.filter(assembly=assembly, removed_at__isnull=True)
    return rows.select_related("giver__person", "giver__body", "holder__person", "holder__body").order_by("id")


def get_quorum(assembly: Assembly) -> Quorum:
    """More than the share of all votes on the list, present themselves or through a proxy's holder."""
    votes = {delegate.pk: count for delegate, count in list_voters(assembly)}
    there = set(
        Presence.objects.filter(delegate__assembly=assembly, left_at__isnull=True).values_list("delegate", flat=True)
    )
    entitled = sum(votes.values())
    share: Fraction = read_share(assembly.quorum_share)
    needed = int(entitled * share) + 1
    return Quorum(entitled, sum(count for number, count in votes.items() if number in there), min(needed, entitled))
