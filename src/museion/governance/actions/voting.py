"""Casting a vote: once, all of it or nothing, and without a trace of who cast what.

The receipt is drawn before anything is sent, and stands in the form. Sending the same form again, after a dropped line or a
killed server, is answered with the same receipt; any other second vote is refused.
"""

import hashlib
import re
import secrets
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from museion.core.access import Actor, NotAllowedError
from museion.core.bulk import insert_rows
from museion.governance.actions.delegates import is_own_account
from museion.governance.counting.tally import Choice, UnusableVoteError
from museion.governance.models import Ballot, BallotVoter, CastVote
from museion.governance.queries.ballots import make_question
from museion.governance.terms import BallotState

_RECEIPT = re.compile(r"[a-z0-9]{5}(-[a-z0-9]{5}){4}")
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
_NUMBERS = 63


class VoteRefusedError(ValueError):
    """The vote was not counted; the message says why."""


class AlreadyVotedError(VoteRefusedError):
    """A vote of this voter is counted, and this is not it."""


@dataclass(frozen=True, slots=True)
class Part:
    """So many of the voter's votes for this choice."""

    choice: Choice
    votes: int


def draw_receipt() -> str:
    """120 bits and more: nobody finds the votes of a receipt by trying."""
    letters = "".join(secrets.choice(_LETTERS) for _ in range(25))
    return "-".join(letters[start : start + 5] for start in range(0, 25, 5))


def make_codes(ballot: Ballot, receipt: str, votes: int) -> list[str]:
    """What the published file shows of a receipt: nobody can tell that these belong together but who holds it."""
    return [hashlib.sha256(f"{ballot.key}:{receipt}:{place}".encode()).hexdigest() for place in range(1, votes + 1)]


def cast_votes(
    ballot: Ballot, voter: BallotVoter, parts: Sequence[Part], *, receipt: str, actor: Actor, at: datetime
) -> bool:
    """True when the votes were counted now, False when exactly these were counted before. Raises `VoteRefusedError`."""
    if not _RECEIPT.fullmatch(receipt):
        raise VoteRefusedError(_("The form is damaged. Open the ballot again."))
    with transaction.atomic():
        # The voter's row is written first, so a second attempt waits here and then finds that it was used.
        was_free = BallotVoter.objects.filter(pk=voter.pk, ballot=ballot, has_voted=False).update(has_voted=True)
        _check_voter(ballot, voter, actor, at)
        codes = make_codes(ballot, receipt, voter.votes)
        if not was_free:
            if CastVote.objects.filter(code__in=codes[:1], ballot=ballot).exists():
                return False
            raise AlreadyVotedError(_("You have voted. A vote cannot be changed."))
        choices = list(_spread(ballot, parts, voter.votes))
        rows = [(_draw_number(), ballot.pk, code, list(choice)) for code, choice in zip(codes, choices, strict=True)]
        insert_rows(CastVote, ("id", "ballot", "code", "choice"), rows)
    return True


def _check_voter(ballot: Ballot, voter: BallotVoter, actor: Actor, at: datetime) -> None:
    """As it is now, not as it was when the page was opened."""
    held = BallotVoter.objects.select_related("delegate__person__account_link").filter(pk=voter.pk, ballot=ballot)
    current = held.first()
    if current is None or current.delegate.removed_at or not current.delegate.is_listed:
        raise VoteRefusedError(_("You are no longer on the voter list of this assembly."))
    if not is_own_account(current.delegate, actor):
        raise NotAllowedError(actor, "ballot.vote", ())
    state, closes_at = Ballot.objects.values_list("state", "closes_at").get(pk=ballot.pk)
    if state != BallotState.OPEN or closes_at is None or at >= closes_at:
        raise VoteRefusedError(_("This ballot is closed."))


def _spread(ballot: Ballot, parts: Sequence[Part], votes: int) -> Iterator[Choice]:
    """One choice a vote. All votes are used: what is not for an option is a blank vote or an abstention, said as such."""
    given = sum(part.votes for part in parts)
    if given != votes or any(part.votes < 1 for part in parts):
        raise VoteRefusedError(
            _("You have %(votes)s votes and gave %(given)s. Give each of them.") % {"votes": votes, "given": given}
        )
    question = make_question(ballot)
    for part in parts:
        try:
            choice = question.read_choice(part.choice)
        except UnusableVoteError as error:
            raise VoteRefusedError(_("This is no answer to the question. Nothing was counted.")) from error
        yield from [choice] * part.votes


def _draw_number() -> int:
    return secrets.randbits(_NUMBERS)
