"""A question to one register as an address says it: `country=PE`, `city__contains=lim`, `_sort=-changed_at`, `_facet=country`."""

from collections.abc import Iterable

from django.http import QueryDict
from django.utils.translation import gettext as _

from museion.core.numerals import read_whole
from museion.exchange.opendata.exploring import Ask
from museion.exchange.opendata.manifest import Register

CONTAINS = "__contains"
ROWS = 50
MOST_ROWS = 1000
DEEPEST = 1_000_000
MOST_FILTERS = 20
_OWN = ("_sort", "_size", "_offset", "_facet", "_column")


def read_ask(register: Register, query: QueryDict) -> tuple[Ask, list[str]]:
    """With what of the address could not be understood."""
    problems: list[str] = []
    known = {column.name for column in register.columns}
    asked = [(name, str(value).strip()) for name, value in query.items() if name not in _OWN and str(value).strip()]
    for name, _value in asked:
        if name.removesuffix(CONTAINS) not in known:
            problems.append(_("There is no column %(name)s.") % {"name": name[:60]})
    asked = [(name, value) for name, value in asked if name.removesuffix(CONTAINS) in known][:MOST_FILTERS]
    sort = query.get("_sort", "")
    if sort and sort.removeprefix("-") not in known:
        problems.append(_("There is no column %(name)s.") % {"name": sort[:60]})
        sort = ""
    ask = Ask(
        register.kind,
        tuple(column.name for column in register.columns),
        equal={name: value for name, value in asked if not name.endswith(CONTAINS)},
        like={name.removesuffix(CONTAINS): value for name, value in asked if name.endswith(CONTAINS)},
        sort=sort,
        offset=_read_number(query.get("_offset", ""), 0, DEEPEST),
        limit=_read_number(query.get("_size", ""), ROWS, MOST_ROWS),
    )
    return ask, problems


def read_columns(names: Iterable[str], register: Register) -> list[str]:
    known = [column.name for column in register.columns]
    return [name for name in dict.fromkeys(names) if name in known]


def _read_number(text: str, usual: int, most: int) -> int:
    number = read_whole(text)
    return usual if number is None else min(number, most)
