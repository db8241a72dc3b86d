"""`museion concepts`: thesauri out."""

from pathlib import Path
from typing import Annotated

import typer

from museion.cli.console import err, print_json, refuse
from museion.cli.home import prepare_home
from museion.core.access import PUBLIC_VIEWER
from museion.vocabulary.formats.skos_writing import FORMATS, write_skos
from museion.vocabulary.linked import iterate_scheme
from museion.vocabulary.models import Scheme


def register(app: typer.Typer) -> None:
    group = typer.Typer(no_args_is_help=True, help="Write thesauri as SKOS.")
    group.callback()(_hold)
    group.command("write")(write)
    app.add_typer(group, name="concepts")


def _hold() -> None:
    """With a callback, one command stays a command under its own name."""


def write(
    scheme: Annotated[str, typer.Argument(help="The short name of the thesaurus, as its page shows it.")],
    file: Annotated[Path, typer.Argument(help="Where to write: .ttl, .rdf or .jsonld says in which form.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON document: what was written.")] = False,
) -> None:
    """Write the public concepts of a thesaurus to a file."""
    suffix = file.suffix.removeprefix(".")
    if suffix not in FORMATS:
        refuse(f"{file.name}: the name must end in {', '.join(f'.{name}' for name in FORMATS)}.")
    prepare_home()
    held = Scheme.objects.current().visible_to(PUBLIC_VIEWER).filter(slug=scheme).first()
    if held is None:
        known = ", ".join(Scheme.objects.current().order_by("slug").values_list("slug", flat=True))
        refuse(f"There is no thesaurus {scheme!r}; there are {known or 'none'}.")
    with file.open("wb") as target:
        write_skos(iterate_scheme(held, PUBLIC_VIEWER), suffix, target)
    count = held.concepts.current().visible_to(PUBLIC_VIEWER).count()
    if as_json:
        print_json({"scheme": scheme, "concepts": count, "file": str(file)})
    else:
        err.print(f"{count} concepts", highlight=False)
