"""`museion red-lists`: kinds of object at risk, as data."""

from typing import Annotated

import typer
from django.utils import timezone

from museion.cli.commands import add_group
from museion.cli.console import out, print_json
from museion.cli.home import prepare_home
from museion.core.access import make_operator
from museion.screening.red_lists.loading import load_red_lists


def register(app: typer.Typer) -> None:
    add_group(app, "red-lists", {"load": load})


def load(as_json: Annotated[bool, typer.Option("--json", help="Print one JSON document.")] = False) -> None:
    """Write the lists that Museion ships into the register; again, only what changed is written."""
    prepare_home()
    loaded = load_red_lists(actor=make_operator(via="import"), at=timezone.now())
    counted = {
        name: {"created": saved.created, "updated": saved.updated, "unchanged": saved.unchanged}
        for name, saved in (("lists", loaded.lists), ("types", loaded.types))
    }
    if as_json:
        print_json({**counted, "withdrawn": loaded.withdrawn})
        return
    for name, numbers in counted.items():
        told = ", ".join(f"{count} {word}" for word, count in numbers.items())
        out.print(f"{name}: {told}", highlight=False)
    if loaded.withdrawn:
        out.print(f"{loaded.withdrawn} withdrawn", highlight=False)
