"""What a community agrees to, and takes back; measures and recordings of an element."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import IO, Any

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from museion.core.access import AccessLevel, Actor, check_right
from museion.core.files import FileStore, FileTooLargeError
from museion.core.journal import Change, record_changes
from museion.core.saving import Draft, save_drafts
from museion.heritage.care_terms import ConsentState, KnowledgeLimit
from museion.heritage.models import Consent, IntangibleElement, Recording, SafeguardingMeasure
from museion.heritage.recordings import LONGEST_SIGN, recognise

MOST_BYTES = 500_000_000


class InvalidConsentError(ValueError):
    """What was stated cannot be kept so; the message says why."""


@transaction.atomic
def give_consent(
    element: IntangibleElement,
    *,
    given_by: str,
    given_date: date,
    evidence: str = "",
    limits: Mapping[str, str] | None = None,
    limit_codes: Sequence[str] = (),
    actor: Actor,
    at: datetime,
) -> Consent:
    """Opens what an earlier withdrawal closed, at the level it had."""
    check_right(actor, "element.update", element)
    if not given_by.strip() or given_date > at.date():
        raise InvalidConsentError(_("Say who gave consent, and when; not in the future."))
    closed = (
        element.consents.filter(withdrawn_at__isnull=False).exclude(access_before="").order_by("-withdrawn_at").first()
    )
    consent = Consent.objects.create(
        element=element,
        given_by=given_by.strip()[:300],
        given_date=given_date,
        evidence=evidence,
        limits=dict(limits or {}),
        limit_codes=[code for code in limit_codes if code in KnowledgeLimit],
    )
    values: dict[str, Any] = {"consent": ConsentState.GIVEN.value}
    if element.consent == ConsentState.WITHDRAWN and closed:
        values["access"] = closed.access_before
    _save(element, values, actor=actor, at=at, reason=given_by)
    return consent


@transaction.atomic
def withdraw_consent(element: IntangibleElement, *, withdrawn_by: str, actor: Actor, at: datetime) -> None:
    """Closes the element in the same transaction: pages, API, exports and the index's answers all ask the level first."""
    check_right(actor, "element.update", element)
    if not withdrawn_by.strip():
        raise InvalidConsentError(_("Say who takes consent back."))
    in_force = element.consents.filter(withdrawn_at__isnull=True)
    if not in_force.exists():
        if element.consent == ConsentState.WITHDRAWN:
            raise InvalidConsentError(_("No consent is in force."))
        Consent.objects.create(element=element)  # Nobody had asked the community, which need not agree first to refuse.
    in_force.update(withdrawn_at=at, withdrawn_by=withdrawn_by.strip()[:300], access_before=element.access)
    values = {"consent": ConsentState.WITHDRAWN.value, "access": AccessLevel.SEALED.value}
    _save(element, values, actor=actor, at=at, reason=withdrawn_by)


@transaction.atomic
def add_measure(
    element: IntangibleElement,
    kind: str,
    texts: Mapping[str, str],
    *,
    begins: date | None = None,
    actor: Actor,
    at: datetime,
) -> SafeguardingMeasure:
    check_right(actor, "element.update", element)
    measure = SafeguardingMeasure.objects.create(element=element, kind=kind, texts=dict(texts), begins_date=begins)
    record_changes([Change("element.add_measure", element.key, None, {"kind": kind})], actor=actor, at=at)
    return measure


@transaction.atomic
def attach_recording(
    element: IntangibleElement, stream: IO[bytes], captions: Mapping[str, str], *, actor: Actor, at: datetime
) -> Recording:
    """Sound or film, recognised by its bytes, never by its name. The same bytes twice are kept once."""
    check_right(actor, "element.update", element)
    known = recognise(stream.read(LONGEST_SIGN))
    if known is None:
        raise InvalidConsentError(_("The file is no sound or film in MP3, WAV, FLAC, Ogg, MP4 or WebM."))
    stream.seek(0)
    try:
        name = FileStore(Path(settings.MEDIA_ROOT)).keep_stream(stream, known.suffix, most=MOST_BYTES)
    except FileTooLargeError as error:
        told = _("The recording is larger than %(size)s MB.") % {"size": MOST_BYTES // 1_000_000}
        raise InvalidConsentError(told) from error
    recording, is_new = Recording.objects.get_or_create(
        element=element, file_name=name, defaults={"media_type": known.media_type, "captions": dict(captions)}
    )
    if is_new:
        record_changes([Change("element.attach_recording", element.key, None, {"file_name": name})], actor=actor, at=at)
    return recording


def _save(element: IntangibleElement, values: dict[str, Any], *, actor: Actor, at: datetime, reason: str) -> None:
    save_drafts(IntangibleElement, [Draft(values, id=element.id)], kind="element", actor=actor, at=at, reason=reason)
    element.refresh_from_db()
