"""Mandates through time: who held what on a day, what is vacant, what ends soon, what runs beyond the rules."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from museion.core.access import Viewer
from museion.core.models.records import RecordQuerySet
from museion.network.belonging.terms import get_terms
from museion.network.models import Body, Mandate
from museion.network.queries.members import count_members_of_committees
from museion.network.queries.register import get_bodies, get_mandates
from museion.network.terms import BodyKind, MandateRole

CHAIRS = (MandateRole.CHAIR, MandateRole.PRESIDENT, MandateRole.DIRECTOR_GENERAL, MandateRole.CORRESPONDENT)
_LED = (
    BodyKind.NATIONAL_COMMITTEE,
    BodyKind.INTERNATIONAL_COMMITTEE,
    BodyKind.REGIONAL_ALLIANCE,
    BodyKind.STANDING_COMMITTEE,
)
SOON = timedelta(days=120)
MOST_TERMS = 2


@dataclass(frozen=True, slots=True)
class Warnings:
    """`overlapping`: pairs of one office, held by two at once where one holds it. `small`: national committees with fewer
    members than the terms of the day ask for, and how many they have."""

    vacant: list[Body]
    ending: list[Mandate]
    overlapping: list[tuple[Mandate, Mandate]]
    beyond: list[Mandate]
    small: list[tuple[Body, int]]


def get_mandates_on(viewer: Viewer, day: date, *, body: str = "", role: str = "") -> RecordQuerySet[Mandate]:
    rows = get_mandates(viewer).filter(from_date__lte=day).exclude(to_date__lt=day)
    asked = {"body__key": body, "role": role}
    rows = rows.filter(**{name: value for name, value in asked.items() if value})
    return rows.order_by("body__kind", "body_id", "role")


def get_warnings(viewer: Viewer, day: date, *, body: Body | None = None, limit: int = 50) -> Warnings:
    """As of the day, of one body or of all. Offices that one person holds are those of `CHAIRS`."""
    chairs = get_mandates(viewer).filter(role__in=CHAIRS).order_by("body_id", "role", "from_date")
    bodies = get_bodies(viewer).filter(kind__in=_LED, dissolved_date__isnull=True).order_by("kind", "id")
    ending = get_mandates_on(viewer, day).filter(to_date__lte=day + SOON).order_by("to_date")
    if body is None:
        ending = ending.filter(role__in=CHAIRS)
    else:
        chairs, bodies, ending = chairs.filter(body=body), bodies.filter(pk=body.pk), ending.filter(body=body)
    return _sum_up(list(chairs), list(bodies), list(ending[:limit]), day, limit)


def _sum_up(chairs: list[Mandate], bodies: list[Body], ending: list[Mandate], day: date, limit: int) -> Warnings:
    held = {mandate.body_id for mandate in chairs if _holds(mandate, day)}
    return Warnings(
        vacant=[body for body in bodies if body.pk not in held][:limit],
        ending=ending,
        overlapping=_find_overlaps(chairs)[:limit],
        beyond=[mandate for mandate in _find_beyond(chairs) if _holds(mandate, day)][:limit],
        small=_find_small(bodies, day)[:limit],
    )


def _find_small(bodies: Iterable[Body], day: date) -> list[tuple[Body, int]]:
    national = [body for body in bodies if body.kind == BodyKind.NATIONAL_COMMITTEE]
    counts, least = count_members_of_committees(national, day), get_terms(day).least_members
    return [(body, counts.get(body.pk, 0)) for body in national if counts.get(body.pk, 0) < least]


def _holds(mandate: Mandate, day: date) -> bool:
    return mandate.from_date <= day and (mandate.to_date is None or mandate.to_date >= day)


def _find_overlaps(mandates: Iterable[Mandate]) -> list[tuple[Mandate, Mandate]]:
    """Neighbours in time of one office of which the later begins before the earlier ends."""
    found: list[tuple[Mandate, Mandate]] = []
    before: Mandate | None = None
    for mandate in mandates:
        is_same_office = before and (before.body_id, before.role) == (mandate.body_id, mandate.role)
        if before and is_same_office and (before.to_date is None or before.to_date >= mandate.from_date):
            found.append((before, mandate))
        before = mandate
    return found


def _find_beyond(mandates: Iterable[Mandate]) -> list[Mandate]:
    """Mandates that follow as many of the same person in the same office as the statutes allow."""
    found: list[Mandate] = []
    run: list[Mandate] = []
    for mandate in mandates:
        same = run and (run[-1].body_id, run[-1].role, run[-1].person_id) == (
            mandate.body_id,
            mandate.role,
            mandate.person_id,
        )
        run = [*run, mandate] if same else [mandate]
        if len(run) > MOST_TERMS:
            found.append(mandate)
    return found
