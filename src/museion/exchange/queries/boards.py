"""How what goes out and what comes in fares."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery

from museion.core.access import Viewer
from museion.core.kinds import KINDS, find_kind
from museion.core.models import JournalHead
from museion.exchange.models import FeedFlaw, Harvest, HarvestProblem, HarvestSource, Publication, PublishingMark

MOST_FLAWS = 200
MOST_PROBLEMS = 100


@dataclass(frozen=True, slots=True)
class Outgoing:
    """Records of one kind in one format."""

    kind: str
    label: Any
    prefix: str
    count: int
    deleted: int
    flawed: int


@dataclass(frozen=True, slots=True)
class OutgoingKind:
    """Records of one kind in all their formats. `count`: in the format that most of them go out in."""

    kind: str
    label: Any
    forms: list[Outgoing]

    @property
    def count(self) -> int:
        return max(form.count for form in self.forms)

    @property
    def deleted(self) -> int:
        return max(form.deleted for form in self.forms)


@dataclass(frozen=True, slots=True)
class FlawGroup:
    """Records of one owner that one format refuses for one reason. `example`: one of their keys."""

    kind: str
    prefix: str
    owner: str
    owner_name: str
    reason: str
    count: int
    example: str


def list_outgoing_kinds() -> list[OutgoingKind]:
    """By what the reader calls them."""
    held: dict[str, OutgoingKind] = {}
    for form in list_outgoing():
        held.setdefault(form.kind, OutgoingKind(form.kind, form.label, [])).forms.append(form)
    return sorted(held.values(), key=lambda one: str(one.label).casefold())


def list_outgoing() -> list[Outgoing]:
    rows = Publication.objects.order_by("kind", "prefix").values_list("kind", "prefix")
    counted = rows.annotate(live=Count("id", filter=Q(is_deleted=False)), gone=Count("id", filter=Q(is_deleted=True)))
    flawed = dict(_count_flaws())
    held = [(*row, flawed.pop((row[0], row[1]), 0)) for row in counted]
    held += [(kind, prefix, 0, 0, count) for (kind, prefix), count in flawed.items()]
    return [Outgoing(row[0], KINDS[row[0]].label_plural, *row[1:]) for row in held if row[0] in KINDS]


def _count_flaws() -> list[tuple[tuple[str, str], int]]:
    rows = FeedFlaw.objects.order_by().values_list("kind", "prefix").annotate(count=Count("id"))
    return [((kind, prefix), count) for kind, prefix, count in rows]


def list_flaws() -> list[FlawGroup]:
    """The most frequent first."""
    rows = FeedFlaw.objects.order_by().values("kind", "prefix", "owner", "reason").annotate(count=Count("id"))
    example = FeedFlaw.objects.filter(
        kind=OuterRef("kind"), prefix=OuterRef("prefix"), owner=OuterRef("owner"), reason=OuterRef("reason")
    )
    groups = list(rows.annotate(example=Subquery(example.values("key")[:1])).order_by("-count", "owner")[:MOST_FLAWS])
    names = _name_owners({group["owner"] for group in groups})
    return [FlawGroup(owner_name=names.get(group["owner"], group["owner"]), **group) for group in groups]


def _name_owners(owners: set[str]) -> dict[str, str]:
    """Names of owners that are records; others are called as they are."""
    by_kind: dict[str, list[str]] = {}
    for owner in owners:
        kind = find_kind(owner) if len(owner) == 9 else None
        if kind is not None:
            by_kind.setdefault(kind.name, []).append(owner)
    return {
        row.key: str(row)
        for name, keys in by_kind.items()
        for row in KINDS[name].model._default_manager.filter(key__in=keys)
    }


def count_waiting_lines() -> int:
    """Journal lines that harvesters do not know of yet."""
    head = JournalHead.objects.values_list("number", flat=True).first() or 0
    done = PublishingMark.objects.values_list("number", flat=True).first() or 0
    return max(head - done, 0)


def get_sources(viewer: Viewer) -> QuerySet[Any]:
    """With the number of records that wait for being mended."""
    rows = HarvestSource.objects.current().visible_to(viewer).order_by("-failures", "title")
    return rows.annotate(problem_count=Count("problems"))


def get_harvests(source: HarvestSource) -> QuerySet[Harvest]:
    return Harvest.objects.filter(source=source).order_by("-id")[:20]


def get_problems(source: HarvestSource) -> QuerySet[HarvestProblem]:
    return HarvestProblem.objects.filter(source=source).order_by("identifier", "id")[:MOST_PROBLEMS]
