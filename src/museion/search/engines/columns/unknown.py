"""Values that were asked for and that no record has, with what may have been meant.

Only what the viewer sees counts, in what is called unknown and in what is offered: a value that restricted records alone have is
as unknown as one that nobody has.
"""

from collections.abc import Iterable, Iterator

from museion.core.keys import find_key
from museion.search.analysis import fold
from museion.search.documents import TREE_SEPARATOR
from museion.search.engines.columns.clauses import Lookup
from museion.search.engines.columns.index import Access
from museion.search.engines.columns.matching import match_question, name_codes
from museion.search.nearness import find_near
from museion.search.questions import Code, Question, find_codes
from museion.search.requests import OfferedCode, SearchRequest, UnknownCode
from museion.search.syntax import replace_code

_MOST_OFFERED = 5
_MOST_LOOKED_AT = 20


def find_unknown(
    question: Question, request: SearchRequest, total: int, lookup: Lookup, access: Access
) -> tuple[UnknownCode, ...]:
    """Of the typed ones each; of the filters' those without which something may be found."""
    typed = [(code, True) for code in find_codes(question)]
    filters = [(Code(name, value), False) for name, values in request.filters.items() for value in values]
    asked = dict.fromkeys(typed if total else [*typed, *filters])
    return tuple(
        _describe(code, request.text, lookup, access, is_typed=is_typed)
        for code, is_typed in list(asked)[:_MOST_LOOKED_AT]
        if not (_is_found(code, lookup, access) if is_typed else _is_held(code.field, code.value, lookup, access))
    )


def _is_found(code: Code, lookup: Lookup, access: Access) -> bool:
    """By what was typed, which may be a name."""
    return lookup.index.count(access.narrow([match_question(code, lookup)])) > 0


def _is_held(field: str, code: str, lookup: Lookup, access: Access) -> bool:
    return lookup.index.count(access.narrow([lookup.make.term(f"t_{field}", code, is_scored=False)])) > 0


def _describe(code: Code, text: str, lookup: Lookup, access: Access, *, is_typed: bool) -> UnknownCode:
    # A record's key guards itself against slips: nothing else is meant by it, so no record's name need be read.
    names = () if find_key(code.value) else _find_near(code, lookup)
    near = [held for held in names if _is_held(code.field, held, lookup, access)]
    offered = near or _list_commonest(code.field, lookup, access)
    offers = (OfferedCode(held, replace_code(text, code, held) if is_typed else text) for held in offered)
    return UnknownCode(code.field, code.value, tuple(offers), bool(near), is_typed)


def _find_near(code: Code, lookup: Lookup) -> Iterable[str]:
    codes_by_name: dict[str, str] = {}
    for held, label in name_codes(code.field, lookup):
        for name in _list_names(held, label):
            codes_by_name.setdefault(name, held)
    return dict.fromkeys(codes_by_name[name] for name in find_near(fold(code.value), codes_by_name))


def _list_names(code: str, label: str) -> Iterator[str]:
    yield fold(label)
    yield fold(code)
    yield fold(code.rpartition(TREE_SEPARATOR)[2])


def _list_commonest(field: str, lookup: Lookup, access: Access) -> list[str]:
    """Of a list that somebody made; the commonest of a thousand museums tells nobody anything."""
    declared = lookup.layout.fields[field]
    if not declared.is_facet or declared.is_open:
        return []
    counted = lookup.index.count_values([field], access.narrow(), _MOST_OFFERED, {})
    return [value.code for value in counted[field]][:_MOST_OFFERED]
