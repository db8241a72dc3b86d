"""`museion screen verify FILE`: whether a due-diligence record is what was issued, without a network."""

from pathlib import Path
from typing import Annotated

import orjson
import typer

from museion.cli.console import err, fail, out, print_json, refuse
from museion.core.signing.keys import UnusableKeyError, list_public_keys, read_key_set
from museion.core.signing.statements import Finding, Proof, PublicKeys, check, check_file

TOLD = {
    Finding.GENUINE: "genuine: every byte is as it was issued",
    Finding.CHANGED: "NOT genuine: the file was changed after it was issued",
    Finding.FORGED: "NOT genuine: the signature was not made with the key that it names",
    Finding.UNKNOWN_KEY: "not proved: it is signed with a key that is not among those known here",
    Finding.UNSIGNED: "not proved: it carries no signature; it is no record of this kind, or was saved anew by a program",
}


def verify(
    file: Annotated[Path | None, typer.Argument(help="A due-diligence record as it was issued, a PDF.")] = None,
    code: Annotated[str, typer.Option(help="Instead of a file: the text of the QR code on paper.")] = "",
    keys: Annotated[
        Path | None, typer.Option(help="Public keys of another site, from its /.well-known/jwks.json.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the answer as one JSON document.")] = False,
) -> None:
    """Prove a due-diligence record unchanged. Exit status 0: genuine, 1: not genuine or not proved."""
    if (file is None) == (not code):
        refuse("name a file, or give the text of a QR code with --code")
    known = _read_keys(keys)
    proof = check_file(_read(file), known) if file else check(code, known)
    if as_json:
        print_json({"finding": proof.finding, "key_id": proof.key_id, "statement": proof.statement or None})
    else:
        _print(proof)
    if proof.finding != Finding.GENUINE:
        raise typer.Exit(1)


def _read_keys(path: Path | None) -> PublicKeys:
    try:
        return read_key_set(orjson.loads(_read(path))) if path else list_public_keys()
    except ValueError as error:
        refuse(f"--keys {path}: {error}")
    except UnusableKeyError as error:
        fail(str(error))


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        refuse(f"{path}: {error.strerror}")


def _print(proof: Proof) -> None:
    style = "green" if proof.finding == Finding.GENUINE else "bold red"
    err.print(TOLD[proof.finding], style=style)
    for name, value in proof.statement.items():
        out.print(f"{name}: {value}", highlight=False, markup=False)
