"""Records and facet values that a question which is being typed may mean.

The words before the last stand as they are; the last one is the beginning of a word of a name. A short beginning has a great many
records: a column that holds kind and beginning together gives the best of each kind without walking through all of them.
"""

from collections.abc import Iterable

from tantivy import Occur, Query

from museion.search.analysis import is_unspaced, split_question
from museion.search.engines.tantivy.clauses import Lookup
from museion.search.engines.tantivy.gates import Access
from museion.search.engines.tantivy.matching import either, match_question, unscored
from museion.search.engines.tantivy.schema import KEY, KIND, LONGEST_START, NAMES, STARTS, make_name, make_start
from museion.search.questions import All, Word
from museion.search.requests import SuggestedCode

_MOST_WORDS = 12
_MOST_FORMS = 40
_MOST_KINDS = 30
_MOST_MIXED = 60
_SPARE = 10
_WHOLE_WORD, _BEGINS_NAME = 2.0, 6.0
_LEAST_FOR_NAMES = 3

Found = list[tuple[str, str]]
"""Kind and key, the best first."""


class Completing:
    """One text, one viewer, one snapshot."""

    def __init__(self, text: str, lookup: Lookup, access: Access, limit: int) -> None:
        self.words = [word for _, word in split_question(text)][:_MOST_WORDS]
        self.typed = text.split()[:_MOST_WORDS]
        self.lookup, self.access, self.limit = lookup, access, limit
        self.names = [field.name for field in lookup.layout.texts if field.is_name and field.is_heard]

    def find_records(self) -> dict[str, tuple[str, ...]]:
        """Keys by kind; a kind without any is left out."""
        if not self.words or not self.names:
            return {}
        found = self._find_short() if self._is_short() else self._find_long()
        by_kind: dict[str, list[str]] = {}
        for kind, key in found:
            by_kind.setdefault(kind, []).append(key)
        return {kind: tuple(by_kind[kind][: self.limit]) for kind in self._list_kinds() if kind in by_kind}

    def count_codes(self, codes: list[tuple[str, str]]) -> tuple[SuggestedCode, ...]:
        """Those that a visible record has, most frequent first."""
        counted = [SuggestedCode(field, code, self._count(field, code)) for field, code in codes]
        seen = sorted((code for code in counted if code.count), key=lambda code: (-code.count, code.code))
        return tuple(seen[: self.limit])

    def _is_short(self) -> bool:
        return len(self.words) == 1 and len(self.words[0]) <= LONGEST_START and not is_unspaced(self.words[0])

    def _list_kinds(self) -> list[str]:
        return [kind for kind, _count in self.lookup.searcher.terms_with_prefix("t_kind", "", limit=_MOST_KINDS)]

    def _find_short(self) -> Found:
        """The best of each kind whoever may see them, then those that the viewer may; all over again where too few were left."""
        found: Found = []
        for kind in self._list_kinds():
            start = make_start(kind, self.words[0])
            if self.lookup.has(STARTS, start):
                query = Query.term_query(self.lookup.schema, STARTS, start, "basic")
                best = self._search(query, self.limit + _SPARE)
                seen = self._keep_visible(best)
                is_cut = len(seen) < self.limit and len(best) > self.limit
                found += self._search(self.access.narrow([query]), self.limit) if is_cut else seen
        return found

    def _keep_visible(self, found: Found) -> Found:
        schema = self.lookup.schema
        among = either([Query.term_query(schema, KEY, key, "basic") for _kind, key in found])
        visible = {key for _kind, key in self._search(self.access.narrow([among]), len(found))}
        return [(kind, key) for kind, key in found if key in visible]

    def _find_long(self) -> Found:
        """The commonest kind apart, so that its many records do not hide the few of others."""
        beginnings = [query for name in self.names for query in self._begin(name)]
        kinds = self._list_kinds()
        if not beginnings or not kinds:
            return []
        before = tuple(Word(word) for word in self.typed[:-1])
        musts = [match_question(All(before), self.lookup)] if before else []
        visible = unscored(self.access.narrow([*musts, either(beginnings)]))
        shoulds = [(Occur.Should, query) for query in (*beginnings, *self._prefer())]
        commonest = Query.term_query(self.lookup.schema, "t_kind", kinds[0], "basic")
        asked = [(Occur.Must, visible), *shoulds]
        found = self._search(Query.boolean_query([*asked, (Occur.Must, unscored(commonest))]), self.limit)
        return found + self._search(Query.boolean_query([*asked, (Occur.MustNot, commonest)]), _MOST_MIXED)

    def _search(self, query: Query, limit: int) -> Found:
        hits = self.lookup.searcher.search(query, max(limit, 1), count=False).hits if limit else []
        rows = (self.lookup.searcher.doc(address) for _score, address in hits)
        return [(str(row.get_first(KIND)), str(row.get_first(KEY))) for row in rows]

    def _begin(self, name: str) -> Iterable[Query]:
        last, column = self.words[-1], f"w_{name}"
        if is_unspaced(last):
            return [match_question(Word(self.typed[-1], name), self.lookup)]
        forms = self.lookup.searcher.terms_with_prefix(column, last, limit=_MOST_FORMS)
        return [Query.term_query(self.lookup.schema, column, form) for form, _count in forms]

    def _prefer(self) -> Iterable[Query]:
        """Names that hold the word whole, and names that begin as the text does."""
        schema, last = self.lookup.schema, self.words[-1]
        for name in self.names:
            if self.lookup.has(f"w_{name}", last):
                yield Query.const_score_query(Query.term_query(schema, f"w_{name}", last), _WHOLE_WORD)
            if len(last) >= _LEAST_FOR_NAMES:
                whole = make_name(name, " ".join(self.words))
                for held, _count in self.lookup.searcher.terms_with_prefix(NAMES, whole, limit=_MOST_FORMS):
                    begun = Query.term_query(schema, NAMES, held, "basic")
                    yield Query.const_score_query(begun, _BEGINS_NAME)

    def _count(self, field: str, code: str) -> int:
        query = self.access.narrow([Query.term_query(self.lookup.schema, f"t_{field}", code, "basic")])
        return int(getattr(self.lookup.searcher.search(query, 1), "count", 0) or 0)
