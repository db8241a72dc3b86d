"""Why each hit was found: the engine scores every clause on the page's hits alone, and the shares are those scores."""

from collections.abc import Sequence

from tantivy import DocAddress, Occur, Query, Schema, Searcher

from museion.search.engines.tantivy.clauses import Clause
from museion.search.engines.tantivy.matching import either, unscored
from museion.search.engines.tantivy.meanings import keep_best
from museion.search.engines.tantivy.schema import KEY
from museion.search.requests import Reason

Place = tuple[int, int]


def explain_hits(
    keys: Sequence[str], clauses: Sequence[Clause], schema: Schema, searcher: Searcher
) -> dict[Place, tuple[Reason, ...]]:
    """Reasons by place in the index, the weightiest first. One small search a clause."""
    if not keys or not clauses:
        return {}
    # Seven times quicker than a term set, whose automaton would be built anew for each clause.
    among = unscored(either([Query.term_query(schema, KEY, key, "basic") for key in keys]))
    scores: dict[Place, list[tuple[Clause, float]]] = {}
    for clause in clauses:
        query = Query.boolean_query([(Occur.Must, among), (Occur.Must, clause.query)])
        for score, address in searcher.search(query, len(keys), count=False).hits:
            scores.setdefault(get_place(address), []).append((clause, score))
    return {place: _share(keep_best(scored)) for place, scored in scores.items()}


def get_place(address: DocAddress) -> Place:
    return address.segment_ord, address.doc


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
