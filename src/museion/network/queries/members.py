"""Who belongs, and whether they are in good standing: on any day, as known now or as known then."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db.models import Count, QuerySet

from museion.network.belonging.standing import NO_MEMBER, Verdict, judge_standing
from museion.network.belonging.terms import get_terms
from museion.network.models import (
    Body,
    CommitteeInterest,
    CommitteeSeat,
    Due,
    Mandate,
    Membership,
    Museum,
    Payment,
    Person,
    Representative,
)
from museion.network.terms import MemberCategory, Standing


def get_membership_now(holder: Person | Museum) -> Membership | None:
    field = "person" if isinstance(holder, Person) else "museum"
    return Membership.objects.known().filter(to_date__isnull=True, **{field: holder}).first()


def get_own_person(account_id: int | None) -> Person | None:
    """The person whose own account this is."""
    return Person.objects.current().filter(account_link__account=account_id).first() if account_id else None


def get_holder_dues(holder: Person | Museum) -> QuerySet[Due]:
    field_name = "person" if isinstance(holder, Person) else "museum"
    return Due.objects.known().filter(**{field_name: holder}).prefetch_related("payments").order_by("-year")


def get_standing(holder: Person | Museum, day: date, *, known_at: datetime | None = None) -> Verdict:
    field_name = "person" if isinstance(holder, Person) else "museum"
    memberships = Membership.objects.known(known_at).on(day).filter(**{field_name: holder})
    if not memberships.exists():
        return Verdict(NO_MEMBER, day.year)
    due = Due.objects.known(known_at).filter(year=day.year, **{field_name: holder}).first()
    paid = list_payments([due.pk], known_at).get(due.pk, []) if due else []
    return judge_standing(day.year, due.amount if due else None, paid, day=day)


def list_payments(due_ids: Iterable[int], known_at: datetime | None) -> dict[int, list[tuple[date, Decimal]]]:
    paid: dict[int, list[tuple[date, Decimal]]] = {}
    rows = Payment.objects.known(known_at).filter(due__in=list(due_ids))
    for due_id, paid_date, amount in rows.values_list("due_id", "paid_date", "amount"):
        paid.setdefault(due_id, []).append((paid_date, amount))
    return paid


def get_members_of_committee(committee: Body, day: date) -> QuerySet[Membership]:
    rows = Membership.objects.known().on(day).filter(national_committee=committee)
    return rows.select_related("person", "museum").order_by("person__sort_name", "id")


def get_seats_of_committee(committee: Body, day: date) -> QuerySet[CommitteeSeat]:
    """Members of an international committee on the day."""
    rows = CommitteeSeat.objects.known().on(day).filter(body=committee)
    return rows.select_related("person").order_by("-is_voting", "person__sort_name", "id")


@dataclass(frozen=True, slots=True)
class Represented:
    """An institution as its representative sees it: whether it belongs, what it owes and what was paid."""

    museum: Museum
    membership: Membership | None
    verdict: Verdict
    dues: list[Due]

    @property
    def standing(self) -> str:
        return str(Standing(self.verdict.standing).label)


def list_represented(person: Person, day: date) -> list[Represented]:
    """Institutions for which the person stands on the day."""
    named = Representative.objects.known().on(day).filter(person=person).select_related("museum").order_by("museum_id")
    museums = [each.museum for each in named]
    return [
        Represented(museum, get_membership_now(museum), get_standing(museum, day), list(get_holder_dues(museum)))
        for museum in museums
    ]


def represents(person: Person, museum_id: int | None, day: date) -> bool:
    return Representative.objects.known().on(day).filter(person=person, museum=museum_id).exists()


@dataclass(frozen=True, slots=True)
class Offer:
    """A member who would work in a committee, and what the member does already."""

    interest: CommitteeInterest
    mandates: list[Mandate]
    seats: list[CommitteeSeat]


def list_offers(committee: Body, day: date) -> list[Offer]:
    """Those that wait, the oldest first; three reads however many they are."""
    waiting = CommitteeInterest.objects.filter(body=committee, closed_at__isnull=True).select_related("person")
    interests = list(waiting)
    people = [interest.person_id for interest in interests]
    mandates = list(Mandate.objects.on(day).filter(person__in=people, withdrawn_at=None).select_related("body"))
    seats = list(CommitteeSeat.objects.known().on(day).filter(person__in=people).select_related("body"))
    return [
        Offer(
            interest,
            [held for held in mandates if held.person_id == interest.person_id],
            [held for held in seats if held.person_id == interest.person_id],
        )
        for interest in interests
    ]


def get_representatives(museum: Museum) -> QuerySet[Representative]:
    """Everybody who stands or stood for the institution, the latest first."""
    return Representative.objects.known().filter(museum=museum).select_related("person").order_by("-from_date", "-id")


def count_members_of_committees(
    committees: Iterable[Body], day: date, *, known_at: datetime | None = None
) -> dict[int, int]:
    """People and institutions; a committee that has none is not in the answer."""
    rows = Membership.objects.known(known_at).on(day).filter(national_committee__in=[each.pk for each in committees])
    return dict(rows.values_list("national_committee").annotate(count=Count("id")).order_by())


@dataclass(frozen=True, slots=True)
class MemberCount:
    """`others`: people who are neither professionals nor students. The rules on both are in `belonging/terms.toml`."""

    members: int
    people: int
    others: int
    least_members: int

    @property
    def is_enough(self) -> bool:
        return self.members >= self.least_members


def count_members(committee: Body, day: date) -> MemberCount:
    """Of a national committee on the day."""
    members = Membership.objects.known().on(day).filter(national_committee=committee)
    people = members.filter(person__isnull=False)
    others = people.filter(is_professional=False).exclude(category=MemberCategory.STUDENT)
    return MemberCount(members.count(), people.count(), others.count(), get_terms(day).least_members)
