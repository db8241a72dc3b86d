"""Typed access to the children of one CAP element, with the place in every complaint."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import ParamSpec, TypeVar

from lxml import etree

from museion.core.wording import Wording
from museion.response.feeds.alerts import FeedError, Flaw
from museion.response.feeds.moments import read_cap_moment
from museion.response.feeds.xml import get_child_text, get_text, iterate_children

Term = TypeVar("Term", bound=StrEnum)
Value = TypeVar("Value")
Arguments = ParamSpec("Arguments")

# What CAP 1.0 called otherwise, and what later versions tell their readers to take it for.
_FORMER_TERMS = {"Very Likely": "Likely"}


@dataclass(frozen=True, slots=True)
class Fields:
    """The children of `element`; `place` names it in complaints, `departures` collects what was forgiven."""

    element: etree._Element
    place: str
    departures: list[str]

    def get_text(self, name: str) -> str:
        return get_child_text(self.element, name)

    def get_texts(self, name: str) -> tuple[str, ...]:
        return tuple(text for child in iterate_children(self.element, name) if (text := get_text(child)))

    def require_text(self, name: str) -> str:
        text = self.get_text(name)
        if not text:
            raise FeedError(Flaw.MISSING, f"{self.place}/{name}")
        return text

    def require_moment(self, name: str) -> datetime:
        return read_cap_moment(self.require_text(name), f"{self.place}/{name}", self.departures)

    def find_moment(self, name: str) -> datetime | None:
        return self.forgive(self.require_moment, name) if self.get_text(name) else None

    def require_term(self, name: str, terms: type[Term]) -> Term:
        return self.read_term(self.require_text(name), name, terms)

    def read_term(self, text: str, name: str, terms: type[Term]) -> Term:
        try:
            return terms(_FORMER_TERMS.get(text, text))
        except ValueError as error:
            raise FeedError(Flaw.BAD_VALUE, f"{self.place}/{name}", text, " | ".join(terms)) from error

    def find_terms(self, name: str, terms: type[Term]) -> tuple[Term, ...]:
        read = (self.forgive(self.read_term, text, name, terms) for text in self.get_texts(name))
        return tuple(term for term in read if term is not None)

    def find_number(self, name: str) -> float | None:
        text = self.get_text(name)
        return self.forgive(read_number, text, f"{self.place}/{name}") if text else None

    def get_pairs(self, name: str) -> tuple[tuple[str, str], ...]:
        """`valueName` and `value`; CAP 1.0 wrote `name=value`."""
        return tuple(_read_pair(child) for child in iterate_children(self.element, name))

    def forgive(
        self, read: Callable[Arguments, Value], *args: Arguments.args, **kwargs: Arguments.kwargs
    ) -> Value | None:
        """None, and a note of why, where an optional part cannot be read."""
        try:
            return read(*args, **kwargs)
        except FeedError as error:
            self.departures.append(str(error))
            return None


def read_number(text: str, where: str) -> float:
    try:
        number = float(text)
    except ValueError as error:
        raise FeedError(Flaw.BAD_VALUE, where, text, Wording("a number")) from error
    if number != number or abs(number) == float("inf"):
        raise FeedError(Flaw.BAD_VALUE, where, text, Wording("a finite number"))
    return number


def _read_pair(element: etree._Element) -> tuple[str, str]:
    if len(element):
        return get_child_text(element, "valueName"), get_child_text(element, "value")
    name, _, value = get_text(element).partition("=")
    return (name.strip(), value.strip()) if value else ("", name.strip())
