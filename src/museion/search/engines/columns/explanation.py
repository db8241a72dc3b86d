"""Why each hit was found: the engine scores every clause on the page's hits alone, and the shares are those scores."""

from collections.abc import Sequence
from typing import Any

from museion.search.engines.columns.clauses import Clause
from museion.search.engines.columns.index import Index, Row
from museion.search.engines.columns.meanings import keep_best
from museion.search.requests import Reason


def explain_hits(rows: Sequence[Row], clauses: Sequence[Clause], index: Index) -> dict[Any, tuple[Reason, ...]]:
    """Reasons by place in the index, the weightiest first."""
    if not rows or not clauses:
        return {}
    scores: dict[Any, list[tuple[Clause, float]]] = {}
    for clause, scored in zip(clauses, index.score([clause.query for clause in clauses], rows), strict=True):
        for place, score in scored.items():
            scores.setdefault(place, []).append((clause, score))
    return {place: _share(keep_best(held)) for place, held in scores.items()}


def _share(scored: list[tuple[Clause, float]]) -> tuple[Reason, ...]:
    """A word and its stem in one field are one reason, by the path that weighs more."""
    whole = sum(score for _, score in scored) or 1.0
    joined: dict[tuple[str, str], tuple[float, float, Clause]] = {}
    for clause, score in scored:
        total, best, first = joined.get((clause.field, clause.term), (0.0, -1.0, clause))
        joined[clause.field, clause.term] = (total + score, max(best, score), clause if score > best else first)
    reasons = [
        Reason(field, term, round(total / whole, 4), clause.via, clause.language, clause.path)
        for (field, term), (total, _, clause) in joined.items()
    ]
    return tuple(sorted(reasons, key=lambda reason: (-reason.share, reason.field, reason.term)))
