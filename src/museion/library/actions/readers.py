"""What readers write: their lists, and requests for the reading room that its desk answers."""

import secrets
from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from museion.core.access import AccessLevel, Actor, NotAllowedError, check_right
from museion.core.bulk import delete_rows
from museion.core.journal import Change, record_changes
from museion.core.outbox import announce
from museion.core.saving import Draft, save_drafts, withdraw_records
from museion.core.site_address import get_site_address
from museion.library.models import ArchiveUnit, ReadingList, ReadingListItem, ReadingRequest, Work
from museion.library.terms import RequestState


@dataclass(frozen=True, slots=True)
class Wish:
    """What a reader asks the reading room for."""

    name: str
    email: str
    wanted_date: date
    purpose: str
    language: str
    work: Work | None = None
    unit: ArchiveUnit | None = None


class WrongDayError(ValueError):
    """The day is past."""


_MOVES = {
    RequestState.NEW: {RequestState.APPROVED, RequestState.REFUSED, RequestState.CANCELLED},
    RequestState.APPROVED: {RequestState.DONE, RequestState.REFUSED, RequestState.CANCELLED},
}


def create_list(titles: dict[str, str], *, is_public: bool, actor: Actor, at: datetime) -> ReadingList:
    """Who is signed in may keep lists; a private one is nobody else's."""
    if actor.account_id is None:
        raise NotAllowedError(actor, "reading_list.create", ())
    values = {
        "owner_id": actor.account_id,
        "titles": titles,
        "access": str(AccessLevel.PUBLIC if is_public else AccessLevel.SEALED),
    }
    saved = save_drafts(ReadingList, [Draft(values)], kind="reading_list", actor=actor, at=at)
    return ReadingList.objects.get(key=saved.keys[0])


def _check_owner(held: ReadingList, actor: Actor) -> None:
    if held.owner_id != actor.account_id:
        raise NotAllowedError(actor, "reading_list.update", (held.key,))


@transaction.atomic
def add_to_list(held: ReadingList, work: Work, *, note: str = "", actor: Actor, at: datetime) -> None:
    _check_owner(held, actor)
    position = held.items.count()
    _item, is_new = ReadingListItem.objects.get_or_create(
        reading_list=held, work=work, defaults={"note": note, "position": position}
    )
    if is_new:
        record_changes([Change("reading_list.add", held.key, None, {"work": work.key})], actor=actor, at=at)
        announce("reading_list", [held.key])


@transaction.atomic
def remove_from_list(held: ReadingList, work: Work, *, actor: Actor, at: datetime) -> None:
    _check_owner(held, actor)
    items = list(held.items.filter(work=work).values_list("id", flat=True))
    delete_rows(ReadingListItem, "id", items)
    if items:
        record_changes([Change("reading_list.remove", held.key, {"work": work.key}, None)], actor=actor, at=at)


def withdraw_list(held: ReadingList, *, actor: Actor, at: datetime) -> None:
    _check_owner(held, actor)
    withdraw_records(ReadingList, [held.key], kind="reading_list", actor=actor, at=at, reason=_("removed by its owner"))


def request_reading(wish: Wish, *, actor: Actor, at: datetime) -> ReadingRequest:
    """Anybody may ask; the private link goes out with the first answer."""
    if wish.wanted_date < at.date():
        raise WrongDayError(_("The day lies in the past."))
    values = {
        "work_id": wish.work.id if wish.work else None,
        "unit_id": wish.unit.id if wish.unit else None,
        "name": wish.name[:200],
        "email": wish.email,
        "purpose": wish.purpose,
        "wanted_date": wish.wanted_date,
        "language": wish.language[:10],
        "token": secrets.token_urlsafe(24),
        "access": str(AccessLevel.DESK),
    }
    saved = save_drafts(ReadingRequest, [Draft(values)], kind="reading_request", actor=actor, at=at)
    return ReadingRequest.objects.get(key=saved.keys[0])


@transaction.atomic
def answer_request(
    held: ReadingRequest, state: RequestState, *, answer: str, appointed_at: datetime | None, actor: Actor, at: datetime
) -> None:
    """The desk's answer, which the reader gets by e-mail. Raises `ValueError` for a step that cannot follow."""
    check_right(actor, "reading_request.update")
    _move(held, state, {"answer": answer, "appointed_at": appointed_at}, actor=actor, at=at)
    with translation.override(held.language):
        subject = _("Your request for the reading room: %(state)s") % {"state": RequestState(state).label}
        when = f"\n\n{appointed_at:%Y-%m-%d %H:%M} UTC" if appointed_at else ""
        link = f"{get_site_address()}/library/requests/{held.token}"
        EmailMessage(subject, f"{answer}{when}\n\n{link}", settings.DEFAULT_FROM_EMAIL, [held.email]).send()


def cancel_request(held: ReadingRequest, *, actor: Actor, at: datetime) -> None:
    """By whoever holds the private link."""
    _move(held, RequestState.CANCELLED, {}, actor=actor, at=at)


def _move(held: ReadingRequest, state: RequestState, values: dict[str, object], *, actor: Actor, at: datetime) -> None:
    if state not in _MOVES.get(RequestState(held.state), set()):
        raise ValueError(_("After “%(old)s” this step cannot follow.") % {"old": RequestState(held.state).label})
    draft = Draft({"state": str(state), **values}, id=held.id)
    save_drafts(ReadingRequest, [draft], kind="reading_request", actor=actor, at=at)
