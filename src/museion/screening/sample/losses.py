"""Invented losses: objects of the sample's forms that nobody holds, and some that a museum of the sample reported."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from random import Random
from typing import Any

from museion.core.access import AccessLevel
from museion.core.dates import read_date
from museion.core.saving import Draft
from museion.heritage.sample.drawing import Look
from museion.heritage.sample.objects import Holder, Stock, draft_object, make_look
from museion.network.sample.marking import SOURCE, make_random
from museion.screening.sample.words import read_phrases
from museion.screening.terms import LossStatus

# Losses take their form and look from numbers that no object of the catalogue has.
_BEYOND_THE_CATALOGUE = 1_000_000
# Every so many losses one was held by a museum of the sample.
_HELD_EVERY = 40
_OF_HOLDERS = ("museum_id", "credit_line", "provenance", "rights", "store_location")
_STATUSES = {
    LossStatus.STOLEN: 72,
    LossStatus.MISSING: 15,
    LossStatus.LOOTED_UNREGISTERED: 5,
    LossStatus.RECOVERED: 4,
    LossStatus.RESTITUTED: 2,
    LossStatus.FOUND_OWNER_UNKNOWN: 2,
}
_LEVELS = {AccessLevel.PUBLIC: 92, AccessLevel.PARTNER: 5, AccessLevel.DESK: 3}


def draft_losses(seed: int, total: int, stock: Stock, objects: Mapping[str, int]) -> Iterator[Draft]:
    """`objects`: the numbers of the catalogue's rows by their source id."""
    holders = {holder.id: holder for group in stock.holders.values() for holder in group}
    for number in range(1, total + 1):
        yield _draft_loss(seed, number, stock, holders, objects)


def choose_object(number: int) -> int:
    """Which invented object loss `number` is."""
    return number // _HELD_EVERY if number % _HELD_EVERY == 0 else _BEYOND_THE_CATALOGUE + number


def make_loss_look(seed: int, number: int) -> Look:
    return make_look(seed, choose_object(number))


def _draft_loss(
    seed: int, number: int, stock: Stock, holders: Mapping[int, Holder], objects: Mapping[str, int]
) -> Draft:
    random = make_random(seed, f"loss {number}")
    described = draft_object(seed, choose_object(number), stock).values
    holder = holders[described["museum_id"]]
    values = {name: value for name, value in described.items() if name not in _OF_HOLDERS}
    held = objects.get(str(described["source_id"]))
    return Draft(
        values
        | {"source": SOURCE, "source_id": f"loss/{number:05d}", "held_object_id": held}
        | _tell_loss(random, number, holder)
    )


def _tell_loss(random: Random, number: int, holder: Holder) -> dict[str, Any]:
    day = date(1960, 1, 1) + timedelta(days=random.randrange(24_000))
    read = read_date(str(day.year) if random.random() < 0.4 else day.isoformat())
    return {
        "status": random.choices(list(_STATUSES), list(_STATUSES.values()))[0].value,
        "access": random.choices(list(_LEVELS), list(_LEVELS.values()))[0].value,
        "authority": f"Sample police of {holder.city}",
        "reference_number": f"SP-{day.year}-{number:05d}",
        "is_certified": random.random() < 0.7,
        "loss_date_text": read.text,
        "loss_earliest": read.earliest,
        "loss_latest": read.latest,
        "loss_place": holder.city,
        "loss_country": holder.country,
        "circumstances": random.choice(read_phrases("circumstances")),
        "owner": f"{holder.name} (invented)",
    }
