"""Records and facet values that a question which is being typed may mean.

The words before the last stand as they are; the last one is the beginning of a word of a name. Short beginnings have a column
of their own, longer ones are looked up in the dictionary: neither walks through all words that begin so.
"""

from tantivy import Occur, Query

from museion.search.analysis import is_unspaced, split_question
from museion.search.engines.tantivy.clauses import Lookup
from museion.search.engines.tantivy.gates import Access
from museion.search.engines.tantivy.matching import either, match_question, unscored
from museion.search.engines.tantivy.schema import KEY, LONGEST_START, NAMES, make_name
from museion.search.questions import All, Word
from museion.search.requests import SuggestedCode

_MOST_WORDS = 12
_MOST_FORMS = 40
_KINDS = 30
_WHOLE_WORD, _BEGINS_NAME = 2.0, 6.0
_LEAST_FOR_NAMES = 5


class Completing:
    """One text, one viewer, one snapshot."""

    def __init__(self, text: str, lookup: Lookup, access: Access, limit: int) -> None:
        self.words = [word for _, word in split_question(text)][:_MOST_WORDS]
        self.typed = text.split()[:_MOST_WORDS]
        self.lookup, self.access, self.limit = lookup, access, limit
        self.names = [field.name for field in lookup.layout.texts if field.is_name and field.is_heard]

    def find_records(self) -> dict[str, tuple[str, ...]]:
        """Keys by kind, the best first; a kind without any is left out."""
        query = self._ask() if self.words and self.names else None
        if query is None:
            return {}
        kinds = self.lookup.searcher.terms_with_prefix("t_kind", "", limit=_KINDS)
        found = {kind: self._find_of_kind(kind, query) for kind, _count in kinds}
        return {kind: keys for kind, keys in found.items() if keys}

    def count_codes(self, codes: list[tuple[str, str]]) -> tuple[SuggestedCode, ...]:
        """Those that a visible record has, most frequent first."""
        counted = [SuggestedCode(field, code, self._count(field, code)) for field, code in codes]
        seen = sorted((code for code in counted if code.count), key=lambda code: (-code.count, code.code))
        return tuple(seen[: self.limit])

    def _find_of_kind(self, kind: str, query: Query) -> tuple[str, ...]:
        of_kind = unscored(Query.term_query(self.lookup.schema, "t_kind", kind, "basic"))
        narrowed = Query.boolean_query([(Occur.Must, of_kind), (Occur.Must, query)])
        hits = self.lookup.searcher.search(narrowed, self.limit, count=False).hits
        return tuple(str(self.lookup.searcher.doc(address).get_first(KEY)) for _score, address in hits)

    def _ask(self) -> Query | None:
        beginnings = [query for name in self.names for query in self._begin(name)]
        if not beginnings:
            return None
        before = tuple(Word(word) for word in self.typed[:-1])
        musts = [match_question(All(before), self.lookup)] if before else []
        open_to_viewer = unscored(self.access.narrow([*musts, either(beginnings)]))
        shoulds = [(Occur.Should, query) for query in (*beginnings, *self._prefer())]
        return Query.boolean_query([(Occur.Must, open_to_viewer), *shoulds])

    def _begin(self, name: str) -> list[Query]:
        last = self.words[-1]
        if is_unspaced(last):
            return [match_question(Word(self.typed[-1], name), self.lookup)]
        if len(last) <= LONGEST_START:
            return (
                [Query.term_query(self.lookup.schema, f"i_{name}", last)] if self.lookup.has(f"i_{name}", last) else []
            )
        forms = self.lookup.searcher.terms_with_prefix(f"w_{name}", last, limit=_MOST_FORMS)
        return [Query.term_query(self.lookup.schema, f"w_{name}", form) for form, _count in forms]

    def _prefer(self) -> list[Query]:
        """Names that hold the word whole, and names that begin as the text does."""
        schema, preferred = self.lookup.schema, []
        for name in self.names:
            if self.lookup.has(f"w_{name}", self.words[-1]):
                held = Query.term_query(schema, f"w_{name}", self.words[-1])
                preferred.append(Query.const_score_query(held, _WHOLE_WORD))
            whole = make_name(name, " ".join(self.words))
            if len(whole) - len(name) > _LEAST_FOR_NAMES:
                begun = self.lookup.searcher.terms_with_prefix(NAMES, whole, limit=_MOST_FORMS)
                queries = [Query.term_query(schema, NAMES, held, "basic") for held, _count in begun]
                preferred += [Query.const_score_query(query, _BEGINS_NAME) for query in queries]
        return preferred

    def _count(self, field: str, code: str) -> int:
        query = self.access.narrow([Query.term_query(self.lookup.schema, f"t_{field}", code, "basic")])
        return int(getattr(self.lookup.searcher.search(query, 1), "count", 0) or 0)
