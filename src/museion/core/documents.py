"""Documents that people hand in beside a record: PDF, JPEG or PNG by their bytes, kept by content in a store of the room."""

from dataclasses import dataclass
from pathlib import PurePath

from django.utils.translation import gettext as _

from museion.core.file_types import JPEG, PDF, PNG, find_file_type
from museion.core.files import FileStore, name_content

LARGEST_DOCUMENT = 10 * 1024**2
_TAKEN = (PDF, JPEG, PNG)


class DocumentError(ValueError):
    """The document cannot be taken; the message says which and why."""


@dataclass(frozen=True, slots=True)
class KeptDocument:
    """`file_name`: in the store; `title`: as the sender called it."""

    file_name: str
    title: str
    media_type: str
    size: int


@dataclass(frozen=True, slots=True)
class SentDocument:
    """One that can be kept, and is by the write that names it: what is refused leaves no file behind."""

    described: KeptDocument
    content: bytes

    def keep(self, store: FileStore) -> KeptDocument:
        store.keep(self.content, PurePath(self.described.file_name).suffix)
        return self.described


def read_document(name: str, content: bytes) -> SentDocument:
    """By what the bytes say, whatever the name does. Raises `DocumentError`."""
    title = PurePath(name.replace("\\", "/")).name[:200] or _("document")
    if len(content) > LARGEST_DOCUMENT:
        size = LARGEST_DOCUMENT // 1024**2
        raise DocumentError(_("“%(title)s” is larger than %(size)s MB.") % {"title": title, "size": size})
    found = find_file_type(content)
    if found is None or found not in _TAKEN:
        raise DocumentError(_("“%(title)s” is no PDF, JPEG or PNG.") % {"title": title})
    described = KeptDocument(name_content(content, found.suffix), title, found.media_type, len(content))
    return SentDocument(described, content)
