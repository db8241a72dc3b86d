"""`museion doctor`: what is wrong with this installation, or (`--code`) with this checkout."""

from typing import Annotated

import typer

from museion.cli.checks import CODE_CHECKS, HOME_CHECKS, Finding, run_checks
from museion.cli.console import out, print_json


def register(app: typer.Typer) -> None:
    app.command("doctor")(examine)


def examine(
    code: Annotated[bool, typer.Option("--code", help="Look at the code instead: migrations, translations.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON document.")] = False,
) -> None:
    """Say what is wrong with this installation, and what mends it."""
    findings = run_checks(CODE_CHECKS if code else HOME_CHECKS)
    healthy = all(finding.is_well for finding in findings)
    if as_json:
        checks = [
            {"check": each.check, "ok": each.is_well, "doubtful": each.is_doubtful, "detail": each.detail}
            for each in findings
        ]
        print_json({"ok": healthy, "checks": checks})
    else:
        for finding in findings:
            show(finding)
    if not healthy:
        raise typer.Exit(1)


def show(finding: Finding) -> None:
    mark, style = ("well", "green") if finding.is_well else ("ILL ", "bold red")
    if finding.is_doubtful:
        mark, style = "LOOK", "bold yellow"
    out.print(f"{mark} ", style=style, end="")
    out.print(f"{finding.check}: {finding.detail}", markup=False, highlight=False, soft_wrap=True)
