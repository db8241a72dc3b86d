"""`museion search`: the one box, on the command line."""

from typing import Annotated, Any

import typer
from rich.table import Table
from rich.text import Text

from museion.cli.console import err, fail, out, print_json, refuse
from museion.cli.home import prepare_home
from museion.core.access import make_operator
from museion.search.api import describe_result
from museion.search.boxes import read_box
from museion.search.documents import SOURCES, get_fields, get_point_field
from museion.search.nearby import USUAL_KM, find_nearby
from museion.search.queries import search
from museion.search.requests import (
    PAGE_SIZE,
    Box,
    Disc,
    QuerySyntaxError,
    SearchRequest,
    SearchResult,
    SearchUnavailableError,
)


def register(app: typer.Typer) -> None:
    app.command("search")(find)


def find(
    query: Annotated[str, typer.Argument(help='Words, "phrases", field:value, 1930..1939, AND, OR, NOT, begin*')] = "",
    kind: Annotated[list[str] | None, typer.Option("--kind", help="Only this kind of record; repeat for more.")] = None,
    filters: Annotated[
        list[str] | None, typer.Option("--filter", metavar="FIELD=CODE", help="Only records with this code.")
    ] = None,
    facets: Annotated[list[str] | None, typer.Option("--facet", help="Count this field; without it, a few.")] = None,
    near: Annotated[str, typer.Option(metavar="TOWN", help="Only records near this town; “Lima, PE”.")] = "",
    within: Annotated[int, typer.Option(min=1, max=5000, help="Kilometres from the town.")] = USUAL_KM,
    area: Annotated[str, typer.Option(metavar="S,W,N,E", help="Only records in this area, in degrees.")] = "",
    sort: Annotated[str, typer.Option(help="A sortable field, with - before it for descending.")] = "",
    page: Annotated[int, typer.Option(min=1)] = 1,
    limit: Annotated[int, typer.Option(min=0, max=1000, help="Hits on a page.")] = PAGE_SIZE,
    language: Annotated[str, typer.Option("--lang", help="The reader's language, BCP 47.")] = "en",
    literal: Annotated[bool, typer.Option("--literal", help="Words as typed only, not what they mean.")] = False,
    without: Annotated[list[str] | None, typer.Option("--without", metavar="KEY", help="Not this meaning.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the answer as one JSON document.")] = False,
) -> None:
    """Search everything that whoever runs this machine may see."""
    prepare_home()
    place = get_point_field()
    request = SearchRequest(
        text=query,
        tokens=make_operator().viewer.tokens,
        filters=_read_filters(kind or [], filters or []),
        boxes={place: _read_area(area)} if area else {},
        discs={place: _read_near(near, within)} if near else {},
        sort=sort,
        offset=(page - 1) * limit,
        limit=limit,
        facets=tuple(facets) if facets else _choose_facets(),
        language=language,
        bridge=not literal,
        without=tuple(without or ()),
    )
    try:
        result = search(request)
    except QuerySyntaxError as error:
        refuse(f"{error}\n  {query}\n  {' ' * error.position}^" if query else str(error))
    except SearchUnavailableError as error:
        fail(str(error))
    if as_json:
        print_json(describe_result(result, language))
    else:
        _print_table(result, language)


def _read_filters(kinds: list[str], texts: list[str]) -> dict[str, tuple[str, ...]]:
    if strangers := sorted(set(kinds) - set(SOURCES)):
        refuse(f"--kind {', '.join(strangers)}: there is no such kind; there are {', '.join(sorted(SOURCES))}")
    held: dict[str, tuple[str, ...]] = {"kind": tuple(kinds)} if kinds else {}
    for text in texts:
        name, separator, code = text.partition("=")
        if not separator or not code:
            refuse(f"--filter {text}: write it as field=code, such as country=FR")
        held[name] = (*held.get(name, ()), code)
    return held


def _read_area(text: str) -> Box:
    return read_box(text) or refuse(f"--area {text}: write it as south,west,north,east in degrees")


def _read_near(name: str, km: int) -> Disc:
    near = find_nearby(name, km)
    return near.disc if near else refuse(f"--near {name}: no town of that name is known")


def _choose_facets() -> tuple[str, ...]:
    return ("kind", *(name for name in ("country", "source", "object_type", "museum") if name in get_fields()))


def _print_table(result: SearchResult, language: str) -> None:
    described = describe_result(result, language)
    table = Table(box=None, header_style="dim")
    for column in ("key", "kind", "title", "why"):
        table.add_column(column)
    for hit in described["hits"]:
        why = ", ".join(_tell_reason(reason) for reason in hit["why"][:3])
        table.add_row(hit["key"], hit["kind"], Text(hit["title"]), Text(why))
    if described["hits"]:
        out.print(table)
    for meaning in described["meanings"]:
        err.print(_tell_meaning(meaning), markup=False, highlight=False)
    if result.relaxed:
        err.print("No record holds every word; these hold some.", style="yellow")
    if result.suggestion:
        err.print(f"Did you mean: {result.suggestion}", markup=False)
    for unknown in described["unknown"]:
        err.print(_tell_unknown(unknown), markup=False, highlight=False)
    err.print(f"{result.total} found in {result.took_ms:.1f} ms", highlight=False)


def _tell_reason(reason: dict[str, Any]) -> str:
    path = " → ".join(reason["path"])
    return f"{reason['field']}: {reason['term']} {reason['share']:.0%}" + (f" ({path})" if path else "")


def _tell_unknown(unknown: dict[str, Any]) -> str:
    """`No record has kind “mouseum”. Near it: museum (museum)`."""
    said = f"No record has {unknown['field']} “{unknown['value']}”."
    offers = ", ".join(f"{offer['code']} ({offer['label']})" for offer in unknown["offers"])
    return f"{said} {'Near it' if unknown['is_near'] else 'Most have'}: {offers}" if offers else said


def _tell_meaning(meaning: dict[str, Any]) -> str:
    """`jarre (fr) → jar: jar (en), jarra (es) [c…]`; the key is what `--without` takes."""
    forms = ", ".join(f"{form['text']} ({form['language']})" for form in meaning["forms"][:6])
    state = "" if meaning["is_on"] else "left out: "
    return f"{state}{meaning['typed']} ({meaning['language']}) → {meaning['label']}: {forms} [{meaning['key']}]"
