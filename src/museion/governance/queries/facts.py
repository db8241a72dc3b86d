"""What the rules ask about people, read for one of them or for a hundred thousand by the same few queries.

Facts are as of the end of a day, as the register knew them at a moment: both may be long past.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import TypeVar

from django.db.models import QuerySet

from museion.governance.models import Assembly, Delegate
from museion.governance.queries.statutes import get_setting
from museion.governance.statutes import Facts
from museion.network.belonging.standing import NO_MEMBER, Verdict, judge_standing
from museion.network.models import Body, CommitteeSeat, Due, FeeBand, Membership, Payment, Representative
from museion.network.models.dated import SpanFact
from museion.network.queries.members import count_members_of_committees
from museion.network.terms import BodyKind, MemberCategory

F = TypeVar("F", bound=SpanFact)
YES, NO = "yes", "no"
_DAY_ENDS = time(23, 59, 59, 999_999, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Moment:
    """The day that is asked about, and when the register is asked (None: now)."""

    day: date
    known_at: datetime | None = None

    @property
    def ends_at(self) -> datetime:
        return datetime.combine(self.day, _DAY_ENDS)


@dataclass(frozen=True, slots=True)
class Sent:
    """A delegate, as far as rules need it. `votes_taken`: by the delegates of the same body up to this one."""

    delegate_id: int
    body_id: int
    body_kind: str
    appointed_at: datetime
    is_emergency: bool
    votes: int
    votes_taken: int


@dataclass(slots=True)
class Register:
    """Everything that was read, by the number of the person (or museum)."""

    categories: dict[int, str] = field(default_factory=dict)
    standings: dict[int, Verdict] = field(default_factory=dict)
    institutions: dict[int, tuple[str, str]] = field(default_factory=dict)
    voting_seats: dict[int, list[int]] = field(default_factory=dict)
    sent: dict[int, list[Sent]] = field(default_factory=dict)
    votes_of_kind: dict[str, int] = field(default_factory=dict)
    members_of_body: dict[int, int] = field(default_factory=dict)


def read_register(assembly: Assembly, moment: Moment, *, people: Iterable[int] | None = None) -> Register:
    """Without `people`, of everybody who was a member on the day or was sent by a body."""
    chosen = None if people is None else list(people)
    register = Register(votes_of_kind=_read_votes_per_kind(assembly, moment))
    register.categories = dict(_narrow(_memberships(moment), chosen).values_list("person_id", "category"))
    register.standings = dict(_judge_all("person_id", register.categories, moment, chosen))
    _add_institutions(register, moment, chosen)
    seats = _narrow(CommitteeSeat.objects.known(moment.known_at).on(moment.day).filter(is_voting=True), chosen)
    for person_id, body_id in seats.values_list("person_id", "body_id"):
        register.voting_seats.setdefault(person_id, []).append(body_id)
    for person_id, sent in _read_sent(assembly, moment):
        if chosen is None or person_id in chosen:
            register.sent.setdefault(person_id, []).append(sent)
    register.members_of_body = _count_members(register, moment)
    return register


def list_people(register: Register) -> Iterator[int]:
    yield from register.categories
    yield from (person_id for person_id in register.sent if person_id not in register.categories)


def describe(register: Register, assembly: Assembly, person_id: int, sent: Sent | None) -> Facts:
    """The facts by the names that rules use."""
    verdict = register.standings.get(person_id)
    standing, votes = register.institutions.get(person_id, (None, None))
    seats = register.voting_seats.get(person_id, ())
    return {
        "category": register.categories.get(person_id),
        "standing": verdict.standing if verdict else NO_MEMBER,
        "settled_date": verdict.settled_date if verdict else None,
        "list_closing_date": assembly.list_closes_at.date(),
        "institution_standing": standing,
        "institution_votes": votes,
        "voting_committees": len(seats),
        "appointed_by": sent.body_kind if sent else None,
        "appointed_date": sent.appointed_at.date() if sent else None,
        "is_emergency": (YES if sent.is_emergency else NO) if sent else None,
        "hours_before": int((assembly.begins_at - sent.appointed_at).total_seconds() // 3600) if sent else None,
        "votes_taken": sent.votes_taken if sent else None,
        "votes_of_body": register.votes_of_kind.get(sent.body_kind, 0) if sent else None,
        "members_of_body": register.members_of_body.get(sent.body_id, 0) if sent else None,
        "votes_in_body": (YES if sent.body_id in seats else NO) if sent else None,
    }


def _count_members(register: Register, moment: Moment) -> dict[int, int]:
    """Of the national committees that sent somebody."""
    sent = {each.body_id for all_sent in register.sent.values() for each in all_sent}
    committees = Body.objects.filter(pk__in=sent, kind=BodyKind.NATIONAL_COMMITTEE)
    return count_members_of_committees(committees, moment.day, known_at=moment.known_at)


def _memberships(moment: Moment) -> QuerySet[Membership]:
    return Membership.objects.known(moment.known_at).on(moment.day).filter(person__isnull=False)


def _narrow(rows: QuerySet[F], people: list[int] | None) -> QuerySet[F]:
    return rows if people is None else rows.filter(person__in=people)


def _judge_all(
    column: str, members: Iterable[int], moment: Moment, chosen: list[int] | None
) -> Iterator[tuple[int, Verdict]]:
    """`column`: person_id or museum_id."""
    year = moment.day.year
    dues = Due.objects.known(moment.known_at).filter(year=year, **{f"{column}__isnull": False})
    payments = Payment.objects.known(moment.known_at).filter(due__year=year, **{f"due__{column}__isnull": False})
    if chosen is not None:
        dues = dues.filter(**{f"{column}__in": chosen})
        payments = payments.filter(**{f"due__{column}__in": chosen})
    owed = {number: (due_id, amount) for number, due_id, amount in dues.values_list(column, "id", "amount")}
    paid: dict[int, list[tuple[date, Decimal]]] = {}
    for due_id, paid_date, amount in payments.values_list("due_id", "paid_date", "amount"):
        paid.setdefault(due_id, []).append((paid_date, amount))
    judged: dict[tuple[Decimal | None, tuple[tuple[date, Decimal], ...]], Verdict] = {}
    for number in members:
        due_id, amount = owed.get(number, (0, None))
        account = amount, tuple(paid.get(due_id, ()))
        # Most members owe the same and paid it on one of a few days.
        if account not in judged:
            judged[account] = judge_standing(year, amount, account[1], day=moment.day)
        yield number, judged[account]


def _add_institutions(register: Register, moment: Moment, people: list[int] | None) -> None:
    """Whoever stands for an institution and is no member themself belongs through it, and stands as it does."""
    for person_id, verdict, votes in _read_institutions(moment, people):
        register.institutions[person_id] = verdict.standing, votes
        if verdict.standing != NO_MEMBER and person_id not in register.categories:
            register.categories[person_id] = MemberCategory.INSTITUTIONAL
            register.standings[person_id] = verdict


def _read_institutions(moment: Moment, people: list[int] | None) -> Iterator[tuple[int, Verdict, str]]:
    """Of representatives: how the institution stands, and whether its band carries a vote."""
    named = _narrow(Representative.objects.known(moment.known_at).on(moment.day), people)
    museums = dict(named.order_by("from_date").values_list("person_id", "museum_id"))
    members = Membership.objects.known(moment.known_at).on(moment.day).filter(museum__in=set(museums.values()))
    bands = dict(members.values_list("museum_id", "band"))
    silent = set(FeeBand.objects.filter(is_voting=False).values_list("code", flat=True))
    verdicts = dict(_judge_all("museum_id", bands, moment, list(bands)))
    for person_id, museum_id in museums.items():
        votes = NO if museum_id not in bands or bands[museum_id] in silent else YES
        yield person_id, verdicts.get(museum_id, Verdict(NO_MEMBER, moment.day.year)), votes


def _read_sent(assembly: Assembly, moment: Moment) -> Iterator[tuple[int, Sent]]:
    """Delegates appointed by the end of the day, in the order in which each body named them."""
    until = moment.ends_at if moment.known_at is None else min(moment.ends_at, moment.known_at)
    rows = Delegate.objects.filter(assembly=assembly, appointed_at__lte=until).exclude(removed_at__lte=until)
    taken: dict[int, int] = {}
    for row in rows.select_related("body").order_by("appointed_at", "id"):
        taken[row.body_id] = taken.get(row.body_id, 0) + row.votes
        sent = Sent(
            row.pk, row.body_id, row.body.kind, row.appointed_at, bool(row.emergency), row.votes, taken[row.body_id]
        )
        yield row.person_id, sent


def _read_votes_per_kind(assembly: Assembly, moment: Moment) -> dict[str, int]:
    return get_setting("votes-per-body", assembly.rules_date, known_at=moment.known_at)


def get_votes_of_body(assembly: Assembly, body: Body) -> int:
    return int(get_setting("votes-per-body", assembly.rules_date).get(body.kind, 0))
