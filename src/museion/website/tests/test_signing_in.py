"""Signing in, and what an attacker would try at its door."""

import os
import re
import subprocess
import sys
from typing import Any

import pytest
from django.contrib.auth.hashers import MD5PasswordHasher
from django.core.cache import cache
from django.test import Client

from museion.core.messages import send_due_messages
from museion.core.models import Account, JournalLine, OutgoingMessage, SharedEntry

pytestmark = pytest.mark.django_db

PASSWORD = "a long sentence nobody guesses"


@pytest.fixture(autouse=True)
def _without_earlier_attempts() -> None:
    cache.clear()


def _sign_in(client: Client, account: Account, **more: str) -> Any:
    return client.post("/sign-in", {"login": account.email, "password": PASSWORD, **more})


def _get_mail(address: str) -> OutgoingMessage:
    return OutgoingMessage.objects.filter(to_address=address).latest("pk")


def test_a_form_that_another_site_sent_is_refused(member: Account) -> None:
    client = Client(enforce_csrf_checks=True)
    assert _sign_in(client, member).status_code == 403
    client.force_login(member)
    for address in ("/sign-out", "/account/role", "/account/tokens", "/account/email", "/account/password"):
        assert client.post(address, {}).status_code == 403, address
    page = Client().get("/sign-in").content.decode()
    assert "csrfmiddlewaretoken" in page


@pytest.mark.parametrize(
    "address",
    ["https://evil.example/", "//evil.example", "/\\evil.example", "http://testserver.evil.example/", "javascript:x"],
)
def test_signing_in_leads_to_no_other_site(client: Client, member: Account, address: str) -> None:
    assert _sign_in(client, member, next=address).headers["Location"] == "/account"
    assert client.post("/account/role", {"role": "own", "next": address}).headers["Location"] == "/account"
    assert client.get(f"/sign-in?next={address}").headers["Location"] == "/account"


def test_a_session_that_was_there_before_is_not_the_one_that_is_signed_in(client: Client, member: Account) -> None:
    client.get("/sign-up")
    session = client.session
    session["planted"] = "by somebody else"
    session.save()
    planted = session.session_key
    client.cookies["sessionid"] = planted
    _sign_in(client, member)
    assert client.cookies["sessionid"].value != planted
    other = Client()
    other.cookies["sessionid"] = planted
    assert other.get("/account").status_code == 302


def test_guessing_is_stopped_and_says_so(client: Client, member: Account) -> None:
    answers = [client.post("/sign-in", {"login": member.email, "password": f"guess {n}"}) for n in range(6)]
    assert "not correct" in answers[0].content.decode()
    assert "Too many failed" in answers[5].content.decode()
    assert "Too many failed" in _sign_in(client, member).content.decode(), "the right password is not tried either"
    assert SharedEntry.objects.filter(cache_key__contains="login_failed").exists(), "counted where every process looks"
    elsewhere = _sign_in(Client(REMOTE_ADDR="203.0.113.9"), member)
    assert "Too many failed" in elsewhere.content.decode(), "nor from another address"
    unknown = [client.post("/sign-in", {"login": "nobody@example.org", "password": f"{n}"}) for n in range(6)]
    texts = [re.sub(r'value="[^"]*"', "", answer.content.decode()) for answer in (answers[0], unknown[0])]
    assert texts[0].replace(member.email, "") == texts[1].replace("nobody@example.org", "")


def test_a_forgotten_password_tells_nobody_who_has_an_account(client: Client, member: Account) -> None:
    known = client.post("/account/password/reset", {"email": member.email}, follow=True)
    unknown = client.post("/account/password/reset", {"email": "nobody@example.org"}, follow=True)
    strip = lambda answer: re.sub(r'value="[^"]*"', "", answer.content.decode())  # noqa: E731
    assert known.redirect_chain == unknown.redirect_chain
    assert strip(known) == strip(unknown)
    assert "/account/password/reset/key/" in _get_mail(member.email).body
    assert "/key/" not in _get_mail("nobody@example.org").body
    taken = client.post(
        "/sign-up",
        {"display_name": "X", "email": member.email, "password1": PASSWORD + "!", "password2": PASSWORD + "!"},
    )
    fresh = client.post(
        "/sign-up",
        {"display_name": "X", "email": "new@example.org", "password1": PASSWORD + "!", "password2": PASSWORD + "!"},
    )
    assert (taken.status_code, taken.headers["Location"]) == (fresh.status_code, fresh.headers["Location"])


@pytest.mark.parametrize("address", ["lin.hui@example.org", "new@example.org"])
def test_signing_up_costs_one_password_whether_the_address_is_taken_or_not(
    client: Client, member: Account, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    """Else the time of the answer tells who has an account: a hash takes ten times as long as the page."""
    hashed: list[str] = []
    encode = MD5PasswordHasher.encode
    monkeypatch.setattr(MD5PasswordHasher, "encode", lambda *told: hashed.append(told[1]) or encode(*told))
    form = {"display_name": "X", "email": address, "password1": PASSWORD + "!", "password2": PASSWORD + "!"}
    assert client.post("/sign-up", form).headers["Location"] == "/account/confirm"
    assert len(hashed) == 1


def test_a_new_password_is_set_by_the_link_once(client: Client, member: Account) -> None:
    client.post("/account/password/reset", {"email": member.email})
    link = re.search(r"http://testserver(/\S+)", _get_mail(member.email).body).group(1)
    form = client.get(link, follow=True)
    new = "another long sentence to remember"
    done = client.post(form.redirect_chain[-1][0], {"password1": new, "password2": new}, follow=True)
    assert done.status_code == 200
    assert client.post("/sign-in", {"login": member.email, "password": new}).headers["Location"] == "/account"
    assert (
        "form" not in Client().get(link, follow=True).context or Client().get(link, follow=True).context["token_fail"]
    )
    assert JournalLine.objects.filter(action="account.password", account_id=member.pk).exists()


def test_a_mail_names_the_sites_own_address_whatever_host_was_asked(
    client: Client, member: Account, settings: Any
) -> None:
    settings.BASE_URL, settings.ALLOWED_HOSTS = "https://museion.example", ["museion.example", "old.example"]
    client.post("/account/password/reset", {"email": member.email}, headers={"host": "old.example"})
    body = _get_mail(member.email).body
    assert "https://museion.example/account/password/reset/key/" in body
    assert "old.example" not in body
    evil = client.post("/account/password/reset", {"email": member.email}, headers={"host": "evil.example"})
    assert evil.status_code == 400
    assert OutgoingMessage.objects.filter(to_address=member.email).count() == 1


def test_cookies_are_for_this_site_over_tls_and_no_script(client: Client, member: Account) -> None:
    _sign_in(client, member)
    cookie = client.cookies["sessionid"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    code = (
        "import museion.project.settings as s;"
        "print(s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE, s.SESSION_COOKIE_HTTPONLY, s.SESSION_COOKIE_SAMESITE, s.CSRF_COOKIE_SAMESITE)"
    )
    environ = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "museion.project.settings",
        "MUSEION_BASE_URL": "https://museion.example",
    }
    told = subprocess.run([sys.executable, "-c", code], env=environ, capture_output=True, text=True, check=True)
    assert told.stdout.split() == ["True", "True", "True", "Lax", "Lax"]


def test_who_signs_up_proves_the_address_and_gets_no_right(client: Client) -> None:
    given = {"display_name": "Khady Sow", "email": "khady@example.org", "password1": PASSWORD, "password2": PASSWORD}
    more = {"is_superuser": "1", "is_staff": "1", "role": "administrator", "grants": "1", "language": "xx", "id": "1"}
    client.post("/sign-up", given | more)
    account = Account.objects.get(email="khady@example.org")
    assert (account.is_superuser, account.is_staff, account.language, account.display_name) == (
        False,
        False,
        "en",
        "Khady Sow",
    )
    assert not account.grants.exists()
    assert client.get("/account").status_code == 302, "not signed in before the address is proved"
    link = re.search(r"http://testserver(/account/confirm/\S+)", _get_mail("khady@example.org").body).group(1)
    client.get(link)
    assert not account.emailaddress_set.get().verified, "looking at the link, as programs do, confirms nothing"
    client.post(link)
    assert _sign_in(client, account).headers["Location"] == "/account"


@pytest.mark.parametrize(
    ("asked_from", "leads_to"), [("/membership/apply", "/membership/apply"), ("//evil.example", "/sign-in")]
)
def test_the_mail_leads_back_to_the_form_that_asked_for_an_account(
    client: Client, asked_from: str, leads_to: str
) -> None:
    given = {"display_name": "Khady Sow", "email": "khady@example.org", "password1": PASSWORD, "password2": PASSWORD}
    client.post("/sign-up", given | {"next": asked_from})
    link = re.search(r"http://testserver(/account/confirm/\S+)", _get_mail("khady@example.org").body).group(1)
    address, _, question = link.partition("?")
    page = client.get(link).content.decode()
    wanted = re.search(r'name="next" value="([^"]+)"', page.split("<main")[1])
    answer = client.post(address, {"next": wanted.group(1)} if wanted else {})
    assert answer.headers["Location"] == leads_to
    assert bool(question) == (asked_from == leads_to)


def test_a_weak_password_is_told_in_words(client: Client) -> None:
    given = {"display_name": "K", "email": "k@example.org", "password1": "password1234", "password2": "password1234"}
    answer = client.post("/sign-up", given)
    assert "too common" in answer.content.decode()
    assert not Account.objects.filter(email="k@example.org").exists()


def test_the_old_address_holds_until_the_new_one_is_proved(client: Client, member: Account) -> None:
    _sign_in(client, member)
    asked = client.post("/account/email", {"email": "hui@example.net", "action_add": ""})
    assert asked.headers["Location"].startswith("/account/confirm-it-is-you"), "an open session is not enough"
    client.post(asked.headers["Location"], {"password": PASSWORD})
    member.refresh_from_db()
    assert member.email == "lin.hui@example.org"
    link = re.search(r"http://testserver(/account/confirm/\S+)", _get_mail("hui@example.net").body).group(1)
    client.post(link)
    member.refresh_from_db()
    assert member.email == "hui@example.net"
    assert "lin.hui@example.org" in set(OutgoingMessage.objects.values_list("to_address", flat=True)), (
        "the old one is told"
    )


def test_sessions_are_listed_and_ended_elsewhere(client: Client, member: Account) -> None:
    phone = Client(HTTP_USER_AGENT="Museum phone")
    _sign_in(phone, member)
    _sign_in(client, member)
    page = client.get("/account/sessions").content.decode()
    assert "Museum phone" in page
    client.post("/account/sessions")
    assert phone.get("/account").status_code == 302
    assert client.get("/account").status_code == 200


def test_what_opens_an_account_is_not_kept_once_it_is_sent(client: Client, member: Account) -> None:
    client.post("/account/password/reset", {"email": member.email})
    assert send_due_messages(_get_mail(member.email).made_at) == 1
    sent = _get_mail(member.email)
    assert sent.sent_at
    assert sent.body == ""


@pytest.mark.parametrize("language", ["fr", "es"])
@pytest.mark.parametrize(
    "address",
    ["/account", "/account/email", "/account/password", "/account/factors/", "/account/sessions", "/account/tokens"],
)
def test_pages_of_the_account_are_in_the_readers_language(
    client: Client, member: Account, address: str, language: str
) -> None:
    _sign_in(client, member)
    page = client.get(f"{address}?lang={language}").content.decode()
    assert f'<html lang="{language}"' in page
    for english in ("Password", "Authenticator App", "Sign out", "Change Email", "Overview"):
        assert english not in re.sub(r"<(?:script|style).*?</(?:script|style)>", "", page, flags=re.DOTALL).replace(
            "museion", ""
        ), english
