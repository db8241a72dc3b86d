"""Every test of the room has a home of its own, so that registers of one do not answer another."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import LazySettings

from museion.screening.registers import asking


@pytest.fixture(autouse=True)
def home(tmp_path: Path, settings: LazySettings) -> Iterator[Path]:
    settings.HOME = tmp_path
    settings.MEDIA_ROOT = tmp_path / "files"
    asking.close_registers()
    yield tmp_path
    asking.close_registers()
