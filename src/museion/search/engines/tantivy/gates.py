"""What a viewer may see, inside every query.

A record's access tokens stand in the index as one code, its gate. There are few different gates, so the shut ones are known
before a question is asked; most records stand open to most viewers, and leaving out the few shut ones costs a question almost
nothing, where asking for the open ones would double its time.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from tantivy import Occur, Query, Schema, Searcher

from museion.search.engines.columns.layout import ACCESS

_SEPARATOR = "\x1f"


def make_gate(tokens: Iterable[str]) -> str:
    """A record without any token has a gate that nobody opens."""
    return _SEPARATOR.join(["", *sorted(tokens)])


@dataclass(frozen=True, slots=True)
class Gates:
    """`open_gates` and `shut_gates` are all the gates of the index; every record stands behind one."""

    open_gates: tuple[str, ...]
    shut_gates: tuple[str, ...]
    is_mostly_open: bool
    schema: Schema

    def narrow(self, queries: Iterable[Query] = ()) -> Query:
        """The records that all the queries match and the viewer may see."""
        musts = [(Occur.Must, query) for query in queries]
        if not self.open_gates:
            return Query.empty_query()
        if self.is_mostly_open:
            shut = [(Occur.MustNot, self._match(gate)) for gate in self.shut_gates]
            if len(musts) == 1 and not shut:
                return musts[0][1]
            return Query.boolean_query([*(musts or [(Occur.Must, Query.all_query())]), *shut])
        opened = Query.boolean_query([(Occur.Should, self._match(gate)) for gate in self.open_gates])
        return Query.boolean_query([*musts, (Occur.Must, opened)])

    def _match(self, gate: str) -> Query:
        return Query.term_query(self.schema, ACCESS, gate, "basic")


def read_access(tokens: Iterable[str], schema: Schema, searcher: Searcher) -> Gates:
    held = set(tokens)
    gates = searcher.terms_with_prefix(ACCESS, "")
    opened = {gate: count for gate, count in gates if held.intersection(gate.split(_SEPARATOR)[1:])}
    shut = {gate: count for gate, count in gates if gate not in opened}
    return Gates(tuple(opened), tuple(shut), sum(opened.values()) > sum(shut.values()), schema)
