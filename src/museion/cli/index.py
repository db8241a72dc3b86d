"""`museion reindex`: the index and the registers of screening anew, beside those that serve."""

import time
from typing import Annotated

import typer

from museion.cli.console import err, fail, make_progress, print_json
from museion.cli.home import prepare_home
from museion.core.bulk import expect_many_objects
from museion.screening.registers.keeping import rebuild_registers
from museion.screening.runs.seen import promise_anew
from museion.search.actions import rebuild_index
from museion.search.engine import WriterBusyError
from museion.search.requests import SearchUnavailableError


def register(app: typer.Typer) -> None:
    app.command("reindex")(reindex)


def reindex(as_json: Annotated[bool, typer.Option("--json", help="Print what was done as JSON.")] = False) -> None:
    """Make the search index anew from every record, then the registers of losses; the old ones serve until then."""
    prepare_home()
    expect_many_objects()
    started = time.perf_counter()
    try:
        total = _rebuild()
    except WriterBusyError:
        fail("The index is being made anew already, or a writer is at work; try again when it has ended.")
    except SearchUnavailableError as error:
        fail(f"{error}. What served before still does, and nothing was lost: try again when the cluster answers.")
    seconds = round(time.perf_counter() - started, 2)
    if as_json:
        print_json({"documents": total, "seconds": seconds})
    else:
        err.print(f"{total} records indexed in {seconds} s", highlight=False)


def _rebuild() -> int:
    started = time.perf_counter()
    done = 0
    with make_progress() as bar:
        task = bar.add_task("indexing", total=None, rate="")

        def show(kind: str, count: int) -> None:
            nonlocal done
            done += count
            rate = f"{done / max(time.perf_counter() - started, 0.001):.0f}/s"
            bar.update(task, advance=count, description=f"indexing {kind}", rate=rate)

        total = rebuild_index(show)
        rebuild_registers(show)
        promise_anew()
        return total
