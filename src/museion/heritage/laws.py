"""Which law spoke of an object, where and when: a room that keeps a base of laws fills the list.

Rooms beside each other never import one another; whoever reasons about an export or a purchase asks here. What comes back is
what sources state, each with its certainty, and never advice.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Protocol

from museion.core.languages import LanguageMap


@dataclass(frozen=True, slots=True)
class LawQuestion:
    """`country`: ISO 3166-1. `object_class`: a code of the base's classes, or nothing for all. Age in years, value in EUR."""

    country: str
    day: date
    object_class: str = ""
    age: int | None = None
    value: Decimal | None = None


@dataclass(frozen=True, slots=True)
class LawAnswer:
    """One rule in force. `unsure`: what the question leaves open, such as the age that the rule depends on.

    `area`: the country whose law it is, `EU`, or nothing for a convention.
    """

    key: str
    titles: LanguageMap
    citation: str
    rule_kind: str
    article: str
    texts: LanguageMap
    from_date: date | None
    to_date: date | None
    certainty: str
    source_text: str
    source_url: str
    unsure: tuple[str, ...] = field(default_factory=tuple)
    area: str = ""


class LawFinder(Protocol):
    def __call__(self, question: LawQuestion) -> Sequence[LawAnswer]: ...


class NoLawBaseError(LookupError):
    """No room of this installation keeps a base of laws; that is not the same as "no law applied"."""


LAW_FINDERS: list[LawFinder] = []


def find_laws(question: LawQuestion) -> list[LawAnswer]:
    if not LAW_FINDERS:
        raise NoLawBaseError("no room registered a law finder")
    return [answer for find in LAW_FINDERS for answer in find(question)]
