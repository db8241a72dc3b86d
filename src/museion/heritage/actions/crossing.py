"""Noting papers of a crossing, letters about a transfer, and what a museum would take in from others in danger."""

from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from museion.core.access import Actor, check_right, may
from museion.core.documents import SentDocument
from museion.core.files import FileStore
from museion.core.journal import Change, record_changes
from museion.heritage.care_terms import LetterReaders, PaperState, TransferLeg
from museion.heritage.models import CrossingPaper, Letter, Loan, SafeHaven, Transfer
from museion.network.models import Museum

MOST_PAPERS = 200


class InvalidCrossingError(ValueError):
    """What was stated cannot be kept so; the message says why."""


def get_store() -> FileStore:
    """Apart from pictures that everybody sees."""
    return FileStore(Path(settings.HOME) / "heritage" / "documents")


def check_may_note(crossing: Loan | Transfer, actor: Actor) -> None:
    """Either side of a transfer, and who keeps a loan."""
    if isinstance(crossing, Loan):
        check_right(actor, "loan.update", crossing)
    elif not list_sides(crossing, actor):
        check_right(actor, "transfer.update", crossing)


def list_sides(transfer: Transfer, actor: Actor) -> list[str]:
    """The sides of a transfer that the actor acts for."""
    return [side for side in ("giver", "taker") if may(actor, "transfer.update", getattr(transfer, side))]


@transaction.atomic
def note_paper(
    crossing: Loan | Transfer,
    leg: str,
    rule: str,
    state: str,
    *,
    basis: Mapping[str, Any] | None = None,
    reference: str = "",
    note: str = "",
    document: SentDocument | None = None,
    actor: Actor,
    at: datetime,
) -> CrossingPaper:
    """A paper at hand is named by its number or shown by its document; one that is not needed has a reason."""
    check_may_note(crossing, actor)
    if leg not in TransferLeg or state not in PaperState or not rule.strip():
        raise InvalidCrossingError(_("Say which paper it is, and what became of it."))
    which = {"loan" if isinstance(crossing, Loan) else "transfer": crossing, "leg": leg, "rule": rule.strip()[:200]}
    held = CrossingPaper.objects.filter(**which).first()
    if held is None and crossing.crossing_papers.count() >= MOST_PAPERS:
        raise InvalidCrossingError(_("A crossing holds at most %(count)s papers.") % {"count": MOST_PAPERS})
    paper = held or CrossingPaper(**which)
    before = {"state": held.state, "reference": held.reference} if held else None
    if state == PaperState.AT_HAND and not (reference.strip() or document or paper.file_name):
        raise InvalidCrossingError(_("A paper at hand has a number, or is attached."))
    if state == PaperState.NOT_NEEDED and not note.strip():
        raise InvalidCrossingError(_("Say why the paper is not needed."))
    paper.state, paper.reference, paper.note = state, reference.strip()[:200], note.strip()[:500]
    paper.basis, paper.noted_by, paper.noted_at = dict(basis or paper.basis), actor.name[:200], at
    _attach(paper, document)
    paper.save()
    change = {"rule": paper.rule, "state": state, "reference": paper.reference, "file": paper.file_name}
    _record(crossing, "note_paper", change, before=before, actor=actor, at=at)
    return paper


@transaction.atomic
def write_letter(
    transfer: Transfer,
    readers: str,
    *,
    written_date: date,
    party: str,
    text: str,
    document: SentDocument | None = None,
    actor: Actor,
    at: datetime,
) -> Letter:
    """`readers`: one's own side, or both. Nobody writes into the other side's file."""
    check_may_note(transfer, actor)
    sides = list_sides(transfer, actor)
    if readers not in LetterReaders or (readers != LetterReaders.BOTH and sides and readers not in sides):
        raise InvalidCrossingError(_("Say who reads the letter: your own side, or both."))
    if not party.strip() or not text.strip() or written_date > at.date():
        raise InvalidCrossingError(_("A letter has a day that has come, somebody it is from or to, and what it says."))
    letter = Letter(
        transfer=transfer, readers=readers, written_date=written_date, party=party.strip()[:300], text=text.strip()
    )
    letter.noted_by, letter.noted_at = actor.name[:200], at
    _attach(letter, document)
    letter.save()
    # Both sides read a transfer's history: it tells that a letter came, not from whom.
    _record(transfer, "write_letter", {"letter": letter.pk}, actor=actor, at=at)
    return letter


@transaction.atomic
def offer_haven(museum: Museum, values: Mapping[str, Any], *, actor: Actor, at: datetime) -> SafeHaven:
    """`values`: room_for, conditions, contact, until_date. The same museum a second time changes its offer."""
    check_right(actor, "transfer.create", museum)
    if not values.get("room_for") or not values.get("contact"):
        raise InvalidCrossingError(_("Say what you have room for, and whom to call."))
    stated = {**values, "stated_by": actor.name[:200], "stated_at": at}
    haven, is_new = SafeHaven.objects.update_or_create(museum=museum, defaults=stated)
    tag = "museum.offer_haven" if is_new else "museum.change_haven"
    record_changes([Change(tag, museum.key, None, {"haven": haven.pk})], actor=actor, at=at)
    return haven


@transaction.atomic
def end_haven(museum: Museum, *, actor: Actor, at: datetime) -> None:
    check_right(actor, "transfer.create", museum)
    if SafeHaven.objects.filter(museum=museum).delete()[0]:
        record_changes([Change("museum.end_haven", museum.key, None, {})], actor=actor, at=at)


def _attach(record: CrossingPaper | Letter, document: SentDocument | None) -> None:
    if document:
        kept = document.keep(get_store())
        record.file_name, record.file_title, record.media_type = kept.file_name, kept.title, kept.media_type


def _record(
    crossing: Loan | Transfer,
    deed: str,
    after: dict[str, Any],
    *,
    before: dict[str, Any] | None = None,
    actor: Actor,
    at: datetime,
) -> None:
    kind = "loan" if isinstance(crossing, Loan) else "transfer"
    record_changes([Change(f"{kind}.{deed}", crossing.key, before, after)], actor=actor, at=at)
