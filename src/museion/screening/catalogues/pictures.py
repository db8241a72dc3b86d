"""The pictures beside a catalogue: files of an archive, found by the name that a lot gives or by the lot's number."""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from django.utils.translation import gettext as _

from museion.core.imports.archives import check_zip_entry
from museion.screening.catalogues.lots import ReadLot, UnreadableCatalogueError, is_picture_name

LARGEST_PICTURE = 80 * 1024 * 1024
MOST_FILES = 200_000
_BROKEN = (zipfile.BadZipFile, zlib.error, OSError, EOFError, NotImplementedError, RuntimeError, ValueError)


class PictureArchive:
    """A ZIP that is read picture by picture; what of it must not be opened is told, never opened."""

    def __init__(self, content: bytes) -> None:
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(content))
        except _BROKEN as error:
            told = _("The archive of pictures is cut or damaged (%(why)s).")
            raise UnreadableCatalogueError(told % {"why": error}) from error
        entries = [entry for entry in self._archive.infolist() if not entry.is_dir()]
        if len(entries) > MOST_FILES:
            told = _("The archive holds %(count)s files; at most %(most)s are read.")
            raise UnreadableCatalogueError(told % {"count": len(entries), "most": MOST_FILES})
        self._by_name: dict[str, zipfile.ZipInfo] = {}
        self._by_lot: dict[str, list[zipfile.ZipInfo]] = {}
        for entry in sorted(entries, key=lambda each: each.filename):
            self._note(entry)

    def list_others(self) -> list[str]:
        """Files that are no pictures: one of them may be the catalogue."""
        names = [entry.filename for entry in self._archive.infolist() if not entry.is_dir()]
        return [name for name in names if not is_picture_name(name) and not _is_hidden(name)]

    def read(self, name: str) -> bytes:
        return self._read(self._archive.getinfo(name))

    def find(self, lot: ReadLot) -> Iterator[bytes]:
        """What the lot names; where it names none, the files called by its number, as `12.jpg` and `lot-12_b.jpg`."""
        entries = [entry for name in lot.picture_names if (entry := self._find_named(lot, name))]
        for entry in entries or ([] if lot.picture_names else self._by_lot.get(_fold_number(lot.number), [])):
            try:
                yield self._read(entry)
            except UnreadableCatalogueError as error:
                lot.problems.append(str(error))

    def _note(self, entry: zipfile.ZipInfo) -> None:
        path = PurePosixPath(entry.filename.replace("\\", "/"))
        if not is_picture_name(path.name) or _is_hidden(entry.filename):
            return
        self._by_name.setdefault(path.name.casefold(), entry)
        self._by_name[str(path).casefold()] = entry
        if found := _LOT_FILE.fullmatch(path.stem.casefold()):
            self._by_lot.setdefault(_fold_number(found[1]), []).append(entry)

    def _find_named(self, lot: ReadLot, name: str) -> zipfile.ZipInfo | None:
        path = PurePosixPath(name.replace("\\", "/"))
        entry = self._by_name.get(str(path).casefold()) or self._by_name.get(path.name.casefold())
        if entry is None:
            lot.problems.append(_("The picture %(name)s is not among the files.") % {"name": name})
        return entry

    def _read(self, entry: zipfile.ZipInfo) -> bytes:
        problem = check_zip_entry(entry)
        if entry.file_size > LARGEST_PICTURE:
            problem = _("it is larger than %(size)s MB") % {"size": LARGEST_PICTURE // 1024**2}
        if problem:
            told = _("%(name)s was not read: %(why)s.")
            raise UnreadableCatalogueError(told % {"name": entry.filename, "why": problem})
        try:
            return self._archive.read(entry)
        except _BROKEN as error:
            told = _("%(name)s is damaged (%(why)s).") % {"name": entry.filename, "why": error}
            raise UnreadableCatalogueError(told) from error


def pack_folder(folder: Path) -> bytes:
    """The pictures of a folder as an archive, stored and not pressed: pictures are pressed already."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for path in sorted(folder.rglob("*")):
            if path.is_file() and is_picture_name(path.name) and path.stat().st_size <= LARGEST_PICTURE:
                archive.write(path, path.relative_to(folder).as_posix())
    return out.getvalue()


_LOT_FILE = re.compile(r"(?:.*?[^0-9a-z])?(?:lot|lote|los|nr|no)?[\s_.-]*0*(\d+[a-z]?)(?:[\s_.-]+[0-9a-z]{1,2})?")


def _fold_number(number: str) -> str:
    return number.strip().casefold().lstrip("0")


def _is_hidden(name: str) -> bool:
    return any(part.startswith((".", "__MACOSX")) for part in PurePosixPath(name.replace("\\", "/")).parts)
