"""Catalogues as PDF: running text with its place on the page; a picture belongs to the lot whose heading is nearest."""

import io
from collections.abc import Iterator
from dataclasses import dataclass

import pypdfium2
from django.utils.translation import gettext as _
from pypdfium2 import raw

from museion.screening.catalogues.lots import ReadLot, UnreadableCatalogueError
from museion.screening.catalogues.running import find_starts, read_running_text

MOST_PAGES = 2_000
# Rules, logos and ornaments are smaller.
LEAST_SIDE = 90


@dataclass(frozen=True, slots=True)
class _Head:
    """A lot's heading: which lot, and its height on the page."""

    lot: int
    height: float


def read_paper(content: bytes) -> list[ReadLot]:
    try:
        return _read_document(content)
    except pypdfium2.PdfiumError as error:
        raise UnreadableCatalogueError(_("The PDF cannot be opened (%(why)s).") % {"why": error}) from error


def _read_document(content: bytes) -> list[ReadLot]:
    with pypdfium2.PdfDocument(content) as document:
        if len(document) > MOST_PAGES:
            told = _("The PDF has %(count)s pages; at most %(most)s are read.")
            raise UnreadableCatalogueError(told % {"count": len(document), "most": MOST_PAGES})
        pages = [page.get_textpage().get_text_bounded().replace("\r\n", "\n") for page in document]
        text = "\n".join(pages)
        if not text.strip():
            raise UnreadableCatalogueError(_("The PDF holds pictures of pages but no text; save it with its text."))
        lots = read_running_text(text)
        _add_pictures(document, pages, text, lots)
    return lots


def _add_pictures(document: pypdfium2.PdfDocument, pages: list[str], text: str, lots: list[ReadLot]) -> None:
    starts = [(start, number) for start, _, number in find_starts(text)]
    offset, lot = 0, -1
    for number, written in enumerate(pages):
        here = [start - offset for start, _ in starts if offset <= start < offset + len(written) + 1]
        page = document[number]
        heads = list(_find_heads(page, written, here, first=lot + 1))
        lot += len(here)
        for picture, height in _iterate_pictures(page, lots, max(lot, 0)):
            nearest = min(heads, key=lambda head: abs(head.height - height)).lot if heads else max(lot, 0)
            lots[nearest].pictures.append(picture)
        offset += len(written) + 1


def _find_heads(page: pypdfium2.PdfPage, written: str, starts: list[int], *, first: int) -> Iterator[_Head]:
    text = page.get_textpage()
    for place, start in enumerate(starts):
        words = written[start:].strip().split("\n")[0].strip()
        found = text.search(words, match_case=True) if words else None
        hit = found.get_next() if found else None
        if hit:
            yield _Head(first + place, text.get_charbox(hit[0])[3])


def _iterate_pictures(page: pypdfium2.PdfPage, lots: list[ReadLot], lot: int) -> Iterator[tuple[bytes, float]]:
    """Each picture of a useful size as PNG, with the height of its middle."""
    for held in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE]):
        width, height = held.get_px_size()
        if min(width, height) < LEAST_SIDE:
            continue
        try:
            picture = held.get_bitmap(render=False).to_pil().convert("RGB")
        except (pypdfium2.PdfiumError, ValueError, OSError) as error:
            lots[lot].problems.append(_("A picture could not be read (%(why)s).") % {"why": error})
            continue
        out = io.BytesIO()
        picture.save(out, "JPEG", quality=92)
        bounds = held.get_bounds()
        yield out.getvalue(), (bounds[1] + bounds[3]) / 2
