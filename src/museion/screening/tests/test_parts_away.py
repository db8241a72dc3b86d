"""While a part of the photo index is away every door says so; none answers that nothing was found, none breaks."""

import socket
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image
from typer.testing import CliRunner

from museion.cli.commands import app
from museion.screening.matching.photos.shards import ShardUnavailableError
from museion.screening.models import Screening
from museion.screening.registers.asking import close_registers
from museion.screening.registers.parts import get_generation, list_registered, open_photos
from museion.screening.tests.drawings import draw_painting

pytestmark = pytest.mark.django_db
SAYS = "This does not mean that nothing was found"


@pytest.fixture(autouse=True)
def away(settings: LazySettings) -> Iterator[str]:
    """The address of a part where nobody listens."""
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        name = f"http://127.0.0.1:{held.getsockname()[1]}"
    settings.PHOTO_PARTS, settings.PHOTO_PARTS_TOKEN = [name], "a token of the test"
    close_registers()
    yield name
    close_registers()


@pytest.fixture
def photo() -> bytes:
    file = BytesIO()
    Image.fromarray(draw_painting(7, 240, 320)).save(file, "JPEG")
    return file.getvalue()


def test_pages_and_programs_are_told(client: Client, photo: bytes) -> None:
    def send() -> SimpleUploadedFile:
        return SimpleUploadedFile("jar.jpg", photo, "image/jpeg")

    page = client.post("/screen", {"photo": send()}, headers={"Accept": "text/html"})
    assert (page.status_code, SAYS in page.content.decode()) == (503, True)
    answer = client.post("/api/v1/screen", {"photo": send()})
    assert (answer.status_code, answer.json()["type"]) == (503, "/problems/unavailable")
    assert (SAYS in answer.json()["detail"], answer.headers["Retry-After"]) == (True, "30")
    batch = client.post("/api/v1/screen/batch", {"questions": [{"text": "a jar"}]}, content_type="application/json")
    assert batch.status_code == 503
    assert not Screening.objects.exists()


def test_whoever_runs_the_command_is_told_which_part_it_is(photo: bytes, tmp_path: Path, away: str) -> None:
    (tmp_path / "jar.jpg").write_bytes(photo)
    (tmp_path / "asked.jsonl").write_text('{"photo": ["jar.jpg"]}\n')
    for words in (["--photo", str(tmp_path / "jar.jpg")], ["--batch", str(tmp_path / "asked.jsonl")]):
        done = CliRunner().invoke(app, ["screen", *words, "--json"])
        assert (done.exit_code, done.stdout) == (1, "")
        assert away in "".join(done.stderr.split())


def test_parts_that_are_empty_or_away_are_never_taken_for_the_folder_of_the_home() -> None:
    open_photos()
    for ask in (list_registered, get_generation):
        with pytest.raises(ShardUnavailableError):
            ask()
