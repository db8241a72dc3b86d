"""Writes the invented heritage through the room's actions, batch by batch; doing it again changes nothing."""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Protocol

from museion.core.access import Actor
from museion.core.bulk import batch_up
from museion.core.saving import Draft, Saved
from museion.heritage import actions
from museion.heritage.models import CulturalObject
from museion.heritage.sample.care import make_care
from museion.heritage.sample.elements import Town, draft_elements
from museion.heritage.sample.objects import Holder, Stock, draft_objects
from museion.heritage.sample.sizes import HeritageSize
from museion.network.models import Museum
from museion.network.sample.marking import REASON, SOURCE
from museion.vocabulary.models import Concept

BATCH = 2500
Report = Callable[[str, int], None]
"""What was written, and how many of it just now."""


class Save(Protocol):
    def __call__(self, drafts: list[Draft], *, actor: Actor, at: datetime, reason: str) -> Saved: ...


def make_sample(seed: int, *, actor: Actor, at: datetime, size: HeritageSize, report: Report | None = None) -> None:
    """Objects, then elements, which name some of them, then how the objects fare. The museums of the network's sample must be there."""

    def write(name: str, drafts: Iterable[Draft], save: Save) -> None:
        for batch in batch_up(drafts, BATCH):
            save(batch, actor=actor, at=at, reason=REASON)
            if report:
                report(name, len(batch))

    write("objects", draft_objects(seed, size.objects, read_stock()), actions.save_objects)
    held = CulturalObject.objects.filter(source=SOURCE).order_by("id").values_list("id", flat=True)
    write("elements", draft_elements(seed, size.elements, _read_towns(), list(held)), actions.save_elements)
    make_care(seed, actor=actor, at=at, size=size)


def read_stock() -> Stock:
    """What the network's and the thesauri's samples wrote."""
    holders: dict[str, list[Holder]] = {}
    rows = Museum.objects.filter(source=SOURCE).order_by("id")
    for number, names, city, country, types in rows.values_list("id", "names", "city", "country", "collection_types"):
        for kind in types:
            holders.setdefault(kind, []).append(Holder(number, names["en"], city, country))
    concepts = Concept.objects.filter(source="museion").values_list("source_id", "id")
    return Stock(holders, {str(source_id): number for source_id, number in concepts})


def _read_towns() -> list[Town]:
    rows = Museum.objects.filter(source=SOURCE).order_by("id")
    return [
        Town(city, country, latitude or 0.0, longitude or 0.0, tuple(names))
        for city, country, latitude, longitude, names in rows.values_list(
            "city", "country", "latitude", "longitude", "names"
        )
    ]
