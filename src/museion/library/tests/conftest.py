"""Every test of the room has a home of its own, and knows the officers of the library."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings
from fpdf import FPDF

from museion.core.access import make_operator
from museion.library.actions.works import create_work
from museion.library.formats.publication import Publication
from museion.library.models import Work
from museion.library.tests.publications import make_report
from museion.library.values import make_values

MakeWork = Callable[..., Work]


@pytest.fixture(autouse=True)
def home(tmp_path: Path, settings: LazySettings) -> Path:
    settings.HOME = tmp_path
    settings.MEDIA_ROOT = tmp_path / "files"
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    return tmp_path


@pytest.fixture
def make_work(db: None, now: Any) -> MakeWork:
    def make(publication: Publication | None = None, **values: Any) -> Work:
        columns = make_values(publication or make_report()) | values
        return create_work(columns, actor=make_operator(), at=now)

    return make


def make_pdf(*pages: str, owner_password: str = "", script: str = "") -> bytes:
    sheet = FPDF()
    sheet.set_font("helvetica", size=12)
    for text in pages:
        sheet.add_page()
        sheet.multi_cell(0, 8, text)
    if owner_password:
        sheet.set_encryption(owner_password=owner_password, user_password=owner_password)
    content = bytes(sheet.output())
    return (
        content.replace(b"/Type /Catalog", b"/Type /Catalog /OpenAction <</S /JavaScript /JS (app.alert\\(1\\))>>")
        if script
        else content
    )
