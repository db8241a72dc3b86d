"""`museion photo-part`: one part of a photo index that is spread over machines, as a server."""

import os
from functools import partial
from pathlib import Path
from typing import Annotated, Any

import typer
from granian import Granian
from granian.constants import Interfaces

from museion.cli.console import err, refuse
from museion.cli.serve import check_port
from museion.core.environment import make_private_folder, read_choice, read_text
from museion.screening.matching.photos.installed import CHOICES, INSTALLED
from museion.screening.matching.photos.shards import make_application
from museion.screening.registers.photos import choose_embedder

DESCRIPTOR = "MUSEION_PHOTO_DESCRIPTOR"
TOKEN = "MUSEION_PHOTO_PARTS_TOKEN"  # noqa: S105 the name of the setting


def register(app: typer.Typer) -> None:
    app.command("photo-part")(serve_part)


def serve_part(
    folder: Annotated[
        Path, typer.Argument(help="Where this part is kept; made when it is not there.", file_okay=False)
    ],
    port: Annotated[int, typer.Option(min=1, max=65535, help="Where to listen.")] = 8300,
    host: Annotated[
        str, typer.Option(help="The address to listen on: one that only your own machines reach.")
    ] = "127.0.0.1",
) -> None:
    """Hold one part of the photo index and answer for it; MUSEION_PHOTO_PARTS names all parts to the site."""
    token = read_text(TOKEN, "", environ=os.environ)
    if not token:
        refuse(f"{TOKEN} is not set: whoever reached the port could read and change the index.")
    check_port(host, port)
    make_private_folder(folder)
    err.print(f"http://{host}:{port}/", highlight=False)
    # One thread: a part may be busy with one question; who needs more at once makes more parts.
    Granian(
        "museion", address=host, port=port, interface=Interfaces.WSGI, workers=1, blocking_threads=1, websockets=False
    ).serve(target_loader=partial(_load, folder, token), wrap_loader=False)


def _load(folder: Path, token: str, *_target: Any) -> Any:
    return make_application(
        folder, token, embedder=choose_embedder(folder, read_choice(DESCRIPTOR, INSTALLED, CHOICES))
    )
