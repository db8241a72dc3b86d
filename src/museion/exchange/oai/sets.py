"""The sets: each kind, what a room orders below it, and sets that a query names."""

import re
from collections.abc import Iterator, Sequence

from museion.core.harvesting import get_record_set
from museion.core.kinds import KINDS
from museion.exchange.models import Publication, SavedSet, SavedSetMember
from museion.exchange.oai.errors import Code, OaiError

QUERY = "query"
_SPEC = re.compile(r"[A-Za-z0-9\-_.!~*'()]+(:[A-Za-z0-9\-_.!~*'()]+)*")


def check_spec(spec: str) -> None:
    """Refuses what cannot be a set; one that can and holds nothing is answered with noRecordsMatch."""
    if spec and not _SPEC.fullmatch(spec):
        raise OaiError(Code.BAD_ARGUMENT, f"set={spec[:80]} is no setSpec; ListSets tells which there are.")


def list_top_sets() -> list[tuple[str, str]]:
    """Spec and name of each kind's set and of each saved one."""
    kinds = sorted(Publication.objects.order_by().values_list("kind", flat=True).distinct())
    saved = list(SavedSet.objects.order_by("slug").values_list("slug", "title"))
    tops = [(kind, str(KINDS[kind].label_plural) if kind in KINDS else kind) for kind in kinds]
    return [
        *tops,
        *([(QUERY, "saved queries")] if saved else []),
        *((f"{QUERY}:{slug}", title) for slug, title in saved),
    ]


def list_branches(after: str, limit: int) -> list[str]:
    """Sets below the kinds' own, in order, from a place on."""
    rows = Publication.objects.filter(set_spec__gt=after, set_spec__contains=":").order_by("set_spec")
    return list(rows.values_list("set_spec", flat=True).distinct()[:limit])


def name_branches(specs: Sequence[str]) -> Iterator[tuple[str, str]]:
    by_kind: dict[str, list[str]] = {}
    for spec in specs:
        kind, _, branch = spec.partition(":")
        by_kind.setdefault(kind, []).append(branch)
    names = {kind: get_record_set(kind).name_branches(branches) for kind, branches in by_kind.items()}
    for spec in specs:
        kind, _, branch = spec.partition(":")
        yield spec, names[kind].get(branch) or branch


def find_saved_sets(keys: Sequence[str]) -> dict[str, list[str]]:
    """The saved sets that each record is in."""
    held: dict[str, list[str]] = {}
    members = SavedSetMember.objects.filter(key__in=keys).order_by("saved_set__slug")
    for key, slug in members.values_list("key", "saved_set__slug"):
        held.setdefault(key, []).append(f"{QUERY}:{slug}")
    return held
