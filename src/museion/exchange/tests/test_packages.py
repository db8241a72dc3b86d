"""Partner packages: both sides have the same log; whatever fails one proof is refused and leaves nothing."""

import hashlib
import io
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import orjson
import pytest
from django.conf import LazySettings
from django.test import Client

from museion.core.access import AccessLevel, Actor, NotAllowedError
from museion.core.fetching import Answer, FetchError
from museion.core.problems import ProblemError
from museion.core.signing.keys import describe_key_set, get_signing_key, read_key_set
from museion.core.signing.statements import Finding, check, sign
from museion.exchange.actions.deliveries import SIGNATURE, deliver_due
from museion.exchange.actions.packages import Handover, get_store, prepare_package, receive_package, take_receipt
from museion.exchange.actions.partners import create_partner
from museion.exchange.formats.chains import append_line, find_break
from museion.exchange.formats.packages import PackageError, open_package, write_package
from museion.exchange.models import Delivery, Partner, PartnerPackage
from museion.exchange.tests.conftest import Publish, Repository
from museion.heritage.actions import update_object

CUSTOMS = "customs.example"


@pytest.fixture
def home(settings: LazySettings, tmp_path: Path) -> Path:
    settings.HOME = tmp_path / "ours"
    return tmp_path


@contextmanager
def stand_at(domain: str, settings: LazySettings, home: Path) -> Iterator[None]:
    """As the system of another house: its keys, its name."""
    ours = (settings.HOME, settings.OAI_DOMAIN)
    settings.HOME, settings.OAI_DOMAIN = home / domain, domain
    yield
    settings.HOME, settings.OAI_DOMAIN = ours


@pytest.fixture
def partner(home: Path, settings: LazySettings, repository: Repository, operator: Actor, now: datetime) -> Partner:
    """Customs, as this house knows it; the row of this house, as customs knows it, is in the same table."""
    with stand_at(CUSTOMS, settings, home):
        theirs = describe_key_set() if get_signing_key() else {}
    told = {"actor": operator, "at": now}
    get_signing_key()
    create_partner({"name": "Museion", "domain": "museion.example", "public_keys": describe_key_set()}, **told)
    values = {"name": "الجمارك", "domain": CUSTOMS, "public_keys": theirs, "release_level": AccessLevel.PARTNER}
    return create_partner(values, **told)


def prepare(partner: Partner, repository: Repository, operator: Actor, now: datetime, **more: Any) -> PartnerPackage:
    stated = {"keys": [repository.jar.key], "purpose": "Seen at the border", "level": AccessLevel.PUBLIC, "case": "B-7"}
    return prepare_package(partner, Handover(**(stated | more)), actor=operator, at=now)


@pytest.fixture
def package(partner: Partner, repository: Repository, operator: Actor, now: datetime) -> PartnerPackage:
    return prepare(partner, repository, operator, now)


def read_file(package: PartnerPackage) -> bytes:
    return get_store().read(package.file_name)


def test_a_package_says_what_it_is_for_and_proves_every_file(package: PartnerPackage, repository: Repository) -> None:
    opened = open_package(read_file(package))
    assert opened.manifest["purpose"] == "Seen at the border"
    assert opened.manifest["recipient"]["domain"] == CUSTOMS
    assert opened.manifest["release_level"] == "public"
    assert opened.records[0]["title"] == {"fr": "Jarre à eau", "en": "Water jar"}
    proof = check(package.signature, read_key_set(describe_key_set()))
    assert proof.finding is Finding.GENUINE
    assert proof.statement["sha256"] == hashlib.sha256(read_file(package)).hexdigest()


def test_both_sides_end_with_the_same_log(
    package: PartnerPackage, settings: LazySettings, home: Path, operator: Actor, now: datetime
) -> None:
    content = read_file(package)
    with stand_at(CUSTOMS, settings, home):
        received = receive_package(content, package.signature, actor=operator, at=now + timedelta(hours=1))
    take_receipt(package, received.receipt, actor=operator, at=now + timedelta(hours=2))
    assert package.state == "acknowledged"
    assert package.log == received.log
    assert [line["what"] for line in package.log] == ["prepared", "received"]
    assert find_break(package.log) == ""
    take_receipt(package, received.receipt, actor=operator, at=now + timedelta(hours=3))
    assert len(package.log) == 2


@pytest.mark.parametrize("part", ["file", "replay", "recipient", "signature", "unknown"])
def test_what_fails_a_proof_is_refused_and_leaves_nothing(
    package: PartnerPackage, settings: LazySettings, home: Path, operator: Actor, now: datetime, part: str
) -> None:
    content, signature, domain, kind = read_file(package), package.signature, CUSTOMS, ""
    before = PartnerPackage.objects.count()
    match part:
        case "file":
            content, kind = content[:-1] + b"x", "changed"
        case "recipient":
            domain, kind = "police.example", "wrong-recipient"
        case "signature":
            signature, kind = signature[:-8] + "AAAAAAAA", "forged"
        case "unknown":
            with stand_at("stranger.example", settings, home):
                signature, kind = sign({"type": "package"}, get_signing_key()), "unknown-sender"
        case "replay":
            kind = "replayed"
    with stand_at(domain, settings, home):
        if part == "replay":
            receive_package(content, signature, actor=operator, at=now)
            before += 1
        with pytest.raises(PackageError) as refused:
            receive_package(content, signature, actor=operator, at=now)
    assert refused.value.kind == kind or (part == "signature" and refused.value.kind == "unknown-sender")
    assert PartnerPackage.objects.count() == before


def test_a_file_that_is_not_the_one_of_the_manifest_is_found(package: PartnerPackage) -> None:
    spoilt = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(read_file(package))) as old, zipfile.ZipFile(spoilt, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            new.writestr(name, content.replace(b"Water", b"Vater") if name == "object-id.json" else content)
    with pytest.raises(PackageError, match="SHA-256") as refused:
        open_package(spoilt.getvalue())
    assert refused.value.kind == "wrong-hash"


@pytest.mark.parametrize("name", ["../evil.txt", "/etc/passwd", "photos/../../x", "extra.txt"])
def test_names_that_lead_outside_and_files_that_nobody_named_are_refused(package: PartnerPackage, name: str) -> None:
    spoilt = io.BytesIO(read_file(package))
    with zipfile.ZipFile(spoilt, "a") as archive:
        archive.writestr(name, b"x")
    with pytest.raises(PackageError):
        open_package(spoilt.getvalue())


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"hello", b"\x00" * 100])
def test_what_is_no_archive_is_refused(content: bytes) -> None:
    with pytest.raises(PackageError, match=r"ZIP|manifest"):
        open_package(content)


def test_an_archive_bomb_is_refused_before_it_is_unpacked() -> None:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("manifest.json", b"{}")
        archive.writestr("object-id.json", b"0" * (65 * 1024 * 1024))
    with pytest.raises(PackageError, match="larger than"):
        open_package(held.getvalue())


def test_a_log_with_a_changed_line_is_refused() -> None:
    log = [append_line([], at="2026-03-14T12:00:00Z", who="a.example", what="prepared")]
    log.append(append_line(log, at="2026-03-14T13:00:00Z", who="b.example", what="received"))
    log[0]["what"] = "forgotten"
    manifest = {
        "id": "1",
        "sender": {"domain": "a"},
        "recipient": {"domain": "b"},
        "purpose": "p",
        "release_level": "public",
    }
    with pytest.raises(PackageError, match="line 1"):
        open_package(write_package(manifest, [], log, {}))


def test_a_partner_is_told_no_more_than_it_may_know(
    partner: Partner, repository: Repository, operator: Actor, now: datetime
) -> None:
    with pytest.raises(PackageError, match="level"):
        prepare(partner, repository, operator, now, level=AccessLevel.DESK)
    with pytest.raises(ProblemError, match=repository.closed.key):
        prepare(partner, repository, operator, now, keys=[repository.closed.key])
    with pytest.raises(PackageError, match="what it is for"):
        prepare(partner, repository, operator, now, purpose="  ")
    assert not PartnerPackage.objects.exists()


def test_who_has_no_right_makes_and_takes_no_package(
    partner: Partner, repository: Repository, visitor: Actor, now: datetime
) -> None:
    with pytest.raises(NotAllowedError):
        prepare(partner, repository, visitor, now)
    with pytest.raises(NotAllowedError):
        receive_package(b"", "", actor=visitor, at=now)


def test_the_inbox_answers_with_the_receipt_or_with_the_reason(
    client: Client, package: PartnerPackage, settings: LazySettings, home: Path
) -> None:
    content = read_file(package)
    headers = {SIGNATURE: package.signature}
    refused = client.post("/exchange/inbox", content, content_type="application/zip", headers=headers)
    assert (refused.status_code, refused.json()["type"]) == (403, "/problems/wrong-recipient")
    with stand_at(CUSTOMS, settings, home):
        taken = client.post("/exchange/inbox", content, content_type="application/zip", headers=headers)
        again = client.post("/exchange/inbox", content, content_type="application/zip", headers=headers)
    assert (taken.status_code, again.status_code) == (201, 409)
    assert client.post("/exchange/inbox", b"x", content_type="application/zip").status_code == 401


def test_a_package_is_sent_until_its_receipt_is_here(
    client: Client,
    partner: Partner,
    repository: Repository,
    operator: Actor,
    now: datetime,
    settings: LazySettings,
    home: Path,
) -> None:
    Partner.objects.filter(id=partner.id).update(inbox="https://customs.example/exchange/inbox")
    partner.refresh_from_db()
    package = prepare(partner, repository, operator, now)
    turns = iter([FetchError("https://customs.example: timed out"), Answer(b"not a receipt"), None])

    def send(address: str, body: bytes, *, headers: dict[str, str], allow_private: bool) -> Answer:
        turn = next(turns)
        if isinstance(turn, FetchError):
            raise turn
        if turn is not None:
            return turn
        with stand_at(CUSTOMS, settings, home):
            taken = client.post("/exchange/inbox", body, content_type="application/zip", headers=headers)
        return Answer(taken.content)

    for minutes in (0, 1, 3):
        deliver_due(now + timedelta(minutes=minutes), send=send)
    package.refresh_from_db()
    delivery = Delivery.objects.get()
    assert (package.state, delivery.attempts, delivery.next_at) == ("acknowledged", 3, None)


def test_changes_are_told_once_and_signed(
    partner: Partner, repository: Repository, operator: Actor, now: datetime, publish: Publish
) -> None:
    Partner.objects.filter(id=partner.id).update(webhook="https://customs.example/hook", webhook_set="object")
    taken: list[tuple[bytes, dict[str, str]]] = []

    def send(address: str, body: bytes, *, headers: dict[str, str], allow_private: bool) -> Answer:
        taken.append((body, headers))
        return Answer(b"")

    deliver_due(now + timedelta(minutes=6), send=send)
    assert taken == []
    update_object(repository.jar, {"title": {"en": "Water pot"}}, actor=operator, at=now)
    publish(8)
    for minutes in (9, 10):
        deliver_due(now + timedelta(minutes=minutes), send=send)
    assert len(taken) == 1
    body, headers = taken[0]
    assert [row["identifier"] for row in orjson.loads(body)["records"]] == [f"oai:museion.example:{repository.jar.key}"]
    proof = check(headers[SIGNATURE], read_key_set(describe_key_set()))
    assert proof.statement["sha256"] == hashlib.sha256(body).hexdigest()
    assert proof.statement["to"] == "https://customs.example/hook"


def test_the_desk_hands_over_and_others_see_nothing(
    client: Client, package: PartnerPackage, partner: Partner, operator: Actor, now: datetime
) -> None:
    for address in (package.url, partner.url, f"/exchange/packages/{package.key}.zip", "/exchange/partners"):
        assert client.get(address).status_code in {403, 404}
