"""Documents that an applicant hands in: kept by content, named in the application, read by who reads that alone."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path, PurePath

from django.conf import settings
from django.utils.translation import gettext as _

from museion.core.access import Actor, NotAllowedError
from museion.core.file_types import JPEG, PDF, PNG, find_file_type
from museion.core.files import FileStore
from museion.core.saving import Draft, save_drafts
from museion.network.models import MembershipApplication

MOST_DOCUMENTS = 6
LARGEST_DOCUMENT = 10 * 1024**2
_TAKEN = (PDF, JPEG, PNG)


class DocumentError(ValueError):
    """The document cannot be taken; the message says which and why."""


@dataclass(frozen=True, slots=True)
class KeptDocument:
    """`file_name`: in the store; `title`: as the applicant called it."""

    file_name: str
    title: str
    media_type: str
    size: int


def keep_document(name: str, content: bytes) -> KeptDocument:
    """By what the bytes say, whatever the name does. Raises `DocumentError`."""
    title = PurePath(name.replace("\\", "/")).name[:200] or _("document")
    if len(content) > LARGEST_DOCUMENT:
        size = LARGEST_DOCUMENT // 1024**2
        raise DocumentError(_("“%(title)s” is larger than %(size)s MB.") % {"title": title, "size": size})
    found = find_file_type(content)
    if found is None or found not in _TAKEN:
        raise DocumentError(_("“%(title)s” is no PDF, JPEG or PNG.") % {"title": title})
    return KeptDocument(get_store().keep(content, found.suffix), title, found.media_type, len(content))


def get_store() -> FileStore:
    """Apart from pictures that everybody sees."""
    return FileStore(Path(settings.HOME) / "network" / "documents")


def add_documents(
    application: MembershipApplication, documents: Sequence[KeptDocument], *, actor: Actor, at: datetime
) -> None:
    check_may_add(application, actor)
    held = [*application.documents, *(asdict(document) for document in documents)]
    check_number(held)
    draft = Draft({"documents": held}, id=application.pk)
    save_drafts(MembershipApplication, [draft], kind="application", actor=actor, at=at)


def check_may_add(application: MembershipApplication, actor: Actor) -> None:
    """The applicant, while it is not decided. Asked before a file is kept, too."""
    if actor.account_id != application.account_id:
        raise NotAllowedError(actor, "application.answer")
    if application.membership_id or application.state in {"withdrawn", "closed"}:
        raise DocumentError(_("The application is decided."))


def check_number(documents: Sequence[object]) -> None:
    if len(documents) > MOST_DOCUMENTS:
        raise DocumentError(_("At most %(count)s documents can be handed in.") % {"count": MOST_DOCUMENTS})
