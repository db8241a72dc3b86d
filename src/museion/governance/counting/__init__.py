"""Counting votes: pure functions of the anonymous votes, so that anybody with the published file gets the same result."""

from museion.governance.counting.tally import ABSTAIN, BLANK, Question, Tally, count_votes

__all__ = ["ABSTAIN", "BLANK", "Question", "Tally", "count_votes"]
