"""Open data: what there is, one register with its columns and rows, and the files."""

import gzip
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.http import (
    FileResponse,
    HttpRequest,
    HttpResponse,
    HttpResponseRedirect,
    JsonResponse,
    StreamingHttpResponse,
)
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from museion.core.http.errors import for_programs
from museion.core.http.pages import get_base_url
from museion.core.problems import ProblemError
from museion.exchange.opendata.asking import read_ask
from museion.exchange.opendata.describing import describe_dataset, describe_table
from museion.exchange.opendata.exploring import ExploringError, Table, ask_rows, run_sql
from museion.exchange.opendata.manifest import DATABASE, Register, read_manifest
from museion.exchange.opendata.showing import add_filter, show_exploring
from museion.exchange.opendata.store import get_folder

_TYPES = {"csv": "text/csv; charset=utf-8", "jsonl": "application/jsonl; charset=utf-8"}
_CHUNK = 1 << 16


@require_GET
def show_data(request: HttpRequest) -> HttpResponse:
    registers = sorted(read_manifest().values(), key=lambda register: str(register.label))
    path = get_folder() / DATABASE
    context = {
        "registers": registers,
        "database_bytes": path.stat().st_size if path.exists() else 0,
        "described": [describe_dataset(register, get_base_url(request)) for register in registers],
    }
    return render(request, "exchange/data.html", context)


@require_GET
def show_register(request: HttpRequest, kind: str) -> HttpResponse:
    register = _get_register(kind)
    if "_in" in request.GET:
        return HttpResponseRedirect(f"/data/{kind}{add_filter(request.GET)}")
    return render(request, "exchange/data_register.html", show_exploring(register, request.GET))


@for_programs
@require_GET
def send_rows(request: HttpRequest, kind: str) -> HttpResponse:
    """The rows of `show_register`, for programs."""
    ask, problems = read_ask(_get_register(kind), request.GET)
    if problems:
        raise ProblemError(400, _("Invalid parameter"), problems[0], "invalid-parameter")
    return _send_table(_ask(lambda: ask_rows(ask)))


@require_GET
def show_sql(request: HttpRequest) -> HttpResponse:
    sql, problem, table = request.GET.get("sql", "").strip(), "", None
    if sql:
        try:
            table = run_sql(sql)
        except ExploringError as error:
            problem = str(error)
    context = {"sql": sql, "problem": problem, "table": table, "registers": list(read_manifest().values())}
    return render(request, "exchange/data_sql.html", context, status=400 if problem else 200)


@for_programs
@require_GET
def send_sql(request: HttpRequest) -> HttpResponse:
    return _send_table(_ask(lambda: run_sql(request.GET.get("sql", "").strip())))


@for_programs
@require_GET
def send_file(request: HttpRequest, kind: str, ending: str) -> HttpResponseBase:
    """Stored packed and sent so to whoever takes it; a browser unpacks it by itself."""
    _get_register(kind)
    path = get_folder() / f"{kind}.{ending}.gz"
    response: HttpResponseBase
    if "gzip" in request.headers.get("Accept-Encoding", ""):
        response = FileResponse(path.open("rb"), content_type=_TYPES[ending])
        response.headers["Content-Encoding"] = "gzip"
    else:
        response = StreamingHttpResponse(_unpack(path), content_type=_TYPES[ending])
    response.headers["Content-Disposition"] = f'attachment; filename="{kind}.{ending}"'
    patch_vary_headers(response, ["Accept-Encoding"])
    return response


@for_programs
@require_GET
def send_packed(request: HttpRequest, kind: str, ending: str) -> FileResponse:
    _get_register(kind)
    path = get_folder() / f"{kind}.{ending}.gz"
    return FileResponse(path.open("rb"), content_type="application/gzip", as_attachment=True, filename=path.name)


@for_programs
@require_GET
def send_columns(request: HttpRequest, kind: str) -> HttpResponse:
    """What the columns of the CSV hold, as CSV on the Web says it (W3C 2015), where programs look for it."""
    described = describe_table(_get_register(kind), get_base_url(request))
    return JsonResponse(described, content_type="application/csvm+json")


@for_programs
@require_GET
def send_database(request: HttpRequest) -> FileResponse:
    path = get_folder() / DATABASE
    if not path.exists():
        raise ProblemError(404, _("No open data was made yet"), _("The worker makes it."), "no-data")
    return FileResponse(path.open("rb"), content_type="application/vnd.sqlite3", as_attachment=True, filename=DATABASE)


def _get_register(kind: str) -> Register:
    register = read_manifest().get(kind)
    if register is None:
        raise ProblemError(404, _("No such register"), _("There is no open data of this kind."), "no-data")
    return register


def _ask(ask: Any) -> Table:
    try:
        table: Table = ask()
    except ExploringError as error:
        raise ProblemError(400, _("The question cannot be answered"), str(error), "invalid-question") from error
    return table


def _send_table(table: Table) -> HttpResponse:
    rows = [dict(zip(table.columns, row, strict=True)) for row in table.rows]
    return JsonResponse({"columns": table.columns, "rows": rows, "is_cut": table.is_cut})


def _unpack(path: Path) -> Iterator[bytes]:
    with gzip.open(path, "rb") as file:
        while chunk := file.read(_CHUNK):
            yield chunk
