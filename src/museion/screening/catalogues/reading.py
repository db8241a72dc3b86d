"""A file of any kind becomes lots, each with its pictures' bytes when they are asked for."""

import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath

import charset_normalizer
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from museion.screening.catalogues.lots import MOST_LOTS, ReadLot, UnreadableCatalogueError, number_lots
from museion.screening.catalogues.pages import read_page
from museion.screening.catalogues.papers import read_paper
from museion.screening.catalogues.pictures import PictureArchive
from museion.screening.catalogues.running import find_starts, read_running_text
from museion.screening.catalogues.tables import read_table

_PAGES = (".html", ".htm", ".xhtml")
_TABLES = (".csv", ".tsv", ".xlsx", ".xlsm", ".jsonl", ".json", ".xml", *_PAGES, ".pdf")
_PAPERS = (".txt",)


@dataclass(frozen=True, slots=True)
class ReadCatalogue:
    """`problems`: what of the file as a whole was not read."""

    lots: list[ReadLot]
    archive: PictureArchive | None
    problems: tuple[str, ...] = ()

    def iterate_pictures(self, lot: ReadLot) -> Iterator[bytes]:
        """Those within the file, then those beside it."""
        yield from lot.pictures
        if self.archive:
            yield from self.archive.find(lot)
        elif lot.picture_names:
            count = len(lot.picture_names)
            told = ngettext(
                "%(count)s picture is named, and none came with the catalogue.",
                "%(count)s pictures are named, and none came with the catalogue.",
                count,
            )
            lot.problems.append(told % {"count": count})


def read_catalogue(content: bytes, name: str, pictures: bytes | None = None) -> ReadCatalogue:
    """Raises `UnreadableCatalogueError` where no lot is found."""
    archive = PictureArchive(pictures) if pictures else None
    if _is_archive(content, name):
        archive = archive or PictureArchive(content)
        content, name = _find_catalogue(PictureArchive(content))
    lots, problems = _read(content, name)
    if not lots:
        raise UnreadableCatalogueError(_("No lots were found in the file."))
    if len(lots) > MOST_LOTS:
        told = _("The catalogue has %(count)s lots; at most %(most)s are read at once.")
        raise UnreadableCatalogueError(told % {"count": len(lots), "most": MOST_LOTS})
    return ReadCatalogue(number_lots(lots), archive, tuple(problems))


def _read(content: bytes, name: str) -> tuple[list[ReadLot], list[str]]:
    suffix = PurePosixPath(name).suffix.lower()
    start = content[:2048].lstrip().lower()
    if content[:1024].lstrip().startswith(b"%PDF"):
        return read_paper(content), []
    if suffix in _PAGES or start.startswith((b"<!doctype html", b"<html")):
        return read_page(content), []
    if suffix == ".txt":
        text = str(charset_normalizer.from_bytes(content).best() or "")
        if find_starts(text):
            return read_running_text(text), []
    return read_table(content, name)


def _is_archive(content: bytes, name: str) -> bool:
    if not content.startswith(b"PK\x03\x04") or name.lower().endswith((".xlsx", ".xlsm")):
        return False
    return b"[Content_Types].xml" not in content[:4096]


def _find_catalogue(archive: PictureArchive) -> tuple[bytes, str]:
    """The one file of the archive that can be a catalogue: notes and thumbnails beside it are none."""
    others = archive.list_others()
    names = next(filter(None, (_choose(others, suffixes) for suffixes in (_TABLES, _PAPERS))), others)
    if len(names) != 1:
        listed = ", ".join(sorted(names)[:5])
        told = _("The archive holds several catalogues: %(names)s. Send one at a time, with its pictures.")
        none = _("The archive holds no catalogue: put a table, a page or a PDF beside the pictures.")
        raise UnreadableCatalogueError(told % {"names": listed} if names else none)
    try:
        return archive.read(names[0]), names[0]
    except zipfile.BadZipFile as error:
        told = _("%(name)s is damaged (%(why)s).") % {"name": names[0], "why": error}
        raise UnreadableCatalogueError(told) from error


def _choose(names: list[str], suffixes: tuple[str, ...]) -> list[str]:
    return [name for name in names if name.lower().endswith(suffixes)]
