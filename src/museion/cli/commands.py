"""Every command, in the order in which `museion --help` lists them.

A command's module is loaded only when the command runs: the list needs neither Django nor a home that is ready.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup

from museion.cli.console import fail


@dataclass(frozen=True, slots=True)
class Noun:
    """`module` has `register(app)`, which adds the command or the group of this name."""

    module: str
    summary: str


NOUNS = {
    "demo": Noun("museion.cli.demo", "Make and serve an invented network of the full size."),
    "serve": Noun("museion.cli.serve", "Answer on a port: pages, API, and the worker beside them."),
    "worker": Noun("museion.cli.worker", "Do what writes promised: keep the index in step."),
    "import": Noun("museion.cli.imports", "Read records of any kind from a file."),
    "harvest": Noun("museion.cli.harvest", "Fetch a partner's records by OAI-PMH, change streams or files."),
    "search": Noun("museion.cli.search", "Search everything."),
    "saved": Noun("museion.cli.saved", "Keep searches for an account, and see what came in."),
    "screen": Noun("museion.cli.screening", "Ask whether an object is sought, or of a kind at risk."),
    "red-lists": Noun("museion.cli.red_lists", "Load the shipped Red Lists: kinds of object at risk."),
    "alerts": Noun("museion.cli.alerts", "Take in alerts of hazards, and say whom they reach."),
    "incidents": Noun("museion.cli.incidents", "Take reports that arrive as e-mails."),
    "mobilise": Noun("museion.cli.mobilise", "Find the best team for an emergency."),
    "concepts": Noun("museion.cli.concepts", "Write thesauri as SKOS, and merge them."),
    "reindex": Noun("museion.cli.index", "Make the index anew beside the one that serves."),
    "vectors": Noun("museion.cli.vectors", "Make vectors of records, to search by meaning (extra)."),
    "photo-part": Noun("museion.cli.photo_part", "Hold one part of a photo index that is spread over machines."),
    "export": Noun("museion.cli.export", "Write all records of a kind as JSON Lines or CSV."),
    "sheet": Noun("museion.cli.sheet", "Take a register as a table, bring it back edited, undo."),
    "backup": Noun("museion.cli.backup", "Put database and files away, encrypted; only what is new."),
    "restore": Noun("museion.cli.restore", "Fill an empty home from a backup, and prove it."),
    "migrate-store": Noun("museion.cli.moving", "Move this home's records to PostgreSQL, and prove it."),
    "journal": Noun("museion.cli.journal", "Verify the journal, and note its head."),
    "account": Noun("museion.cli.account", "Make accounts and give them rights."),
    "doctor": Noun("museion.cli.doctor", "Say what is wrong with this installation."),
}


class LazyGroup(TyperGroup):
    """Lists commands from `NOUNS`, and loads the one that is called."""

    def list_commands(self, ctx: Any) -> list[str]:
        return list(NOUNS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """For the list alone: name and summary."""
        return TyperCommand(cmd_name, help=NOUNS[cmd_name].summary) if cmd_name in NOUNS else None

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        if args and args[0] in NOUNS:
            return args[0], load_command(args[0]), args[1:]
        return super().resolve_command(ctx, args)


def load_command(name: str) -> Any:
    """The real command, with the settings read and the rooms registered."""
    from museion.core.environment import SettingError  # half a second that `--help` need not pay
    from museion.core.starting import no_collecting, set_up

    try:
        set_up()
    except SettingError as error:
        fail(str(error))
    holder = typer.Typer(add_completion=False, pretty_exceptions_enable=False)
    holder.callback()(_keep_name)
    with no_collecting():
        import_module(NOUNS[name].module).register(holder)
    return typer.main.get_group(holder).commands[name]


def add_group(app: typer.Typer, name: str, commands: Mapping[str, Callable[..., None]]) -> None:
    """A noun with verbs, as `museion journal verify`; what it is for stands in `NOUNS`."""
    group = typer.Typer(no_args_is_help=True, help=NOUNS[name].summary)
    group.callback()(_keep_name)
    for verb, command in commands.items():
        group.command(verb)(command)
    app.add_typer(group, name=name)


def _keep_name() -> None:
    """With a callback, even one command stays a group's command under its own name."""


app = typer.Typer(cls=LazyGroup, no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)


@app.callback()
def museion() -> None:
    """The information system of a worldwide museum network."""
