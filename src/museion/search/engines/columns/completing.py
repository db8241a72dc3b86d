"""Records and facet values that a question which is being typed may mean.

The words before the last stand as they are; the last one is the beginning of a word of a name. A short beginning has a great many
records: a column that holds kind and beginning together gives the best of each kind without walking through all of them.
"""

from collections.abc import Iterable

from museion.search.analysis import is_unspaced, split_question
from museion.search.engines.columns.clauses import Lookup
from museion.search.engines.columns.index import Access, Query
from museion.search.engines.columns.layout import KEY, LONGEST_START, NAMES, STARTS, make_name, make_start
from museion.search.engines.columns.matching import match_question
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
        return [kind for kind, _count in self.lookup.index.list_terms("t_kind", "", limit=_MOST_KINDS)]

    def _find_short(self) -> Found:
        """The best of each kind whoever may see them, then those that the viewer may; all over again where too few were left."""
        found: Found = []
        for kind in self._list_kinds():
            start = make_start(kind, self.words[0])
            if self.lookup.has(STARTS, start):
                query = self.lookup.make.term(STARTS, start, is_scored=False)
                best = self._search(query, self.limit + _SPARE)
                seen = self._keep_visible(best)
                is_cut = len(seen) < self.limit and len(best) > self.limit
                found += self._search(self.access.narrow([query]), self.limit) if is_cut else seen
        return found

    def _keep_visible(self, found: Found) -> Found:
        among = self.lookup.make.any_of(KEY, [key for _kind, key in found])
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
        visible = self.lookup.make.unscored(self.access.narrow([*musts, self.lookup.make.either(beginnings)]))
        shoulds = [*beginnings, *self._prefer()]
        commonest = self.lookup.make.term("t_kind", kinds[0], is_scored=False)
        among = self.lookup.make.join(musts=[visible, self.lookup.make.unscored(commonest)], shoulds=shoulds)
        others = self.lookup.make.join(musts=[visible], shoulds=shoulds, nots=[commonest])
        return self._search(among, self.limit) + self._search(others, _MOST_MIXED)

    def _search(self, query: Query, limit: int) -> Found:
        return (
            [(row.kind, row.key) for row in self.lookup.index.find(query, limit, is_counted=False).rows]
            if limit
            else []
        )

    def _begin(self, name: str) -> Iterable[Query]:
        last, column = self.words[-1], f"w_{name}"
        if is_unspaced(last):
            return [match_question(Word(self.typed[-1], name), self.lookup)]
        forms = self.lookup.index.list_terms(column, last, limit=_MOST_FORMS)
        return [self.lookup.make.term(column, form) for form, _count in forms]

    def _prefer(self) -> Iterable[Query]:
        """Names that hold the word whole, and names that begin as the text does."""
        last = self.words[-1]
        for name in self.names:
            if self.lookup.has(f"w_{name}", last):
                yield self.lookup.make.constant(self.lookup.make.term(f"w_{name}", last), _WHOLE_WORD)
            if len(last) >= _LEAST_FOR_NAMES:
                whole = make_name(name, " ".join(self.words))
                for held, _count in self.lookup.index.list_terms(NAMES, whole, limit=_MOST_FORMS):
                    begun = self.lookup.make.term(NAMES, held, is_scored=False)
                    yield self.lookup.make.constant(begun, _BEGINS_NAME)

    def _count(self, field: str, code: str) -> int:
        query = self.access.narrow([self.lookup.make.term(f"t_{field}", code, is_scored=False)])
        return self.lookup.index.count(query)
