"""What other rooms hold about a record, for its page: upper rooms fill the list, every record's page reads it."""

from collections.abc import Callable
from dataclasses import dataclass

from museion.core.access import Viewer
from museion.core.models import Record


@dataclass(frozen=True, slots=True)
class Beside:
    """Where a list of `count` records about this one is; `label` is in the reader's language and holds the count."""

    label: str
    url: str
    count: int


BesideFinder = Callable[[Record, Viewer], Beside | None]
BESIDE_FINDERS: list[BesideFinder] = []


def find_beside(record: Record, viewer: Viewer) -> list[Beside]:
    found = (find(record, viewer) for find in BESIDE_FINDERS)
    return [held for held in found if held is not None]


# (words, ISO 3166-1 code or nothing, viewer): what is known of a topic, for a page that is about no such record.
TopicFinder = Callable[[str, str, Viewer], Beside | None]
TOPIC_FINDERS: list[TopicFinder] = []


def find_on_topic(words: str, country: str, viewer: Viewer) -> list[Beside]:
    found = (find(words, country, viewer) for find in TOPIC_FINDERS if words)
    return [held for held in found if held is not None]
