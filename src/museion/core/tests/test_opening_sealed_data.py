"""Sealed data takes two people: who asks, and another who releases, until a day."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from museion.core.access import AccessLevel, Actor, NotAllowedError, Role
from museion.core.http.asking import make_actor
from museion.core.models import Account, Grant, JournalLine, OutgoingMessage, Release
from museion.core.models.releases import Decision
from museion.core.releases import ReleaseError, ask_for_release, decide_release, end_release
from museion.network.actions import create_museum
from museion.network.models import Museum

SignIn = Callable[[Account], Client]


@pytest.fixture
def today() -> datetime:
    return timezone.now()


@pytest.fixture
def sealed(db: None, operator: Actor, now: datetime) -> Museum:
    values = {"names": {"ar": "المخزن السري"}, "access": AccessLevel.SEALED}
    return create_museum(values, actor=operator, at=now)


def _make_keeper(name: str, email: str, role: Role = Role.DESK_OFFICER) -> Account:
    account = Account.objects.create_user(email, "a long sentence nobody guesses", display_name=name)
    Grant.objects.create(account=account, role=role, level=AccessLevel.SEALED)
    return account


@pytest.fixture
def asker(db: None) -> Account:
    return _make_keeper("Ольга Коваль", "olha.koval@example.org")


@pytest.fixture
def releaser(db: None) -> Account:
    return _make_keeper("Kofi Mensah", "kofi.mensah@example.org", Role.SECRETARIAT)


def _ask(sealed: Museum, asker: Account, today: datetime) -> Release:
    until = today + timedelta(days=3)
    return ask_for_release(sealed.key, reason="A court asks for it", until=until, actor=make_actor(asker), at=today)


def test_no_grant_alone_opens_it(sealed: Museum, asker: Account, sign_in: SignIn) -> None:
    assert sign_in(asker).get(sealed.url).status_code == 404
    chief = Account.objects.create_superuser("chief@example.org", "a long sentence nobody guesses")
    assert sign_in(chief).get(sealed.url).status_code == 404
    assert not Museum.objects.visible_to(make_actor(chief).viewer).filter(pk=sealed.pk).exists()


def test_two_people_open_it_for_one_of_them_until_the_end(
    sealed: Museum, asker: Account, releaser: Account, today: datetime, sign_in: SignIn
) -> None:
    release = _ask(sealed, asker, today)
    assert sign_in(asker).get(sealed.url).status_code == 404
    decide_release(release, Decision.RELEASED, reason="the order was shown", actor=make_actor(releaser), at=today)
    assert sign_in(asker).get(sealed.url).status_code == 200
    assert sign_in(releaser).get(sealed.url).status_code == 404
    assert Museum.objects.visible_to(make_actor(asker).viewer).filter(pk=sealed.pk).exists()
    end_release(release, actor=make_actor(asker), at=timezone.now())
    assert sign_in(asker).get(sealed.url).status_code == 404
    lines = JournalLine.objects.filter(key=sealed.key, action__startswith="sealed.").order_by("number")
    assert [(line.action, line.account_id, line.reason) for line in lines] == [
        ("sealed.ask", asker.pk, "A court asks for it"),
        ("sealed.release", releaser.pk, "the order was shown"),
        ("sealed.end", asker.pk, ""),
    ]
    assert "the order was shown" in OutgoingMessage.objects.get(to_address=asker.email).body


def test_nobody_releases_to_themselves(sealed: Museum, asker: Account, today: datetime) -> None:
    release = _ask(sealed, asker, today)
    with pytest.raises(ReleaseError):
        decide_release(release, Decision.RELEASED, reason="I am sure", actor=make_actor(asker), at=today)
    with pytest.raises(IntegrityError), transaction.atomic():
        Release.objects.filter(pk=release.pk).update(decision="released", decided_by=asker, decided_at=today)


def test_who_holds_no_such_grant_neither_asks_nor_releases(
    sealed: Museum, asker: Account, secretariat: Account, today: datetime
) -> None:
    with pytest.raises(NotAllowedError):
        _ask(sealed, secretariat, today)
    release = _ask(sealed, asker, today)
    with pytest.raises(NotAllowedError):
        decide_release(release, Decision.RELEASED, reason="why not", actor=make_actor(secretariat), at=today)


def test_it_closes_when_the_askers_grant_ends(
    sealed: Museum, asker: Account, releaser: Account, today: datetime
) -> None:
    decide_release(_ask(sealed, asker, today), Decision.RELEASED, reason="yes", actor=make_actor(releaser), at=today)
    assert make_actor(asker).viewer.sees_record(sealed)
    Grant.objects.filter(account=asker).update(valid_until=timezone.now())
    assert not make_actor(asker).viewer.sees_record(sealed)


@pytest.mark.parametrize("days", [-1, 0, 40])
def test_it_always_ends_and_within_a_month(sealed: Museum, asker: Account, today: datetime, days: int) -> None:
    with pytest.raises(ReleaseError):
        ask_for_release(
            sealed.key, reason="curious", until=today + timedelta(days=days), actor=make_actor(asker), at=today
        )


def test_the_pages_ask_and_decide_and_tell_nothing_of_what_is_not_there(
    sealed: Museum, asker: Account, releaser: Account, member: Account, today: datetime, sign_in: SignIn
) -> None:
    olha, kofi = sign_in(asker), sign_in(releaser)
    until = f"{today + timedelta(days=2):%Y-%m-%dT%H:%M}"
    there = olha.post("/account/sealed/ask", {"key": sealed.key, "until": until, "reason": "a claim"})
    nowhere = olha.post("/account/sealed/ask", {"key": "m1-5", "until": until, "reason": "a claim"})
    missing = olha.post("/account/sealed/ask", {"key": sealed.key, "until": "", "reason": "a claim"})
    assert there.headers["Location"] == "/account/sealed"
    assert "problem" in nowhere.headers["Location"]  # a key that cannot be one
    assert "problem" in missing.headers["Location"]
    page = kofi.get("/account/sealed").content.decode()
    assert "a claim" in page
    assert "المخزن" not in page
    number = Release.objects.get().pk
    assert (
        "problem" in kofi.post(f"/account/sealed/{number}/decide", {"release": "1", "reason": ""}).headers["Location"]
    )
    kofi.post(f"/account/sealed/{number}/decide", {"refuse": "1", "reason": "not enough"})
    assert "not enough" in olha.get("/account/sealed").content.decode()
    assert olha.get(sealed.url).status_code == 404
    assert sign_in(member).get("/account/sealed").status_code == 403
    assert sign_in(member).post(f"/account/sealed/{number}/decide", {"release": "1", "reason": "x"}).status_code == 403
