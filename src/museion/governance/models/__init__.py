"""Statutes, assemblies, ballots, advice."""

from museion.governance.models.advice import Advice
from museion.governance.models.assemblies import AgendaItem, Assembly, Delegate, Motion, Presence, Proxy
from museion.governance.models.ballots import Ballot, BallotVoter, CastVote
from museion.governance.models.statutes import StatuteRule

__all__ = [
    "Advice",
    "AgendaItem",
    "Assembly",
    "Ballot",
    "BallotVoter",
    "CastVote",
    "Delegate",
    "Motion",
    "Presence",
    "Proxy",
    "StatuteRule",
]
