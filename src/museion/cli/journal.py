"""`museion journal`: proves that no line was altered, removed or reordered."""

from typing import Annotated

import typer

from museion.cli.commands import add_group
from museion.cli.console import err, out, print_json, refuse
from museion.cli.home import prepare_home
from museion.core.journal import get_head, verify_journal

Json = Annotated[bool, typer.Option("--json", help="Print one JSON document.")]


def register(app: typer.Typer) -> None:
    add_group(app, "journal", {"verify": verify, "head": show_head})


def verify(
    head: Annotated[str, typer.Option(help="NUMBER:HASH, as `journal head` printed it earlier.")] = "",
    as_json: Json = False,
) -> None:
    """Check every line against its hash and the line before it."""
    known_head = read_head(head) if head else None
    prepare_home()
    flaws = list(verify_journal(known_head=known_head))
    number, digest = get_head()
    if as_json:
        listed = [{"number": flaw.number, "problem": flaw.problem} for flaw in flaws]
        print_json({"lines": number, "head": f"{number}:{digest}", "intact": not flaws, "flaws": listed})
    else:
        for flaw in flaws:
            err.print(f"line {flaw.number}: {flaw.problem}", style="red", markup=False, highlight=False)
        out.print("The journal is broken." if flaws else f"{number} lines, none altered, removed or reordered.")
    if flaws:
        raise typer.Exit(1)


def show_head(as_json: Json = False) -> None:
    """Print the last line's number and hash, to be kept where nobody with this database can change it."""
    prepare_home()
    number, digest = get_head()
    if as_json:
        print_json({"number": number, "hash": digest, "head": f"{number}:{digest}"})
    else:
        out.print(f"{number}:{digest}", highlight=False, soft_wrap=True)


def read_head(text: str) -> tuple[int, str]:
    number, _, digest = text.partition(":")
    is_hash = len(digest) == 64 and all(character in "0123456789abcdef" for character in digest)
    if not (number.isascii() and number.isdecimal() and is_hash):
        refuse("--head: expected NUMBER:HASH, as `museion journal head` prints it")
    return int(number), digest
