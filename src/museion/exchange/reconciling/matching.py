"""Which records a cell of somebody's table may mean."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from rapidfuzz import fuzz
from rapidfuzz.utils import default_process

from museion.core.kinds import KINDS
from museion.search.documents import Card, FieldKind, get_cards, get_fields
from museion.search.queries import search
from museion.search.requests import Hit, QuerySyntaxError, SearchRequest

MOST_CANDIDATES = 25
LONGEST_QUERY = 300
_SURE = 95.0
_GAP = 10.0
_WITHOUT_PROPERTIES = 0.7
_LANGUAGE_ORDER = ("en", "fr", "es", "ar")


@dataclass(frozen=True, slots=True)
class Question:
    """One cell. `types`: kinds to look among, all without any. `properties`: what else the row says, by field."""

    text: str
    types: tuple[str, ...] = ()
    limit: int = 5
    properties: dict[str, tuple[str, ...]] = field(default_factory=dict)


def find_candidates(question: Question) -> list[dict[str, Any]]:
    """Best first. `match` is True for one that is surely meant: its name fits and no other comes near."""
    narrowed = _ask(question, with_properties=True)
    found = {hit.key: (hit, 1.0) for hit in narrowed}
    if len(found) < question.limit and question.properties:
        found = {hit.key: (hit, _WITHOUT_PROPERTIES) for hit in _ask(question, with_properties=False)} | found
    cards = get_cards([(key, hit.kind) for key, (hit, _) in found.items()], "en")
    scored = [
        (_score(question.text, cards[key], hit) * factor, cards[key])
        for key, (hit, factor) in found.items()
        if key in cards
    ]
    scored.sort(key=lambda pair: (-pair[0], pair[1].key))
    best = scored[: question.limit]
    return [_describe(score, card, is_sure=_is_sure(score, place, scored)) for place, (score, card) in enumerate(best)]


def _ask(question: Question, *, with_properties: bool) -> Sequence[Hit]:
    fields = get_fields()
    usable = {
        name: values
        for name, values in question.properties.items()
        if with_properties and name in fields and fields[name].kind is FieldKind.TERM and values
    }
    filters = usable | ({"kind": question.types} if question.types else {})
    words = " ".join(word for word in default_process(question.text).split() if word)[:LONGEST_QUERY]
    if not words:
        return ()
    try:
        return search(SearchRequest(text=words, filters=filters, limit=MOST_CANDIDATES)).hits
    except QuerySyntaxError:
        return ()


def _score(text: str, card: Card, hit: Hit) -> float:
    """0 to 100: how near the nearest of the record's names is, whatever the order of its words."""
    if any(reason.via == "exact" for reason in hit.why):
        return 100.0
    names = list(card.title.values())
    return max((float(fuzz.token_sort_ratio(text, name, processor=default_process)) for name in names), default=0.0)


def _is_sure(score: float, place: int, scored: list[tuple[float, Card]]) -> bool:
    second = scored[1][0] if len(scored) > 1 else 0.0
    return place == 0 and score >= _SURE and score - second >= _GAP


def _describe(score: float, card: Card, *, is_sure: bool) -> dict[str, Any]:
    return {
        "id": card.key,
        "name": card.title.pick(_LANGUAGE_ORDER).text or card.key,
        "type": [describe_type(card.kind)],
        "score": round(score, 1),
        "match": is_sure,
        "description": ", ".join(card.facts),
    }


def describe_type(kind: str) -> dict[str, str]:
    return {"id": kind, "name": str(KINDS[kind].label) if kind in KINDS else kind}
