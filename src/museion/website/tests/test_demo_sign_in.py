"""One click instead of a password: in the demo, and nowhere else."""

from typing import Any

import pytest
from django.test import Client

from museion.core.access import AccessLevel, Role
from museion.core.models import Account, Grant

pytestmark = pytest.mark.django_db


@pytest.fixture
def voter(db: None) -> Account:
    account = Account.objects.create_user("voter@museion.example", None, display_name="Delegate")
    Grant.objects.create(account=account, role=Role.READER, level=AccessLevel.MEMBER)
    return account


def test_the_demo_offers_its_roles_and_one_click_signs_in(client: Client, voter: Account, settings: Any) -> None:
    settings.DEMO = True
    page = client.get("/").content.decode()
    assert 'action="/demo/sign-in/voter"' in page
    assert "/demo/sign-in/desk" not in page, "an account that is not there is not offered"
    assert client.post("/demo/sign-in/voter", {"next": "/vote"}).headers["Location"] == "/vote"
    assert "Delegate" in client.get("/account").content.decode()
    assert client.post("/demo/sign-in/nobody").status_code == 404
    assert client.get("/demo/sign-in/voter").status_code == 405


def test_outside_the_demo_there_is_no_such_address(client: Client, voter: Account, settings: Any) -> None:
    settings.DEMO = False
    assert "/demo/sign-in/" not in client.get("/").content.decode()
    assert client.post("/demo/sign-in/voter").status_code == 404
    assert client.get("/account").status_code == 302


def test_an_account_that_somebody_gave_a_password_is_no_longer_the_demos(
    client: Client, voter: Account, settings: Any
) -> None:
    settings.DEMO = True
    voter.set_password("a long sentence nobody guesses")
    voter.save()
    assert client.post("/demo/sign-in/voter").status_code == 404
    assert "/demo/sign-in/voter" not in client.get("/").content.decode()
