"""Papers of meetings, on their way to whoever keeps publications: a room that does fills the list.

Rooms beside each other never import one another; whoever holds a meeting's papers asks here.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Protocol

from museion.core.access import AccessLevel, Actor
from museion.network.models import Body


@dataclass(frozen=True, slots=True)
class Author:
    """As printed; `person_key` where the register knows them."""

    name: str
    institution: str = ""
    country: str = ""
    person_key: str = ""


@dataclass(frozen=True, slots=True)
class PaperFile:
    """A file as it lies on disk; `title` is what readers see."""

    path: Path
    media_type: str
    title: str
    language: str = ""


@dataclass(frozen=True, slots=True)
class Proceeding:
    """One paper of a meeting. `titles`, `abstracts`, `event_titles`: by language. `concept_keys`: what it is about.
    `access`, `scope_key`: who may read it, as with the meeting itself."""

    contribution_key: str
    event_key: str
    event_titles: Mapping[str, str]
    event_date: date
    place: str
    bodies: tuple[Body, ...]
    titles: Mapping[str, str]
    abstracts: Mapping[str, str]
    language: str
    authors: tuple[Author, ...]
    files: tuple[PaperFile, ...]
    concept_keys: tuple[str, ...] = ()
    access: str = AccessLevel.PUBLIC
    scope_key: str = ""


class ProceedingTaker(Protocol):
    """Returns the key of the publication. Asked twice about one contribution, it returns the same."""

    def __call__(self, proceeding: Proceeding, *, actor: Actor, at: datetime) -> str: ...


class NoLibraryError(LookupError):
    """No room of this installation keeps publications."""


PROCEEDING_TAKERS: list[ProceedingTaker] = []


def hand_over_proceeding(proceeding: Proceeding, *, actor: Actor, at: datetime) -> str:
    if not PROCEEDING_TAKERS:
        raise NoLibraryError("no room registered a taker of proceedings")
    return PROCEEDING_TAKERS[0](proceeding, actor=actor, at=at)
