"""`museion mobilise`: who should go, out of everybody on the roster, and why. Nobody is asked."""

from pathlib import Path
from typing import Annotated, Any

import orjson
import typer
from django.utils import timezone
from rich.table import Table
from rich.text import Text

from museion.cli.console import err, out, print_json, refuse
from museion.cli.home import prepare_home
from museion.response.queries.teams import answer_request
from museion.response.requests import InvalidRequestError, make_request, read_request


def register(app: typer.Typer) -> None:
    app.command("mobilise")(mobilise)


def mobilise(
    request: Annotated[Path, typer.Option("--request", metavar="FILE", help="The request as JSON, see the guide.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print the answer as one JSON document.")] = False,
) -> None:
    """Find the best team for a request, the next best ones, and what is missing."""
    prepare_home()
    at = timezone.now()
    try:
        part = read_request(orjson.loads(request.read_bytes()))
    except OSError as error:
        refuse(f"{request}: {error.strerror}")
    except orjson.JSONDecodeError as error:
        refuse(f"{request}: no JSON: {error}")
    except InvalidRequestError as error:
        refuse(f"{request}: {error}")
    answer = answer_request(make_request(part, at=at), at=at)
    if as_json:
        print_json(answer)
    else:
        _print_teams(answer)


def _print_teams(answer: dict[str, Any]) -> None:
    for number, team in enumerate(answer["teams"], start=1):
        table = Table(box=None, header_style="dim", title=f"team {number}: {team['value']:.2f}", title_justify="left")
        for column in ("seat", "key", "name", "score", "why"):
            table.add_column(column)
        for member in team["members"]:
            why = ", ".join(f"{r['part']} {r['points']:.2f} ({r['fact']})" for r in member["reasons"][1:])
            table.add_row(
                Text(member["seat"]), member["key"], Text(member["name"]), f"{member['score']:.2f}", Text(why)
            )
        out.print(table)
    if not answer["is_met"]:
        missing = answer["missing"]["seats"] + answer["missing"]["rules"]
        err.print(f"missing: {', '.join(missing)}", style="yellow", markup=False)
    err.print(f"out of {answer['people']} people in {answer['took_ms']} ms", highlight=False)
