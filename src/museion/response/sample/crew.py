"""An invented roster: when people are free, what missions they had, who is on duty in the next two weeks."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from random import Random

from museion.core.access import Actor
from museion.network.models import Person
from museion.network.sample.marking import REASON, SOURCE, make_random
from museion.response.actions.roster import Availability, add_availability
from museion.response.actions.rota import plan_shift
from museion.response.models import AvailabilityPeriod, RosterEntry, RotaShift
from museion.response.queries.roster import get_deployable_people

_HAZARDS = ("EQ", "FL", "FR", "TC", "CE", "LS", "WF", "VO")
_SHIFT = timedelta(hours=8)
_SHIFTS = 42


def make_roster_sample(seed: int, *, actor: Actor, at: datetime) -> int:
    """For people of the sample who may be sent; doing it again changes nothing."""
    people = list(get_deployable_people().filter(source=SOURCE).order_by("id").only("id", "key", "name"))
    if AvailabilityPeriod.objects.filter(person__source=SOURCE).exists() or not people:
        return 0
    random = make_random(seed, "roster")
    RosterEntry.objects.bulk_create(_draft_entries(random, people, at), batch_size=500, ignore_conflicts=True)
    add_availability(_draft_periods(random, people, at), actor=actor, at=at, reason=REASON)
    return len(people)


def make_rota_sample(seed: int, *, actor: Actor, at: datetime) -> None:
    """Three shifts a day."""
    people = list(get_deployable_people().filter(source=SOURCE).order_by("id")[:200])
    if not people or RotaShift.objects.filter(person__source=SOURCE, ends_at__gt=at).exists():
        return
    on_duty = make_random(seed, "rota").sample(people, min(6, len(people)))
    midnight = at.replace(hour=0, minute=0, second=0, microsecond=0)
    for number in range(_SHIFTS):
        begins_at = midnight + number * _SHIFT
        person = on_duty[number % len(on_duty)]
        plan_shift(person, begins_at=begins_at, ends_at=begins_at + _SHIFT, actor=actor, at=at)


def _draft_entries(random: Random, people: list[Person], at: datetime) -> Iterator[RosterEntry]:
    for person in people:
        hazards = {hazard: random.randint(1, 4) for hazard in random.sample(_HAZARDS, random.choice((0, 0, 1, 1, 2)))}
        last = at.date() - timedelta(days=random.randint(20, 1500)) if hazards else None
        yield RosterEntry(
            person=person, hazards=hazards, last_mission_date=last, in_good_standing=random.random() < 0.97
        )


def _draft_periods(random: Random, people: list[Person], at: datetime) -> Iterator[Availability]:
    """Seven of ten are free now, some others later."""
    for person in people:
        begins_at = at - timedelta(days=random.randint(1, 20))
        if random.random() > 0.7:
            begins_at = at + timedelta(days=random.randint(10, 90))
        yield Availability(person.id, person.key, begins_at, begins_at + timedelta(days=random.randint(40, 400)))
