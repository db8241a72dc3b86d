"""Statutes as rules that a program can follow: lines that people read, held against facts, answered with reasons."""

from museion.governance.statutes.conditions import Condition, RuleSyntaxError, read_condition
from museion.governance.statutes.rules import Answer, Facts, Outcome, Reason, Rule, Statutes

__all__ = [
    "Answer",
    "Condition",
    "Facts",
    "Outcome",
    "Reason",
    "Rule",
    "RuleSyntaxError",
    "Statutes",
    "read_condition",
]
