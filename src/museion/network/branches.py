"""When a body moves in the tree of bodies, all that is found under it (bodies below, museums, events) moves in the index.

Whoever writes bodies need not think of it: the worker compares where each body stood with where it stands now.
"""

from collections.abc import Callable, Collection, Iterable, Sequence

from django.db import transaction

from museion.core.outbox import Announcement, announce
from museion.network.found.belonging import read_body_paths
from museion.network.models import Body, BodyBranch, Museum
from museion.search.actions import TOPIC as INDEX

TOPIC = "network.branches"

# Numbers of bodies → keys of the records of one kind that are found under them.
Holder = Callable[[Collection[int]], Iterable[str]]
HOLDERS: dict[str, Holder] = {}


def register_holder(kind: str, holder: Holder) -> None:
    """For rooms above, whose records state bodies (`found.belonging.add_bodies`)."""
    HOLDERS[kind] = holder


def handle(_announcements: Sequence[Announcement]) -> None:
    """Every write of a body comes here, by whatever door; most move nothing, and reading the tree is cheap."""
    follow_moves()


@transaction.atomic
def follow_moves() -> int:
    """Asks for what is found under moved bodies to be indexed again; returns how many bodies moved. A new body moved nothing."""
    paths = read_body_paths()
    now = {number: paths.get(number, "") for number in Body.objects.values_list("id", flat=True)}
    before = dict(BodyBranch.objects.values_list("body_id", "path"))
    changed = [number for number, path in now.items() if before.get(number) != path]
    rows = [BodyBranch(body_id=number, path=now[number]) for number in changed]
    BodyBranch.objects.bulk_create(rows, update_conflicts=True, unique_fields=["body"], update_fields=["path"])
    moved = [number for number in changed if number in before]
    for kind, holder in HOLDERS.items():
        announce(kind, holder(moved) if moved else (), topics=[INDEX])
    return len(moved)


def _list_bodies(moved: Collection[int]) -> Iterable[str]:
    return Body.objects.current().filter(id__in=moved).values_list("key", flat=True)


def _list_museums(moved: Collection[int]) -> Iterable[str]:
    return Museum.objects.current().filter(national_committee__in=moved).values_list("key", flat=True)


HOLDERS |= {"body": _list_bodies, "museum": _list_museums}
