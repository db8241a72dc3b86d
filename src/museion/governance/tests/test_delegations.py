"""Whom a body sends and who votes for whom: named by the committee itself, given by the delegate themself, nobody else's."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from museion.core.access import Actor
from museion.core.models import Account
from museion.governance.actions.assemblies import create_assembly
from museion.governance.actions.delegates import appoint_delegate
from museion.governance.models import Assembly, Delegate, Proxy
from museion.governance.tests.conftest import RECORDED, Cast
from museion.network.models import Body

pytestmark = pytest.mark.django_db
SignIn = Callable[[Account], Client]


@pytest.fixture
def coming(statutes: None, general_assembly: Body, operator: Actor) -> Assembly:
    """In ninety days, so that its list is open."""
    begins_at = timezone.now() + timedelta(days=90)
    values = {"body_id": general_assembly.pk, "begins_at": begins_at, "ends_at": begins_at + timedelta(hours=5)}
    return create_assembly(values | {"names": {"en": "General Assembly"}}, actor=operator, at=RECORDED)


def send(assembly: Assembly, cast: Cast, name: str, operator: Actor, votes: int = 1) -> Delegate:
    person = cast.add(name, paid=timezone.now().date())
    return appoint_delegate(assembly, cast.committee, person, votes=votes, actor=operator, at=timezone.now())


def open_as(cast: Cast, name: str) -> Client:
    client = Client()
    client.force_login(next(account for account in cast.accounts.values() if account.display_name == name))
    return client


def test_a_committee_names_its_own_delegates_without_the_desk(
    coming: Assembly, cast: Cast, committee: Body, glass: Body, registrar: Account, sign_in: SignIn
) -> None:
    person, secretary = cast.add("Awa Ndiaye"), sign_in(registrar)
    assert f'href="/assemblies/{coming.key}/delegates"' in secretary.get(f"/assemblies/{coming.key}").content.decode()
    page = f"/assemblies/{coming.key}/delegates"
    assert "0 of 5 votes are given" in secretary.get(page).content.decode()
    sent = {"person": person.key, "body": committee.key, "votes": "3", "back": "delegates"}
    for _turn in range(2):
        back = secretary.post(f"/assemblies/{coming.key}/delegate", sent).headers["Location"]
    assert "sends this person already" in secretary.get(back).content.decode()
    delegate = Delegate.objects.get()
    assert "3 of 5 votes are given" in secretary.get(page).content.decode()
    assert secretary.post(f"/assemblies/{coming.key}/delegate", sent | {"body": glass.key}).status_code == 403
    secretary.post(f"/assemblies/{coming.key}/remove-delegate", {"delegate": delegate.pk, "back": "delegates"})
    assert "0 of 5 votes are given" in secretary.get(page).content.decode()


def test_a_delegate_gives_a_proxy_and_takes_it_back_alone(coming: Assembly, cast: Cast, operator: Actor) -> None:
    giver, holder = (send(coming, cast, name, operator) for name in ("Awa Ndiaye", "Zoë Ōta"))
    awa, zoe = (open_as(cast, name) for name in ("Awa Ndiaye", "Zoë Ōta"))
    page, give = f"/assemblies/{coming.key}/delegates", f"/assemblies/{coming.key}/proxy"
    sent = {"giver": giver.pk, "holder": holder.pk, "back": "delegates"}
    assert zoe.post(give, sent).status_code == 403
    assert awa.post(give, sent).headers["Location"] == page
    assert "Zoë Ōta casts your votes" in awa.get(page).content.decode()
    assert "You cast 2 votes" in zoe.get(page).content.decode()
    chain = zoe.post(give, {"giver": holder.pk, "holder": giver.pk, "back": "delegates"}).headers["Location"]
    assert "A proxy is not passed on" in zoe.get(chain).content.decode()
    back = {"proxy": Proxy.objects.get().pk, "back": "delegates"}
    assert zoe.post(f"/assemblies/{coming.key}/take-back-proxy", back).status_code == 403
    awa.post(f"/assemblies/{coming.key}/take-back-proxy", back)
    assert "You cast 1 vote" in awa.get(page).content.decode()


def test_nobody_else_finds_the_page(coming: Assembly, cast: Cast, member: Account, sign_in: SignIn) -> None:
    page = f"/assemblies/{coming.key}/delegates"
    assert [client.get(page).status_code for client in (Client(), sign_in(member))] == [404, 404]
    assert "/delegates" not in sign_in(member).get(f"/assemblies/{coming.key}").content.decode()


def test_who_keeps_records_asks_about_anybody_by_key(
    coming: Assembly, cast: Cast, registrar: Account, sign_in: SignIn, now: datetime
) -> None:
    person, page = cast.add("Awa Ndiaye"), f"/assemblies/{coming.key}/eligibility"
    secretary: Any = sign_in(registrar)
    assert 'name="person"' in secretary.get(page).content.decode()
    assert "May Awa Ndiaye vote?" in secretary.get(page, {"person": person.key}).content.decode()
