"""Rules held against facts, with the chain of reasons.

A rule applies where all of its `when` lines hold, and is kept where all of its `require` lines do. Somebody may do what the
rules are about if every rule that applies is kept.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from museion.governance.statutes.conditions import Condition, Facts, Value

__all__ = ["Answer", "Facts", "Outcome", "Reason", "Rule", "Statutes", "Value"]


class Outcome(StrEnum):
    KEPT = "kept"
    BROKEN = "broken"
    NOT_ABOUT = "not_about"


@dataclass(frozen=True, slots=True)
class Rule:
    """One article's demand from a day on. `texts`: by language. `parameters`: the numbers that lines name in braces."""

    name: str
    article: str
    texts: Mapping[str, str]
    valid_from: date
    valid_until: date | None = None
    subject: str = "vote"
    when: tuple[Condition, ...] = ()
    require: tuple[Condition, ...] = ()
    parameters: Mapping[str, Any] = field(default_factory=dict)

    def is_in_force(self, day: date) -> bool:
        return self.valid_from <= day and (self.valid_until is None or day <= self.valid_until)

    def judge(self, facts: Facts) -> "Reason":
        if not all(line.holds(facts, self.parameters) for line in self.when):
            return Reason(self, Outcome.NOT_ABOUT)
        broken = tuple(line for line in self.require if not line.holds(facts, self.parameters))
        return Reason(self, Outcome.BROKEN if broken else Outcome.KEPT, broken)


@dataclass(frozen=True, slots=True)
class Reason:
    """What one rule says. `broken`: the lines that do not hold."""

    rule: Rule
    outcome: Outcome
    broken: tuple[Condition, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """May, or may not, and why: one reason a rule, in the order of the statutes."""

    reasons: tuple[Reason, ...]

    @property
    def is_yes(self) -> bool:
        return all(reason.outcome != Outcome.BROKEN for reason in self.reasons)

    @property
    def against(self) -> tuple[Reason, ...]:
        return tuple(reason for reason in self.reasons if reason.outcome == Outcome.BROKEN)


class Statutes:
    """The rules about one subject that were in force on a day. Equal facts are judged once."""

    def __init__(self, rules: Iterable[Rule], *, subject: str, day: date) -> None:
        self.rules = tuple(rule for rule in rules if rule.subject == subject and rule.is_in_force(day))
        self._names = tuple(
            sorted({line.fact for rule in self.rules for line in (*rule.when, *rule.require)} | self._list_referred())
        )
        self._answers: dict[tuple[Value, ...], Answer] = {}

    def ask(self, facts: Facts) -> Answer:
        key = tuple(facts.get(name) for name in self._names)
        answer = self._answers.get(key)
        if answer is None:
            answer = self._answers[key] = Answer(tuple(rule.judge(facts) for rule in self.rules))
        return answer

    def _list_referred(self) -> set[str]:
        """Facts that stand on the right side of a line, as `[closing_date]`."""
        lines = (line for rule in self.rules for line in (*rule.when, *rule.require))
        return {line.operand[1:-1] for line in lines if line.operand[:1] == "["}
