"""How many records state a concept, by kind, and how many a narrower one."""

from dataclasses import dataclass
from typing import Any

from museion.core.access import Viewer
from museion.core.kinds import KINDS
from museion.search.queries import search
from museion.search.requests import SearchRequest, SearchUnavailableError
from museion.vocabulary.bridge import CONCEPT_FIELD
from museion.vocabulary.models import Concept

_DEEPEST = 6
MOST_BELOW = 500


@dataclass(frozen=True, slots=True)
class Usage:
    """`kinds`: (label of the kind, count, address of the list). `below`: records of this concept or narrower ones."""

    total: int
    kinds: tuple[tuple[Any, int, str], ...]
    below: int
    below_url: str


def count_usage(concept: Concept, viewer: Viewer) -> Usage | None:
    """Only what the viewer may see counts. None where the index cannot answer, which is not the same as no record."""
    keys = list_keys_below(concept)
    try:
        own = search(_ask((concept.key,), viewer))
        below = own.total if len(keys) == 1 else search(_ask(keys, viewer)).total
    except SearchUnavailableError:
        return None
    counted = tuple(
        (KINDS[value.code].label_plural, value.count, f"/search?{CONCEPT_FIELD}={concept.key}&kind={value.code}")
        for value in own.facets.get("kind", ())
        if value.code in KINDS
    )
    address = "&".join(f"{CONCEPT_FIELD}={key}" for key in keys)
    return Usage(own.total, counted, below, f"/search?{address}" if len(keys) <= MOST_BELOW // 10 else "")


def list_keys_below(concept: Concept) -> tuple[str, ...]:
    """The concept and what is narrower, over some steps; one that runs in a circle ends where it began."""
    keys = {concept.id: concept.key}
    level = [concept.id]
    for _step in range(_DEEPEST):
        rows = Concept.objects.current().filter(broader__in=level, access=concept.access).values_list("id", "key")
        new = dict(rows[:MOST_BELOW]).items() - keys.items()
        if not new or len(keys) >= MOST_BELOW:
            break
        keys.update(new)
        level = [number for number, _ in new]
    return tuple(keys.values())[:MOST_BELOW]


def _ask(keys: tuple[str, ...], viewer: Viewer) -> SearchRequest:
    return SearchRequest(tokens=viewer.tokens, filters={CONCEPT_FIELD: keys}, facets=("kind",), limit=0, explain=False)
