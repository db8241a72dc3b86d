"""The programme: rooms, sessions, what stands in them, and what is handed on afterwards."""

import mimetypes
from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import PurePath
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from museion.core.access import Actor, check_right
from museion.core.files import FileStore
from museion.core.journal import Change, record_changes
from museion.core.saving import Draft, save_drafts, withdraw_records
from museion.events.models import Contribution, Event, Material, Room, Session
from museion.events.problems import EventError
from museion.events.showing import describe_place
from museion.events.terms import ContributionState, MaterialKind
from museion.network.proceedings import Author, PaperFile, Proceeding, hand_over_proceeding

MOST_SESSIONS = 10_000
_SUFFIXES = frozenset(
    {".pdf", ".pptx", ".odp", ".docx", ".odt", ".txt", ".mp4", ".webm", ".mp3", ".png", ".jpg", ".zip"}
)


def get_store() -> FileStore:
    return FileStore(settings.HOME / "files")


@transaction.atomic
def add_room(event: Event, name: str, *, capacity: int | None = None, actor: Actor, at: datetime) -> Room:
    check_right(actor, "event.update", event)
    if not name.strip():
        raise EventError(_("A room has a name."), "room")
    position = Room.objects.filter(event=event).count()
    room, is_new = Room.objects.get_or_create(
        event=event, name=name.strip()[:100], defaults={"capacity": capacity, "position": position}
    )
    if is_new:
        record_changes([Change("event.add_room", event.key, None, {"room": room.name})], actor=actor, at=at)
    return room


def create_session(event: Event, values: Mapping[str, Any], *, actor: Actor, at: datetime) -> Session:
    check_right(actor, "event.update", event)
    if Session.objects.current().filter(event=event).count() >= MOST_SESSIONS:
        message = _("A programme has at most %(count)s sessions.")
        raise EventError(message % {"count": MOST_SESSIONS}, "session")
    stated = {**values, "event_id": event.pk, "access": event.access, "scope_key": event.scope_key}
    _check_session(stated)
    saved = save_drafts(Session, [Draft(stated)], kind="session", actor=actor, at=at)
    return Session.objects.select_related("event").get(key=saved.keys[0])


def update_session(
    session: Session,
    values: Mapping[str, Any],
    *,
    chair_ids: list[int] | None = None,
    actor: Actor,
    at: datetime,
    reason: str = "",
) -> Session:
    check_right(actor, "event.update", session.event)
    _check_session(values)
    links = {} if chair_ids is None else {"chairs": chair_ids}
    draft = Draft(dict(values), links, id=session.pk)
    save_drafts(Session, [draft], kind="session", actor=actor, at=at, reason=reason)
    return Session.objects.select_related("event", "room").get(pk=session.pk)


def _check_session(values: Mapping[str, Any]) -> None:
    if not 5 <= values.get("minutes", 90) <= 24 * 60:
        raise EventError(_("A session lasts from five minutes to a day."), "minutes")


def withdraw_session(session: Session, *, actor: Actor, at: datetime) -> None:
    check_right(actor, "event.update", session.event)
    with transaction.atomic():
        for paper in Contribution.objects.filter(session=session):
            place_contribution(paper, None, actor=actor, at=at)
        withdraw_records(
            Session, [session.key], kind="session", actor=actor, at=at, reason="taken out of the programme"
        )


def move_session(
    session: Session, begins_at: datetime | None, room: Room | None, *, actor: Actor, at: datetime
) -> Session:
    """Anywhere in the event's days; conflicts are told, not refused: organisers solve them one after the other."""
    event = session.event
    day = timedelta(days=1)
    if begins_at is not None and not event.begins_at - day <= begins_at <= event.ends_at + day:
        raise EventError(_("This is not a time of the event."), "begins_at")
    if room is not None and room.event_id != event.pk:
        raise EventError(_("This is not a room of the event."), "room")
    values = {"begins_at": begins_at, "room_id": room.pk if room else None}
    return update_session(session, values, actor=actor, at=at)


def place_contribution(
    paper: Contribution, session: Session | None, *, position: int = 0, actor: Actor, at: datetime
) -> None:
    """Into a session, or out of all."""
    check_right(actor, "event.update", paper.event)
    if session is not None and (session.event_id != paper.event_id or paper.state != ContributionState.ACCEPTED):
        raise EventError(_("Only accepted contributions of the event have a place in it."), "contribution")
    values = {"session_id": session.pk if session else None, "position": position}
    save_drafts(Contribution, [Draft(values, id=paper.pk)], kind="contribution", actor=actor, at=at)


@transaction.atomic
def add_material(
    event: Event,
    content: bytes,
    *,
    name: str,
    title: str = "",
    kind: str = MaterialKind.SLIDES,
    contribution: Contribution | None = None,
    language: str = "",
    is_public: bool = False,
    actor: Actor,
    at: datetime,
) -> Material:
    """By organisers, or by authors through their own link (`contribution`). Raises `EventError`."""
    if contribution is None:
        check_right(actor, "event.update", event)
    suffix = PurePath(name).suffix.lower()
    if suffix not in _SUFFIXES:
        known = ", ".join(sorted(_SUFFIXES))
        raise EventError(_("Files of this kind are not taken; known are %(known)s.") % {"known": known}, "file")
    if not content or len(content) > settings.MAX_UPLOAD_BYTES:
        size = settings.MAX_UPLOAD_BYTES // 1024**2
        raise EventError(_("The file is empty or larger than %(size)s MB.") % {"size": size}, "file")
    material = Material.objects.create(
        event=event,
        contribution=contribution,
        kind=kind,
        title=(title or PurePath(name).stem)[:300],
        language=language,
        file_name=get_store().keep(content, suffix),
        media_type=mimetypes.guess_type(f"x{suffix}")[0] or "application/octet-stream",
        size=len(content),
        is_public=is_public,
        added_at=at,
    )
    key = contribution.key if contribution else event.key
    record_changes([Change("event.add_material", key, None, {"file": material.file_name})], actor=actor, at=at)
    return material


def hand_over_paper(paper: Contribution, *, actor: Actor, at: datetime) -> str:
    """To whoever keeps publications; returns the key of theirs. Raises `NoLibraryError` where nobody does."""
    check_right(actor, "event.update", paper.event)
    if paper.state != ContributionState.ACCEPTED:
        raise EventError(_("Only accepted contributions become proceedings."), "contribution")
    key = hand_over_proceeding(_describe_paper(paper), actor=actor, at=at)
    save_drafts(Contribution, [Draft({"publication_key": key}, id=paper.pk)], kind="contribution", actor=actor, at=at)
    return key


def _describe_paper(paper: Contribution) -> Proceeding:
    event = paper.event
    speakers = paper.speakers.select_related("person")
    store = get_store()
    return Proceeding(
        contribution_key=paper.key,
        event_key=event.key,
        event_titles=event.titles,
        event_date=event.begins_at.date(),
        place=describe_place(event, "en"),
        bodies=tuple(event.bodies.all()),
        titles=paper.titles,
        abstracts=paper.abstracts,
        language=paper.language,
        authors=tuple(
            Author(one.name, one.institution, one.country, one.person.key if one.person else "") for one in speakers
        ),
        files=tuple(
            PaperFile(store.get_path(held.file_name), held.media_type, held.title, held.language)
            for held in paper.materials.filter(is_public=True)
        ),
        concept_keys=tuple(event.themes.values_list("key", flat=True)),
        access=paper.access,
        scope_key=paper.scope_key,
    )
