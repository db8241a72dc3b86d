"""Invitations: who may send them, what the link does and how often, and what an attacker would try with one."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from museion.core.access import AccessLevel, Actor, Role
from museion.core.models import Account, Grant, JournalLine, OutgoingMessage
from museion.network.actions import create_body, create_museum, create_person
from museion.network.models import Body, Invitation, PersonAccount
from museion.network.terms import BodyKind

pytestmark = pytest.mark.django_db

PASSWORD = "a long sentence nobody guesses"


@pytest.fixture(autouse=True)
def _without_earlier_attempts() -> None:
    cache.clear()


@pytest.fixture
def offer(committee: Body) -> dict[str, str]:
    return {
        "name": "Mame Diarra",
        "email": "mame@example.org",
        "role": "editor",
        "scope": committee.key,
        "level": "member",
        "language": "fr",
    }


def _read_link() -> str:
    body = OutgoingMessage.objects.latest("pk").body
    found = re.search(r"http://testserver(/invitations/\S+)", body)
    assert found, body
    return found.group(1)


def _invite(account: Account, offer: dict[str, str]) -> str:
    client = Client()
    client.force_login(account)
    answer = client.post("/invitations", offer)
    assert answer.status_code == 302, re.findall(r'role="alert">([^<]*)', answer.content.decode())
    return _read_link()


def test_a_newcomer_comes_in_by_the_link_with_the_role_that_was_offered(
    client: Client, registrar: Account, committee: Body, offer: dict[str, str], operator: Actor, now: Any
) -> None:
    museum = create_museum(
        {"names": {"fr": "Musée du fleuve"}, "national_committee_id": committee.pk}, actor=operator, at=now
    )
    person = create_person({"name": "Mame Diarra", "institution_id": museum.pk}, actor=operator, at=now)
    link = _invite(registrar, offer | {"until": "2099-12-31", "person": person.key})
    message = OutgoingMessage.objects.get()
    assert (message.language, message.is_secret) == ("fr", True)
    page = client.get(link).content.decode()
    assert "Ousmane Ba" in page
    assert "National Committee of Senegal" in page
    weak = client.post(link, {"name": "Mame", "password": "short"})
    assert weak.status_code == 422
    assert not Account.objects.filter(email="mame@example.org").exists()
    done = client.post(
        link,
        {"name": "Mame Diarra", "password": PASSWORD, "is_superuser": "1", "role": "administrator", "level": "sealed"},
    )
    assert done.headers["Location"] == "/account"
    account = Account.objects.get(email="mame@example.org")
    grant = account.grants.get()
    assert (grant.role, grant.scope_key, grant.level, grant.valid_until.year) == (
        "editor",
        committee.key,
        "member",
        2099,
    )
    assert not account.is_superuser
    assert client.get("/account").status_code == 200, "signed in, and the address needs no other mail"
    line = JournalLine.objects.filter(action="account.grant").latest("number")
    assert (line.actor, line.role, line.scope_key) == ("Ousmane Ba", "registrar", committee.key)
    assert PersonAccount.objects.get(person=person).account == account


def test_the_link_works_once_and_not_when_taken_back_old_or_forged(
    client: Client, registrar: Account, offer: dict[str, str]
) -> None:
    link = _invite(registrar, offer)
    client.post(link, {"name": "Mame", "password": PASSWORD})
    assert Client().get(link).status_code == 404
    other = _invite(registrar, offer | {"email": "other@example.org"})
    Invitation.objects.filter(email="other@example.org").update(expires_at=timezone.now())
    assert Client().get(other).status_code == 404
    taken = _invite(registrar, offer | {"email": "third@example.org"})
    officer = Client()
    officer.force_login(registrar)
    officer.post(f"/invitations/{Invitation.objects.get(email='third@example.org').pk}/revoke")
    assert Client().post(taken, {"name": "X", "password": PASSWORD}).status_code == 404
    for forged in (link[:-1] + ("A" if link[-1] != "A" else "B"), "/invitations/1:x:y", "/invitations/" + "a" * 3000):
        assert Client().get(forged).status_code == 404


def test_an_account_that_is_there_accepts_by_signing_in_and_nobody_else_can(
    client: Client, registrar: Account, member: Account, editor: Account, offer: dict[str, str], committee: Body
) -> None:
    link = _invite(registrar, offer | {"email": member.email.upper()})
    assert "sign-in?next=" in client.get(link).content.decode()
    stranger = Client()
    stranger.force_login(editor)
    assert stranger.post(link, {}).status_code == 422
    assert stranger.post(link, {"name": "X", "password": PASSWORD}).status_code == 422
    client.force_login(member)
    client.post(link)
    assert member.grants.filter(scope_key=committee.key, role="editor").exists()


def test_whoever_no_longer_may_invite_opens_nothing(client: Client, registrar: Account, offer: dict[str, str]) -> None:
    link = _invite(registrar, offer)
    Grant.objects.filter(account=registrar).update(valid_until=timezone.now() - timedelta(seconds=1))
    answer = client.post(link, {"name": "Mame", "password": PASSWORD})
    assert answer.status_code == 422
    assert not Account.objects.filter(email=offer["email"]).exists(), "nothing is half made"


@pytest.mark.parametrize(
    "more",
    [
        {"role": "administrator"}, {"role": "secretariat"}, {"level": "sealed"}, {"level": "desk"}, {"role": "king"},
        {"email": "no address"}, {"until": "2001-01-01"}, {"scope": "b00000000"}, {"name": ""}, {"person": "p00000000"},
    ],
)  # fmt: skip
def test_nobody_gives_more_than_they_hold_and_mistakes_are_told(
    registrar: Account, offer: dict[str, str], more: dict[str, str]
) -> None:
    client = Client()
    client.force_login(registrar)
    answer = client.post("/invitations", offer | more)
    assert answer.status_code == 422
    assert 'role="alert"' in answer.content.decode()
    assert not Invitation.objects.exists()


def test_another_committees_invitations_are_not_there(
    registrar: Account, committee: Body, offer: dict[str, str], operator: Actor, now: Any
) -> None:
    other = create_body(
        {"kind": BodyKind.NATIONAL_COMMITTEE, "names": {"en": "Peru"}, "country": "PE"}, actor=operator, at=now
    )
    keeper = Account.objects.create_user("quispe@example.org", None, display_name="Quispe")
    Grant.objects.create(
        account=keeper, role=Role.REGISTRAR, scope_key=other.key, level=AccessLevel.MEMBER, valid_from=now
    )
    _invite(registrar, offer)
    client = Client()
    client.force_login(keeper)
    invitation = Invitation.objects.get()
    assert "Mame Diarra" not in client.get("/invitations").content.decode()
    assert client.post(f"/invitations/{invitation.pk}/revoke").status_code == 404
    assert client.post("/invitations", offer).status_code == 403, "nor does one invite to a body of others"
    invitation.refresh_from_db()
    assert invitation.revoked_at is None


def test_an_entry_that_another_body_keeps_is_not_given_away(
    registrar: Account, offer: dict[str, str], operator: Actor, now: Any
) -> None:
    stranger = create_person({"name": "Ana Quispe"}, actor=operator, at=now)
    client = Client()
    client.force_login(registrar)
    assert client.post("/invitations", offer | {"person": stranger.key}).status_code == 422
    assert not Invitation.objects.exists()


def test_who_may_not_invite_is_told_so(client: Client, editor: Account, member: Account) -> None:
    assert client.get("/invitations").headers["Location"].startswith("/sign-in")
    for account in (editor, member):
        client.force_login(account)
        assert client.get("/invitations").status_code == 403


def test_the_same_person_is_not_invited_twice_to_one_role(registrar: Account, offer: dict[str, str]) -> None:
    _invite(registrar, offer)
    client = Client()
    client.force_login(registrar)
    assert client.post("/invitations", offer).status_code == 422
    assert Invitation.objects.count() == 1
    page = client.get("/invitations").content.decode()
    assert "Mame Diarra" in page
    assert "waits" in page
