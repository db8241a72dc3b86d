"""Museums that are members themselves, with ten years of dues, each with somebody who stands for it."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from random import Random
from typing import Any

from museion.core.access import Actor, check_right
from museion.network.actions.dues import ask_due, record_payment
from museion.network.actions.membership import create_membership, name_representative
from museion.network.models import Due, Membership, Museum, Person
from museion.network.sample.dues import YEARS
from museion.network.sample.marking import SOURCE, make_random
from museion.network.terms import MemberCategory, PaymentMeans

MOST = 12
_BANDS = ("I", "II", "II", "III", "III", "IV", "supporting")
_PAYS = 0.9


def write_institutions(seed: int, *, actor: Actor, at: datetime) -> None:
    """A few; nothing where museums of the sample have memberships already."""
    check_right(actor, "membership.create")
    if Membership.objects.filter(museum__source=SOURCE).exists():
        return
    random = make_random(seed, "institutions")
    for museum, person in _list_pairs():
        _write_one(museum, person, random, actor=actor, at=at)


def _list_pairs() -> Iterator[tuple[Museum, Person]]:
    """Museums in which somebody of the sample works, each with the first who does."""
    people = Person.objects.filter(source=SOURCE, institution__source=SOURCE).exclude(member_category="")
    seen: set[int] = set()
    for person in people.select_related("institution__national_committee").order_by("id")[: MOST * 4]:
        museum = person.institution
        if museum is not None and museum.pk not in seen and len(seen) < MOST:
            seen.add(museum.pk)
            yield museum, person


def _write_one(museum: Museum, person: Person, random: Random, *, actor: Actor, at: datetime) -> None:
    first = date(at.year - random.randint(3, YEARS - 1), 1, 1)
    committee, band = museum.national_committee, random.choice(_BANDS)
    told: dict[str, Any] = {"actor": actor, "at": _at_noon(first)}
    membership = create_membership(
        museum, MemberCategory.INSTITUTIONAL, from_date=first, committee=committee, band=band, **told
    )
    name_representative(museum, person, from_date=first, **told)
    for year in range(first.year, at.year + 1):
        asked, paid = date(year, 1, 5), date(year, 1, 5 + random.randint(0, 20))
        due = ask_due(membership, year, day=asked, actor=actor, at=_at_noon(asked))
        if due and paid <= at.date() and (year < at.year or random.random() < _PAYS):
            _pay(due, paid, actor)


def _pay(due: Due, day: date, actor: Actor) -> None:
    told: dict[str, Any] = {"actor": actor, "at": _at_noon(day), "reference": f"SAMPLE-I{due.pk}"}
    record_payment(due, due.amount, paid_date=day, means=PaymentMeans.TRANSFER, **told)


def _at_noon(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
