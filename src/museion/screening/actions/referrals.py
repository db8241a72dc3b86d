"""Handing a case to a partner: the package is made once, kept under its hash, and acknowledged by whoever received it."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import transaction

from museion.core.access import AccessLevel, Actor, check_right
from museion.core.files import FileStore
from museion.core.journal import Change, record_changes
from museion.core.signing.keys import get_signing_key
from museion.core.signing.statements import sign
from museion.network.models import Body
from museion.screening.actions.case_mails import REFERRED, request_mail
from museion.screening.actions.cases import move_case
from museion.screening.models import Case, CaseReferral
from museion.screening.referrals.gathering import gather_files
from museion.screening.referrals.packing import Envelope, pack
from museion.screening.terms import CaseState

SENDER = "Museion"


@dataclass(frozen=True, slots=True)
class Recipient:
    """Who receives it: a body of the network, or another by name."""

    name: str
    body: Body | None = None


@transaction.atomic
def refer_case(case: Case, recipient: Recipient, *, purpose: str, actor: Actor, at: datetime) -> CaseReferral:
    """Make the package, note who gets it and why. Raises `InvalidMoveError` for a case that is not open."""
    check_right(actor, "case.refer", case)
    if case.state != CaseState.REFERRED:
        move_case(case, CaseState.REFERRED, actor=actor, at=at)
    envelope = Envelope(
        case=case.key,
        sender=settings.BASE_URL or SENDER,
        recipient=recipient.name,
        purpose=purpose,
        release_level=AccessLevel.PARTNER,
        sent_at=at,
    )
    key = get_signing_key()
    package = pack(gather_files(case), envelope, lambda statement: sign(statement, key))
    referral = CaseReferral.objects.create(
        case=case,
        partner=recipient.body,
        partner_name=recipient.name[:200],
        purpose=purpose,
        file_name=get_package_store().keep(package, ".zip"),
        digest=hashlib.sha256(package).hexdigest(),
        sent_at=at,
    )
    after = {"partner": recipient.name, "purpose": purpose, "sha256": referral.digest}
    record_changes([Change("case.refer", case.key, None, after)], actor=actor, at=at)
    request_mail(REFERRED, referral.pk)
    return referral


@transaction.atomic
def acknowledge_referral(referral: CaseReferral, *, at: datetime) -> None:
    """The partner has it: the signed link that led here is the right to say so."""
    if CaseReferral.objects.filter(pk=referral.pk, acknowledged_at=None).update(acknowledged_at=at):
        referral.acknowledged_at = at
        actor = Actor(name=referral.partner_name, via="web")
        after = {"sha256": referral.digest, "acknowledged_at": at}
        record_changes([Change("case.acknowledge", referral.case.key, None, after)], actor=actor, at=at)


def get_package_store() -> FileStore:
    """Apart from the pictures, which the site serves."""
    return FileStore(Path(settings.HOME) / "screening" / "referrals")
