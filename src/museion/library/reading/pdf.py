"""PDF by pdfium: text by page; `pictures.py` draws them. Nothing in a file is run; scripts and attachments are only told of.

pdfium is not safe in several threads at once, so one lock goes around every call.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pypdfium2
from django.utils.translation import gettext as _

from museion.library.terms import FileState

MOST_PAGES = 5_000
_LOCK = threading.Lock()
_PASSWORD = 4  # FPDF_ERR_PASSWORD
_SCRIPTS = (b"/JavaScript", b"/JS ", b"/JS(", b"/JS<", b"/Launch")


@dataclass(slots=True)
class ReadPage:
    number: int
    text: str
    label: str = ""


@dataclass(slots=True)
class ReadFile:
    state: FileState
    pages: list[ReadPage] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    page_count: int = 0


def read_pdf(content: bytes) -> ReadFile:
    """An encrypted or damaged file is kept, and says so; its text is not guessed."""
    notes = [_("it holds scripts, which are never run here")] if any(mark in content for mark in _SCRIPTS) else []
    try:
        with open_pdf(content) as document:
            count = len(document)
            pages = [_read_page(document, place) for place in range(min(count, MOST_PAGES))]
    except pypdfium2.PdfiumError as error:
        is_locked = getattr(error, "err_code", None) == _PASSWORD or "password" in str(error).lower()
        return ReadFile(FileState.ENCRYPTED if is_locked else FileState.BROKEN, notes=notes)
    if count > MOST_PAGES:
        notes.append(_("only the first %(count)s pages were read") % {"count": MOST_PAGES})
    if not any(page.text.strip() for page in pages):
        notes.append(_("its pages are pictures without text"))
    return ReadFile(FileState.READABLE, pages, notes, count)


def _read_page(document: Any, place: int) -> ReadPage:
    try:
        page = document[place]
        words = page.get_textpage()
        text = words.get_text_bounded()
        words.close()
        page.close()
    except pypdfium2.PdfiumError:
        text = ""  # A damaged page does not cost the others.
    label = document.get_page_label(place) or ""
    clean = text.replace("\r\n", "\n").replace("\x00", "").replace("\ufffe", "-")
    return ReadPage(place + 1, clean, label[:20] if label != str(place + 1) else "")


@contextmanager
def open_pdf(source: bytes | Path) -> Iterator[Any]:
    with _LOCK:
        document = pypdfium2.PdfDocument(source)
        try:
            yield document
        finally:
            document.close()
