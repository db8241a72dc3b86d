"""Who is sent to the invented assemblies, and how they vote."""

from collections.abc import Iterator
from datetime import date, datetime
from random import Random

from museion.core.http.asking import make_actor
from museion.governance.actions.voting import Part, cast_votes, draw_receipt
from museion.governance.models import Ballot, BallotVoter
from museion.governance.terms import Method
from museion.network.models import Body, Due, Membership, Person
from museion.network.queries.members import count_members
from museion.network.terms import BodyKind, MemberCategory

SOURCE = "sample"
LEAST_MEMBERS = 5


def list_voters_of_bodies(count: int, day: date, random: Random) -> Iterator[tuple[Body, list[Person]]]:
    """National committees, each with three of its individual members, most of whom paid for the year."""
    bodies = Body.objects.filter(source=SOURCE, kind=BodyKind.NATIONAL_COMMITTEE).order_by("id")
    paid = Due.objects.known().filter(year=day.year, payments__paid_date__lte=day).values("person")
    members = Membership.objects.known().on(day).filter(category=MemberCategory.INDIVIDUAL, person__isnull=False)
    for body in list(bodies)[: count * 2]:
        own = members.filter(national_committee=body)
        reliable = list(own.filter(person__in=paid).values_list("person", flat=True)[:12])
        if len(reliable) < 3 or count_members(body, day).members < LEAST_MEMBERS:
            continue
        people = list(Person.objects.filter(pk__in=random.sample(reliable, 3)).order_by("id"))
        yield body, people
        count -= 1
        if not count:
            return


def cast_for(ballot: Ballot, random: Random, *, share: float, at: datetime) -> None:
    """Most voters, in the name of each; the votes go the way that real ones do, receipts and all."""
    rows = BallotVoter.objects.filter(ballot=ballot).select_related("delegate__person__account_link__account")
    for voter in rows.order_by("id"):
        if random.random() < share:
            cast_votes(
                ballot,
                voter,
                _choose(ballot, voter.votes, random),
                receipt=draw_receipt(),
                actor=make_actor(voter.delegate.person.account_link.account),
                at=at,
            )


def _choose(ballot: Ballot, votes: int, random: Random) -> tuple[Part, ...]:
    if random.random() < 0.06:
        return (Part((random.choice(("blank", "abstain")),), votes),)
    if ballot.method in {Method.SIMPLE, Method.QUALIFIED}:
        first = Part(("yes" if random.random() < 0.74 else "no",), votes)
        if votes < 2 or random.random() < 0.8:
            return (first,)
        return (Part(("yes",), votes - 1), Part(("no",), 1))
    codes = [option["code"] for option in ballot.options]
    random.shuffle(codes)
    return (Part(tuple(codes[: random.randint(1, len(codes))]), votes),)
