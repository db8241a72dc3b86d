"""Documents that an applicant hands in: kept by content, named in the application, read by who reads that alone."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from museion.core.access import Actor, NotAllowedError
from museion.core.documents import DocumentError, SentDocument
from museion.core.files import FileStore
from museion.core.saving import Draft, save_drafts
from museion.network.models import MembershipApplication

MOST_DOCUMENTS = 6


def get_store() -> FileStore:
    """Apart from pictures that everybody sees."""
    return FileStore(Path(settings.HOME) / "network" / "documents")


@transaction.atomic
def add_documents(
    application: MembershipApplication, documents: Sequence[SentDocument], *, actor: Actor, at: datetime
) -> None:
    application = MembershipApplication.objects.select_for_update().get(pk=application.pk)
    _check_may_add(application, actor)
    check_number([*application.documents, *documents])
    held = [*application.documents, *(asdict(document.keep(get_store())) for document in documents)]
    draft = Draft({"documents": held}, id=application.pk)
    save_drafts(MembershipApplication, [draft], kind="application", actor=actor, at=at)


def _check_may_add(application: MembershipApplication, actor: Actor) -> None:
    """The applicant, while it is not decided."""
    if actor.account_id != application.account_id:
        raise NotAllowedError(actor, "application.answer")
    if application.membership_id or application.state in {"withdrawn", "closed"}:
        raise DocumentError(_("The application is decided."))


def check_number(documents: Sequence[object]) -> None:
    if len(documents) > MOST_DOCUMENTS:
        raise DocumentError(_("At most %(count)s documents can be handed in.") % {"count": MOST_DOCUMENTS})
