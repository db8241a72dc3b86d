"""What a viewer may see, inside every query.

Of a record's access tokens those of levels stand in the index as one code, its gate. There are few different gates, so the shut
ones are known before a question is asked; most records stand open to most viewers, and leaving out the few shut ones costs a
question almost nothing, where asking for the open ones would double its time. Tokens of one body (`committee:KEY`) are as many
as bodies: they stand beside the gate, and let their holders through a shut one.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from tantivy import Occur, Query, Schema, Searcher

from museion.search.engines.columns.layout import ACCESS

_SEPARATOR = "\x1f"


def list_gate_terms(tokens: Iterable[str]) -> list[str]:
    """A record without any token of a level has a gate that nobody opens."""
    held = sorted(tokens)
    levels = [token for token in held if not _is_of_body(token)]
    return [_SEPARATOR + _SEPARATOR.join(levels), *filter(_is_of_body, held)]


def _is_of_body(token: str) -> bool:
    return ":" in token


@dataclass(frozen=True, slots=True)
class Gates:
    """`open_gates` and `shut_gates` are all the gates of the index; every record stands behind one. `passes`: the viewer's, of bodies."""

    open_gates: tuple[str, ...]
    shut_gates: tuple[str, ...]
    passes: tuple[str, ...]
    is_mostly_open: bool
    schema: Schema

    def narrow(self, queries: Iterable[Query] = ()) -> Query:
        """The records that all the queries match and the viewer may see."""
        musts = [(Occur.Must, query) for query in queries]
        if not self.open_gates and not self.passes:
            return Query.empty_query()
        if not self.is_mostly_open:
            opened = [(Occur.Should, self._match(term)) for term in (*self.open_gates, *self.passes)]
            return Query.boolean_query([*musts, (Occur.Must, Query.boolean_query(opened))])
        shut = [(Occur.MustNot, self._match_shut(gate)) for gate in self.shut_gates]
        if len(musts) == 1 and not shut:
            return musts[0][1]
        return Query.boolean_query([*(musts or [(Occur.Must, Query.all_query())]), *shut])

    def _match_shut(self, gate: str) -> Query:
        if not self.passes:
            return self._match(gate)
        passed = [(Occur.MustNot, self._match(term)) for term in self.passes]
        return Query.boolean_query([(Occur.Must, self._match(gate)), *passed])

    def _match(self, term: str) -> Query:
        return Query.term_query(self.schema, ACCESS, term, "basic")


def read_access(tokens: Iterable[str], schema: Schema, searcher: Searcher) -> Gates:
    held = set(tokens)
    gates = searcher.terms_with_prefix(ACCESS, _SEPARATOR)
    opened = {gate: count for gate, count in gates if held.intersection(gate.split(_SEPARATOR)[1:])}
    shut = {gate: count for gate, count in gates if gate not in opened}
    passes = tuple(token for token in sorted(held) if _is_of_body(token) and searcher.doc_freq(ACCESS, token))
    return Gates(tuple(opened), tuple(shut), passes, sum(opened.values()) > sum(shut.values()), schema)
