"""One question, answered on one snapshot: matches, order, facets, reasons."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from museion.search.documents import FieldKind
from museion.search.engines.columns.clauses import Clause, Lookup, make_clauses
from museion.search.engines.columns.explanation import explain_hits
from museion.search.engines.columns.facets import count_facets
from museion.search.engines.columns.grids import count_places
from museion.search.engines.columns.histograms import count_years
from museion.search.engines.columns.index import Index, Order, Query, Rows
from museion.search.engines.columns.layout import Layout
from museion.search.engines.columns.matching import match_filters, match_question
from museion.search.engines.columns.meanings import combine, score_meanings
from museion.search.engines.columns.sounding import make_sound_clauses
from museion.search.engines.columns.typos import FAR_MORE, FEW, find_commoner, find_corrections, put_right
from museion.search.engines.columns.unknown import find_unknown
from museion.search.expansion import Expander, expand, list_meanings, make_look_up, switch_off
from museion.search.questions import Meaning, Question, relax, replace_words, shorten_names
from museion.search.requests import DEEPEST_HIT, Bar, Grid, Hit, InvalidRequestError, SearchRequest, SearchResult
from museion.search.syntax import read_question


@dataclass(frozen=True, slots=True)
class Plan:
    """What the engine is asked. `match` is which records, `clauses` how well they do."""

    question: Question
    match: Query
    clauses: tuple[Clause, ...]
    total: int
    meanings: tuple[Meaning, ...] = ()
    is_relaxed: bool = False
    suggestion: str = ""


class Reading:
    """Answers one request. Everything it asks of the engine carries the viewer's access."""

    def __init__(
        self, request: SearchRequest, layout: Layout, index: Index, expanders: Sequence[Expander] = ()
    ) -> None:
        _check_page(request)
        self.request = request
        self.expanders = expanders
        self.index = index
        self.lookup = Lookup(layout, index, request.language)
        self.access = index.open_access(request.tokens)

    def answer(self) -> SearchResult:
        plan, found = self._find()
        hits = self._read_hits(found, plan)
        return SearchResult(
            total=plan.total,
            took_ms=0.0,
            hits=hits,
            facets=count_facets(
                self.request, self.lookup.layout, self.index, lambda but: self._restrict(plan.match, but=but)
            ),
            histograms={name: self._count_years(name, plan) for name in self.request.histograms},
            grids=self._count_places(plan),
            words=_list_words(plan.clauses),
            generation=self.index.generation,
            relaxed=plan.is_relaxed,
            suggestion=plan.suggestion,
            meanings=plan.meanings,
            switched_off=self.request.without,
            unknown=find_unknown(plan.question, self.request, plan.total, self.lookup, self.access),
        )

    def _find(self) -> tuple[Plan, Rows]:
        """As asked; else with misspelt words put right, initials for given names, any of the words: the first that finds something."""
        question = read_question(self.request.text, self.lookup.layout.fields)
        plan, found = self._try(question)
        if plan.total or not self.request.text.strip():
            return replace(plan, suggestion=self._suggest(question, plan.total)), found
        corrections = find_corrections(question, self.lookup, self.access)
        suggestion = put_right(self.request.text, corrections)
        corrected = replace_words(question, corrections)
        attempts = ((corrected, False), (shorten_names(question), False), (relax(corrected), True))
        for attempt, is_relaxed in attempts:
            if attempt is not None and attempt != question:
                # What a misspelt word means is a guess upon a guess; among any of the words it would crowd out the rest.
                better, found_then = self._try(attempt, is_meant=not (is_relaxed and corrections))
                if better.total:
                    return replace(better, is_relaxed=is_relaxed, suggestion=suggestion), found_then
        return plan, found

    def _suggest(self, question: Question, total: int) -> str:
        """Beside few hits: the same with a rare word as most records write it, if that finds far more."""
        if not 0 < total <= FEW or self.request.filters or self.request.offset:
            return ""
        better = find_commoner(question, self.lookup, self.access)
        if better and self._try(replace_words(question, better))[0].total > total * FAR_MORE:
            return put_right(self.request.text, better)
        return ""

    def _try(self, question: Question, *, is_meant: bool = True) -> tuple[Plan, Rows]:
        request, make = self.request, self.lookup.make
        expanded, meanings = self._expand(question) if is_meant else (question, ())
        match = match_question(expanded, self.lookup)
        is_ranked = not request.sort
        clauses: tuple[Clause, ...] = ()
        if is_ranked or request.explain:
            clauses = (
                *make_clauses(expanded, self.lookup),
                *score_meanings(expanded, self.lookup),
                *make_sound_clauses(question, self.lookup),
            )
        query = self._restrict(match)
        if is_ranked and clauses:
            query = make.join(musts=[make.unscored(query)], shoulds=combine(clauses, make))
        elif is_ranked:
            # Without words nothing is more relevant than anything else; filters must not make it so.
            query = make.constant(query, 1.0)
        order = _choose_order(request.sort, self.lookup.layout)
        found = self.index.find(query, request.limit, offset=request.offset, order=order, is_weighed=not order)
        return Plan(question, match, clauses, found.total, meanings), found

    def _expand(self, question: Question) -> tuple[Question, tuple[Meaning, ...]]:
        """With what its words mean, unless the reader wants them as typed."""
        if not self.request.bridge:
            return question, ()
        expanded = expand(question, make_look_up(self.expanders, self.request.language))
        return switch_off(expanded, self.request.without), tuple(list_meanings(expanded))

    def _restrict(self, match: Query, *, but: str = "") -> Query:
        return self.access.narrow([match, *match_filters(self.request, self.lookup, but=but)])

    def _count_years(self, name: str, plan: Plan) -> tuple[Bar, ...]:
        span = self.request.spans.get(name)
        return count_years(name, self._restrict(plan.match), span, self.lookup.layout, self.index)

    def _count_places(self, plan: Plan) -> dict[str, Grid]:
        query = self._restrict(plan.match)
        found = {
            name: count_places(name, query, self.request.boxes.get(name), self.lookup.layout, self.index)
            for name in self.request.grids
        }
        return {name: grid for name, grid in found.items() if grid}

    def _read_hits(self, found: Rows, plan: Plan) -> tuple[Hit, ...]:
        reasons = explain_hits(found.rows, plan.clauses, self.index) if self.request.explain else {}
        return tuple(
            Hit(row.key, row.kind, 0.0 if self.request.sort else row.score, reasons.get(row.place, ()))
            for row in found.rows
        )


def _check_page(request: SearchRequest) -> None:
    if request.offset < 0 or request.limit < 0 or request.offset + request.limit > DEEPEST_HIT:
        raise InvalidRequestError(_("Pages go from the first to the hit number %(most)s.") % {"most": DEEPEST_HIT})


def _choose_order(sort: str, layout: Layout) -> Order | None:
    if not sort:
        return None
    name, is_descending = sort.removeprefix("-"), sort.startswith("-")
    declared = layout.fields.get(name)
    if declared is None or not declared.is_sortable or declared.kind not in _SORT_COLUMNS:
        raise InvalidRequestError(_("Results cannot be sorted by %(name)s.") % {"name": name})
    ascending, descending = _SORT_COLUMNS[declared.kind]
    return Order(f"{descending if is_descending else ascending}_{name}", is_descending)


# A span of years sorts by its beginning, or by its end when the latest come first.
_SORT_COLUMNS = {FieldKind.TEXT: ("o", "o"), FieldKind.NUMBER: ("o", "o"), FieldKind.YEARS: ("p", "q")}


def _list_words(clauses: tuple[Clause, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(word for clause in clauses for word in clause.marks))
