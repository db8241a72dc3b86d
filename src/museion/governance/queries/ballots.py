"""Who may vote with how many votes, how far a ballot is, and what of it is published."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Q, Sum

from museion.core.access import Viewer
from museion.core.models.records import RecordQuerySet
from museion.governance.counting import Question
from museion.governance.models import Assembly, Ballot, BallotVoter, Delegate, Proxy
from museion.governance.queries.statutes import read_share
from museion.governance.terms import BallotState
from museion.network.models import Person


@dataclass(frozen=True, slots=True)
class Turnout:
    voters: int
    voted: int
    votes: int
    cast: int


def get_ballots(viewer: Viewer) -> RecordQuerySet[Ballot]:
    return Ballot.objects.current().visible_to(viewer).select_related("assembly__body", "motion", "office_body")


def list_voters(assembly: Assembly) -> Iterator[tuple[Delegate, int]]:
    """Delegates on the list with their own votes and those of proxies; whoever gave a proxy votes through its holder."""
    proxies = Proxy.objects.filter(assembly=assembly, removed_at__isnull=True)
    holder_of = dict(proxies.values_list("giver_id", "holder_id"))
    listed = list(Delegate.objects.filter(assembly=assembly, removed_at__isnull=True, is_listed=True))
    votes = {delegate.pk: delegate.votes for delegate in listed if delegate.pk not in holder_of}
    for delegate in listed:
        holder = holder_of.get(delegate.pk)
        if holder in votes:
            votes[holder] += delegate.votes
    return ((delegate, votes[delegate.pk]) for delegate in listed if delegate.pk in votes)


def get_open_ballots_of(person: Person, at: datetime) -> list[BallotVoter]:
    """Ballots in which the person has a voice now, those still waiting first."""
    rows = BallotVoter.objects.filter(
        delegate__person=person,
        delegate__removed_at__isnull=True,
        ballot__state=BallotState.OPEN,
        ballot__closes_at__gt=at,
    )
    return list(rows.select_related("ballot__assembly", "delegate__body").order_by("has_voted", "ballot__closes_at"))


def get_turnout(ballot: Ballot) -> Turnout:
    counted = ballot.voters.aggregate(
        rows=Count("id"),
        used=Count("id", filter=Q(has_voted=True)),
        entitled=Sum("votes"),
        given=Sum("votes", filter=Q(has_voted=True)),
    )
    return Turnout(counted["rows"], counted["used"], counted["entitled"] or 0, counted["given"] or 0)


def make_question(ballot: Ballot) -> Question:
    return Question(
        method=ballot.method,
        options=tuple(option["code"] for option in ballot.options),
        seats=ballot.seats,
        threshold=read_share(ballot.threshold),
        counts_abstentions=ballot.counts_abstentions,
    )


def write_published(ballot: Ballot) -> dict[str, Any]:
    """The file from which anybody counts again: every vote without a name, in the order of their codes."""
    return {
        "format": "museion-ballot-1",
        "ballot": ballot.key,
        "assembly": ballot.assembly.key,
        "titles": dict(ballot.titles),
        "method": ballot.method,
        "seats": ballot.seats,
        "threshold": ballot.threshold,
        "counts_abstentions": ballot.counts_abstentions,
        "options": [{"code": option["code"], "names": option["names"]} for option in ballot.options],
        "opened_at": ballot.opens_at,
        "closed_at": ballot.closes_at,
        "result": ballot.result,
        "votes": [
            {"code": code, "choice": choice}
            for code, choice in ballot.cast.order_by("code").values_list("code", "choice")
        ],
    }
