"""EPUB: the text of each chapter in reading order (EPUB 3.3, package document). Nothing in it is run or fetched."""

import io
import posixpath
import zipfile
from collections.abc import Iterator
from urllib.parse import unquote

from lxml import etree, html

from museion.library.reading.pdf import ReadFile, ReadPage
from museion.library.terms import FileState

_CONTAINER = "META-INF/container.xml"
_OPF = "{http://www.idpf.org/2007/opf}"
LARGEST_CHAPTER = 20 * 1024 * 1024
MOST_CHAPTERS = 2_000


def read_epub(content: bytes) -> ReadFile:
    """A chapter counts as a page."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            pages = [ReadPage(number, text) for number, text in enumerate(_read_chapters(archive), start=1)]
    except (zipfile.BadZipFile, KeyError, etree.LxmlError, RuntimeError, ValueError, NotImplementedError):
        return ReadFile(FileState.BROKEN)
    return ReadFile(FileState.READABLE, pages, [], len(pages))


def _read_chapters(archive: zipfile.ZipFile) -> Iterator[str]:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    container = etree.fromstring(_read_member(archive, _CONTAINER), parser)
    package_path = next((node.get("full-path") or "" for node in container.iter("{*}rootfile")), "")
    package = etree.fromstring(_read_member(archive, package_path), parser)
    members = {item.get("id"): item.get("href") for item in package.iter(f"{_OPF}item")}
    folder = posixpath.dirname(package_path)
    for place, reference in enumerate(package.iter(f"{_OPF}itemref")):
        href = members.get(reference.get("idref"))
        if href and place < MOST_CHAPTERS:
            yield _strip(_read_member(archive, posixpath.normpath(posixpath.join(folder, unquote(href)))))


def _read_member(archive: zipfile.ZipFile, name: str) -> bytes:
    info = archive.getinfo(name)
    if info.file_size > LARGEST_CHAPTER:
        raise ValueError(f"{name} would unpack to {info.file_size // 1024**2} MiB")
    return archive.read(info)


def _strip(content: bytes) -> str:
    root = html.document_fromstring(content)
    etree.strip_elements(root, "script", "style", with_tail=False)
    return "\n".join(line for text in root.itertext() if (line := str(text).strip()))
