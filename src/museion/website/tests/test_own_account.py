"""What is kept about an account goes to its owner, and the account goes when its owner says so."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from museion.core.models import Account, ApiToken, JournalLine
from museion.core.tokens import find_token

pytestmark = pytest.mark.django_db

PASSWORD = "a long sentence nobody guesses"


@pytest.fixture
def browser(member: Account) -> Client:
    cache.clear()
    client = Client(HTTP_USER_AGENT="Museum phone")
    client.post("/sign-in", {"login": member.email, "password": PASSWORD})
    client.post("/account/confirm-it-is-you", {"password": PASSWORD})
    return client


def test_the_owner_gets_everything_and_nothing_that_opens(browser: Client, member: Account) -> None:
    made = browser.post(
        "/account/tokens", {"name": "Catalogue", "scope": ["read"], "days": "7", "role": ""}
    ).content.decode()
    text = made.partition('<code id="token">')[2].partition("<")[0]
    told = browser.get("/account/data.json")
    kept = told.json()
    assert (kept["email"], kept["roles"][0]["role"], kept["tokens"][0]["name"]) == (member.email, "reader", "Catalogue")
    assert kept["sessions"][0]["user_agent"] == "Museum phone"
    assert text not in told.content.decode()
    assert member.password not in told.content.decode()
    assert Client().get("/account/data.json").status_code == 302


def test_a_closed_account_opens_nothing_more(browser: Client, member: Account, now: Any) -> None:
    made = browser.post(
        "/account/tokens", {"name": "Catalogue", "scope": ["read"], "days": "7", "role": ""}
    ).content.decode()
    text = made.partition('<code id="token">')[2].partition("<")[0]
    assert browser.post("/account/close", {"email": "another@example.org"}).status_code == 422
    assert browser.post("/account/close", {"email": member.email}).headers["Location"] == "/"
    assert browser.get("/account").status_code == 302
    closed = Account.objects.get(pk=member.pk)
    assert not closed.is_active
    assert not closed.grants.in_force().exists()
    assert find_token(text, ApiToken.objects.get().made_at) is None
    again = Client()
    again.post("/sign-in", {"login": "lin.hui@example.org", "password": PASSWORD})
    assert again.get("/account").status_code == 302
    assert JournalLine.objects.filter(action="account.close").exists()
    assert "lin.hui" not in str(Account.objects.values().get(pk=member.pk))


def test_an_account_is_closed_only_by_who_proves_themselves_again(member: Account) -> None:
    client = Client()
    client.post("/sign-in", {"login": member.email, "password": PASSWORD})
    assert (
        client.post("/account/close", {"email": member.email})
        .headers["Location"]
        .startswith("/account/confirm-it-is-you")
    )
    assert Account.objects.get(pk=member.pk).is_active


def test_the_account_leads_to_the_pages_that_its_roles_open(
    browser: Client, secretariat: Account, sign_in: Callable[[Account], Client]
) -> None:
    desk, reader = sign_in(secretariat).get("/account").content.decode(), browser.get("/account").content.decode()
    main = desk.partition("<main")[2]
    assert 'href="/invitations"' in main
    assert 'href="/incidents"' in main
    assert 'href="/invitations"' not in reader


def test_what_somebody_is_shown_stays_out_of_caches_that_others_share(browser: Client) -> None:
    assert browser.get("/").headers["Cache-Control"] == "private"
    assert "Cache-Control" not in Client().get("/").headers
