"""One register on its page: the rows that were asked for, commonest values to narrow by, and the ways on."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict

from museion.exchange.opendata.asking import CONTAINS, read_ask, read_columns
from museion.exchange.opendata.exploring import Ask, ExploringError, ask_rows, count_rows, count_values
from museion.exchange.opendata.manifest import Register

SHOWN_COLUMNS = 7
MOST_FACETS = 3
LONGEST_CELL = 120
_SHOWN_LAST = ("access", "kind", "url", "source_id", "created_at", "changed_at", "source", "identifiers")
_SHOWN_FIRST = ("name", "title", "pref_label", "text", "country", "city", "type", "date_text", "makers")
_USUAL_FACETS = ("country", "status", "type", "source")


@dataclass(frozen=True, slots=True)
class Way:
    """A link to the same page asked otherwise."""

    label: Any
    url: str
    count: int = 0


def show_exploring(register: Register, query: QueryDict) -> dict[str, Any]:
    ask, problems = read_ask(register, query)
    shown = read_columns(query.getlist("_column"), register) or _choose_columns(register)
    context: dict[str, Any] = {
        "register": register,
        "problems": problems,
        "shown": shown,
        "filters": _list_filters(ask, query),
    }
    try:
        total = count_rows(ask)
        table = ask_rows(
            Ask(ask.kind, tuple(dict.fromkeys(["key", *shown])), ask.equal, ask.like, ask.sort, ask.offset, ask.limit)
        )
        facets = [(name, _make_facet(ask, name, query)) for name in _choose_facets(register, query)]
    except ExploringError as error:
        return context | {"problems": [*problems, str(error)]}
    return context | {
        "total": total,
        "first": ask.offset + 1 if total else 0,
        "last": min(ask.offset + ask.limit, total),
        "heads": [
            (name, _change(query, {"_sort": f"-{name}" if ask.sort == name else name})) for name in table.columns
        ],
        "rows": [[_shorten(cell) for cell in row] for row in table.rows],
        "facets": [(name, ways) for name, ways in facets if len(ways) > 1 or name in ask.equal],
        "previous_url": _change(query, {"_offset": str(max(0, ask.offset - ask.limit))}) if ask.offset else "",
        "next_url": _change(query, {"_offset": str(ask.offset + ask.limit)}) if ask.offset + ask.limit < total else "",
        "json_url": f"/data/{register.kind}.json?{query.urlencode()}",
    }


def add_filter(query: QueryDict) -> str:
    """The address once the form was filled in: a column (`_in`) and the text that it is to contain."""
    return _change(query, {"_in": "", "_text": "", f"{query.get('_in', '')}{CONTAINS}": query.get("_text", "").strip()})


def _choose_columns(register: Register) -> list[str]:
    """Those that tell most at a glance: no long lists, texts in one language."""
    names = [
        column.name
        for column in register.columns
        if column.kind != "json" and not column.name.endswith(("_fr", "_es", "_ar"))
    ]
    ordered = [name for name in names if name not in ("key", *_SHOWN_LAST)] + [
        name for name in _SHOWN_LAST if name in names
    ]
    return sorted(ordered, key=lambda name: not name.startswith(_SHOWN_FIRST))[:SHOWN_COLUMNS]


def _choose_facets(register: Register, query: QueryDict) -> list[str]:
    asked = read_columns(query.getlist("_facet"), register)
    known = {column.name for column in register.columns}
    return (asked or [name for name in _USUAL_FACETS if name in known])[:MOST_FACETS]


def _make_facet(ask: Ask, name: str, query: QueryDict) -> list[Way]:
    counted = count_values(ask, name)
    return [
        Way(value, _change(query, {name: str(value)}), count) for value, count in counted if value not in (None, "")
    ]


def _list_filters(ask: Ask, query: QueryDict) -> list[Way]:
    """What narrows now, each with the address without it."""
    equal = [Way(f"{name} = {value}", _change(query, {name: ""})) for name, value in ask.equal.items()]
    return equal + [
        Way(f"{name} ∋ {value}", _change(query, {f"{name}{CONTAINS}": ""})) for name, value in ask.like.items()
    ]


def _change(query: QueryDict, changes: dict[str, str]) -> str:
    """Anything but turning the page begins at the first one."""
    kept = [(name, value) for name, value in query.items() if name not in changes and name != "_offset"]
    return f"?{urlencode([*kept, *((name, value) for name, value in changes.items() if value)])}"


def _shorten(cell: Any) -> Any:
    return f"{cell[:LONGEST_CELL]}…" if isinstance(cell, str) and len(cell) > LONGEST_CELL else cell
