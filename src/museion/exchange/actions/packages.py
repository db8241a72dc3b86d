"""Packages: made and sent by who may, taken in where every proof holds, acknowledged by a signed receipt.

The log of a package is the same on both sides: it travels inside, the recipient's line comes back in the receipt.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction

from museion.core.access import READABLE_LEVELS, AccessLevel, Actor, check_right
from museion.core.files import FileStore
from museion.core.saving import Draft, save_drafts
from museion.core.signing.keys import get_signing_key, read_key_set
from museion.core.signing.statements import Finding, PublicKeys, check, sign
from museion.exchange.formats.chains import Line, append_line, find_break, get_head
from museion.exchange.formats.packages import OpenedPackage, PackageError, open_package, write_package
from museion.exchange.models import Delivery, Direction, PackageState, Partner, PartnerPackage
from museion.exchange.packaging import describe_us, gather_contents

KIND = "package"


@dataclass(frozen=True, slots=True)
class Handover:
    """What a package is for. `level`: what of the records is told, never more than the partner may know."""

    keys: Sequence[str]
    purpose: str
    level: AccessLevel
    case: str = ""


def get_store() -> FileStore:
    """Beside the pictures, and never served by name."""
    return FileStore(Path(settings.HOME) / "files" / "packages")


@transaction.atomic
def prepare_package(partner: Partner, handover: Handover, *, actor: Actor, at: datetime) -> PartnerPackage:
    """Make, sign and keep a package; where the partner has an inbox, it is on its way once this is committed."""
    check_right(actor, f"{KIND}.create", partner)
    if handover.level not in READABLE_LEVELS[AccessLevel(partner.release_level)]:
        raise PackageError("level-too-high", f"{partner.name} is told nothing of level {handover.level}")
    if not handover.purpose.strip():
        raise PackageError("no-purpose", "a package says what it is for")
    contents = gather_contents(handover.keys, handover.level)
    package = _create(partner, handover, contents.keys, actor=actor, at=at)
    package_id = f"{package.key}@{settings.OAI_DOMAIN}"
    log = [append_line([], at=_format(at), who=settings.OAI_DOMAIN, what="prepared", more={"package": package_id})]
    manifest = {
        "id": package_id,
        "sender": describe_us(),
        "recipient": {"domain": partner.domain, "name": partner.name},
        "purpose": handover.purpose.strip(),
        "release_level": str(handover.level),
        "case": handover.case,
        "created_at": _format(at),
        "records": contents.keys,
    }
    content = write_package(manifest, contents.records, log, contents.photos)
    _keep(package, content, package_id, log, actor=actor, at=at)
    if partner.inbox:
        Delivery.objects.create(partner=partner, package=package, address=partner.inbox, made_at=at, next_at=at)
    return package


def _create(partner: Partner, handover: Handover, keys: list[str], *, actor: Actor, at: datetime) -> PartnerPackage:
    values = {
        "partner_id": partner.id,
        "direction": Direction.OUTGOING,
        "state": PackageState.PREPARED,
        "access": AccessLevel.DESK,
        "purpose": handover.purpose.strip(),
        "release_level": handover.level,
        "case": handover.case,
        "record_keys": keys,
        # The identifier holds the key, which is known once the row is there.
        "package_id": f"new {_format(at)} {hashlib.sha256(repr(handover).encode()).hexdigest()}"[:200],
    }
    saved = save_drafts(PartnerPackage, [Draft(values)], kind=KIND, actor=actor, at=at)
    return PartnerPackage.objects.get(key=saved.keys[0])


def _keep(
    package: PartnerPackage, content: bytes, package_id: str, log: list[Line], *, actor: Actor, at: datetime
) -> None:
    digest = hashlib.sha256(content).hexdigest()
    statement = {"type": "package", "id": package_id, "sha256": digest, "to": package.partner.domain, "at": _format(at)}
    values = {
        "package_id": package_id,
        "file_name": get_store().keep(content, ".zip"),
        "sha256": digest,
        "signature": sign(statement, get_signing_key()),
        "log": log,
    }
    save_drafts(PartnerPackage, [Draft(values, id=package.id)], kind=KIND, actor=actor, at=at)
    package.refresh_from_db()


@transaction.atomic
def receive_package(content: bytes, signature: str, *, actor: Actor, at: datetime) -> PartnerPackage:
    """Take a package in. Raises `PackageError`; nothing of a package that fails one proof is kept."""
    check_right(actor, f"{KIND}.receive")
    partner, statement = find_sender(signature)
    if statement.get("type") != "package" or statement.get("sha256") != hashlib.sha256(content).hexdigest():
        raise PackageError("changed", "the signature is for another file: this one was changed on its way")
    opened = open_package(content)
    _check_addresses(opened, statement, partner)
    package_id = str(opened.manifest["id"])[:200]
    if PartnerPackage.objects.filter(partner=partner, direction=Direction.INCOMING, package_id=package_id).exists():
        raise PackageError("replayed", f"the package {package_id} was taken in before")
    line = append_line(
        opened.log, at=_format(at), who=settings.OAI_DOMAIN, what="received", more={"sha256": statement["sha256"]}
    )
    values = {
        "partner_id": partner.id,
        "direction": Direction.INCOMING,
        "state": PackageState.RECEIVED,
        "access": AccessLevel.DESK,
        "package_id": package_id,
        "purpose": str(opened.manifest["purpose"]),
        "release_level": _read_level(opened),
        "case": str(opened.manifest.get("case") or "")[:200],
        "record_keys": [str(key) for key in opened.manifest.get("records") or ()],
        "file_name": get_store().keep(content, ".zip"),
        "sha256": statement["sha256"],
        "signature": signature.strip(),
        "log": [*opened.log, line],
        "receipt": sign(
            {"type": "receipt", "id": package_id, "sha256": statement["sha256"], "line": line}, get_signing_key()
        ),
    }
    saved = save_drafts(PartnerPackage, [Draft(values)], kind=KIND, actor=actor, at=at)
    return PartnerPackage.objects.get(key=saved.keys[0])


def find_sender(signature: str) -> tuple[Partner, dict[str, Any]]:
    """The partner whose key made the signature, and what it signed."""
    for partner in Partner.objects.current():
        proof = check(signature, read_partner_keys(partner))
        if proof.finding is Finding.GENUINE:
            return partner, proof.statement
        if proof.finding is Finding.FORGED:
            raise PackageError("forged", f"the signature names a key of {partner.name} and was not made with it")
    raise PackageError("unknown-sender", "no partner published the key that this was signed with")


def read_partner_keys(partner: Partner) -> PublicKeys:
    try:
        return read_key_set(partner.public_keys)
    except ValueError:
        return {}


def _check_addresses(opened: OpenedPackage, statement: dict[str, Any], partner: Partner) -> None:
    sender, recipient = opened.manifest["sender"], opened.manifest["recipient"]
    if (
        not isinstance(sender, dict)
        or sender.get("domain") != partner.domain
        or statement.get("id") != opened.manifest["id"]
    ):
        raise PackageError("wrong-sender", f"the package was signed by {partner.name} and names another sender")
    ours = settings.OAI_DOMAIN
    if not isinstance(recipient, dict) or recipient.get("domain") != ours or statement.get("to") != ours:
        raise PackageError("wrong-recipient", "the package was made for somebody else")


def _read_level(opened: OpenedPackage) -> str:
    level = opened.manifest["release_level"]
    if level not in AccessLevel.values:
        raise PackageError("bad-manifest", f"there is no release level {str(level)[:40]!r}")
    return str(level)


@transaction.atomic
def take_receipt(package: PartnerPackage, receipt: str, *, actor: Actor, at: datetime) -> None:
    """The partner's signed word that the package came whole; its line ends our log, so that both sides have the same."""
    check_right(actor, f"{KIND}.receive")
    proof = check(receipt, read_partner_keys(package.partner))
    statement, line = proof.statement, proof.statement.get("line")
    fits = statement.get("type") == "receipt" and (statement.get("id"), statement.get("sha256")) == (
        package.package_id,
        package.sha256,
    )
    if proof.finding is not Finding.GENUINE or not fits or not isinstance(line, dict):
        raise PackageError(
            "bad-receipt", f"the receipt is not {package.partner.name}'s for this package: {proof.finding}"
        )
    if package.state == PackageState.ACKNOWLEDGED:
        return
    log = [*package.log, line]
    if problem := find_break(log):
        raise PackageError("broken-log", problem)
    values = {"state": PackageState.ACKNOWLEDGED, "receipt": receipt.strip(), "log": log}
    save_drafts(PartnerPackage, [Draft(values, id=package.id)], kind=KIND, actor=actor, at=at, reason=get_head(log))
    package.refresh_from_db()


def _format(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
