"""One line of a rule, such as `standing is one of paid, exempt` or `proxies_held at most {most_proxies}`.

The form: a fact, a comparison, a value. A value is a word, a number, a day (`2026-03-14`), another fact written `[fact]`, or
a parameter of the rule written `{name}`. A fact that is not known satisfies only `is unknown`.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

Value = str | int | date | None
Facts = Mapping[str, Value]
Parameters = Mapping[str, Any]

_FACT = re.compile(r"[a-z][a-z_]*")
_PLAIN: dict[str, Callable[[Any, Any], bool]] = {
    "at most": lambda held, wanted: held <= wanted,
    "at least": lambda held, wanted: held >= wanted,
    "not after": lambda held, wanted: held <= wanted,
    "not before": lambda held, wanted: held >= wanted,
    "after": lambda held, wanted: held > wanted,
    "is one of": lambda held, wanted: held in wanted,
    "is none of": lambda held, wanted: held not in wanted,
    "is not": lambda held, wanted: held != wanted,
    "is": lambda held, wanted: held == wanted,
}
"""By their words, a longer one before one that begins it."""
_OF_SEVERAL = frozenset({"is one of", "is none of"})


class RuleSyntaxError(ValueError):
    """The line is none of the forms that a rule may have; the message shows what can stand there."""


@dataclass(frozen=True, slots=True)
class Condition:
    """`operand`: what stands after the comparison, as written."""

    fact: str
    comparison: str
    operand: str

    def __str__(self) -> str:
        return f"{self.fact} {self.comparison} {self.operand}".strip()

    def holds(self, facts: Facts, parameters: Parameters) -> bool:
        """Raises `RuleSyntaxError` for a parameter or fact that does not exist, and for a day held against a number."""
        held = _get(facts, self.fact)
        if self.comparison in {"is known", "is unknown"}:
            return (held is None) == (self.comparison == "is unknown")
        wanted = self.read_operand(facts, parameters)
        if held is None or wanted is None:
            return False
        try:
            return _PLAIN[self.comparison](held, wanted)
        except TypeError as error:
            raise RuleSyntaxError(f"“{self}”: {held} cannot be held against {wanted}") from error

    def read_operand(self, facts: Facts, parameters: Parameters) -> Any:
        if self.comparison in _OF_SEVERAL:
            wanted = _read_value(self.operand, facts, parameters) if self.operand[:1] == "{" else None
            return wanted if wanted is not None else [part.strip() for part in self.operand.split(",")]
        return _read_value(self.operand, facts, parameters)


def read_condition(line: str) -> Condition:
    text = " ".join(line.split())
    fact, _space, rest = text.partition(" ")
    if not _FACT.fullmatch(fact):
        raise RuleSyntaxError(f"“{line}” does not begin with the name of a fact, such as standing")
    if rest in {"is known", "is unknown"}:
        return Condition(fact, rest, "")
    for comparison in _PLAIN:
        operand = rest.removeprefix(f"{comparison} ")
        if operand != rest and operand.strip():
            return Condition(fact, comparison, operand.strip())
    known = ", ".join([*_PLAIN, "is known", "is unknown"])
    raise RuleSyntaxError(f"“{line}”: after the fact comes one of: {known}")


def _read_value(text: str, facts: Facts, parameters: Parameters) -> Any:
    if text[:1] == "[" and text[-1:] == "]":
        return _get(facts, text[1:-1])
    if text[:1] == "{" and text[-1:] == "}":
        if text[1:-1] not in parameters:
            raise RuleSyntaxError(f"the rule has no parameter {text}")
        return parameters[text[1:-1]]
    if text.lstrip("-").isdigit():
        return int(text)
    try:
        return date.fromisoformat(text)
    except ValueError:
        return text


def _get(facts: Facts, name: str) -> Value:
    if name not in facts:
        raise RuleSyntaxError(f"no fact is called {name}; there are {', '.join(sorted(facts))}")
    return facts[name]
