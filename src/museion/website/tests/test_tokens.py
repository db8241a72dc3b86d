"""Tokens for programs: made once, shown once, held to their scopes, taken back, and in no log."""

import logging
import sys
from datetime import timedelta
from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.utils import timezone

from museion.core.http.asking import AskingMiddleware, get_actor
from museion.core.models import Account, ApiToken, JournalLine
from museion.core.redaction import RedactingFormatter, redact
from museion.core.tokens import TokenScope, need_scope

pytestmark = pytest.mark.django_db


def _make(client: Client, **fields: Any) -> str:
    given = {"name": "Catalogue", "scope": ["read"], "role": "", "days": "30"} | fields
    page = client.post("/account/tokens", given).content.decode()
    return page.partition('<code id="token">')[2].partition("<")[0]


def _ask(text: str, address: str = "/api/v1/museums", method: str = "get", **more: Any) -> Any:
    return getattr(Client(), method)(address, headers={"authorization": f"Bearer {text}"}, **more)


def test_a_token_reads_what_its_account_reads(client: Client, member: Account, network: Any) -> None:
    type(network.museum).objects.filter(pk=network.museum.pk).update(access="member")
    client.force_login(member)
    text = _make(client)
    assert text.startswith("museion_")
    assert network.museum.key in _ask(text).content.decode()
    assert network.museum.key not in Client().get("/api/v1/museums").content.decode()
    token = ApiToken.objects.get()
    assert token.last_used_at
    assert text not in client.get("/account/tokens").content.decode(), "shown once"
    assert text not in str(list(ApiToken.objects.values())) + str(list(JournalLine.objects.values()))


def test_a_token_opens_no_page_and_stands_in_no_address(client: Client, member: Account) -> None:
    client.force_login(member)
    text = _make(client)
    assert _ask(text, "/account").status_code == 302
    assert Client().get(f"/account?token={text}").status_code == 302


@pytest.mark.parametrize("how", ["revoked", "expired", "inactive", "unknown"])
def test_a_token_that_ended_is_refused_with_words(client: Client, member: Account, how: str) -> None:
    client.force_login(member)
    text = _make(client)
    token = ApiToken.objects.get()
    if how == "revoked":
        client.post(f"/account/tokens/{token.pk}/revoke")
    elif how == "expired":
        then = timezone.now() - timedelta(days=40)
        ApiToken.objects.update(made_at=then, expires_at=then + timedelta(days=30))
    elif how == "inactive":
        Account.objects.filter(pk=member.pk).update(is_active=False)
    answer = _ask(text + ("x" if how == "unknown" else ""))
    assert answer.status_code == 401
    assert answer.headers["WWW-Authenticate"] == "Bearer"
    assert answer.json()["type"] == "/problems/bad-token"
    assert text not in answer.content.decode()


@pytest.mark.parametrize(
    ("method", "path", "scope"),
    [
        ("GET", "museums", TokenScope.READ), ("HEAD", "objects/o1", TokenScope.READ), ("POST", "screen", TokenScope.SCREEN),
        ("POST", "screen/batch", TokenScope.SCREEN), ("POST", "museums", TokenScope.WRITE), ("DELETE", "x", TokenScope.WRITE),
        ("PATCH", "museums/m1", TokenScope.WRITE),
    ],
)  # fmt: skip
def test_one_place_says_which_scope_a_request_needs(method: str, path: str, scope: TokenScope) -> None:
    assert need_scope(method, path) == scope


def test_a_token_does_no_more_than_its_scope(client: Client, member: Account) -> None:
    client.force_login(member)
    reading, screening = _make(client), _make(client, name="Customs", scope=["screen"])
    refused = _ask(reading, "/api/v1/screen", "post", data={}, content_type="application/json")
    assert (refused.status_code, refused.json()["type"]) == (403, "/problems/token-scope")
    assert _ask(screening).status_code == 403
    allowed = _ask(screening, "/api/v1/screen", "post", data={"text": "bronze"}, content_type="application/json")
    assert allowed.status_code not in {401, 403}


@pytest.mark.parametrize(
    ("fields", "words"),
    [({"name": " "}, "name"), ({"scope": []}, "Choose what"), ({"days": "5000"}, "5000"), ({"days": "x"}, "x")],
)
def test_a_token_that_cannot_be_made_says_why(
    client: Client, member: Account, fields: dict[str, Any], words: str
) -> None:
    client.force_login(member)
    answer = client.post("/account/tokens", {"name": "A", "scope": ["read"], "days": "30", "role": ""} | fields)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not ApiToken.objects.exists()


def test_nobody_takes_back_the_token_of_another(client: Client, member: Account, editor: Account) -> None:
    client.force_login(member)
    _make(client)
    client.force_login(editor)
    assert client.post(f"/account/tokens/{ApiToken.objects.get().pk}/revoke").status_code == 404
    assert ApiToken.objects.get().revoked_at is None


def test_no_log_holds_a_token_or_a_link_that_opens(client: Client, member: Account) -> None:
    client.force_login(member)
    text = _make(client)
    stream = RedactingFormatter("%(message)s")
    try:
        raise ValueError(f"Authorization: Bearer {text}")
    except ValueError:
        record = logging.getLogger().makeRecord("x", logging.ERROR, "f", 1, "asked with %s", (text,), sys.exc_info())
    line = stream.format(record)
    assert text not in line
    assert "ValueError" in line
    for address in (
        "/invitations/ab:cd-ef",
        "/account/password/reset/key/3-set-aa",
        "/account/confirm/Mg:abc",
        "/saved/feeds/tok.atom",
    ):
        assert redact(f"Not Found: {address}").endswith("[hidden]"), address
    assert redact("Not Found: /museums") == "Not Found: /museums"


def test_the_sites_own_log_goes_through_the_redaction(settings: Any) -> None:
    assert settings.LOGGING["formatters"]["line"]["()"].endswith("RedactingFormatter")
    assert settings.LOGGING["root"]["handlers"] == ["stderr"]


def test_a_session_writes_through_the_api_only_with_the_proof_of_a_form(editor: Account) -> None:
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(editor)
    seen: list[Any] = []

    def answer(request: HttpRequest) -> HttpResponse:
        seen.append(get_actor(request).account_id)
        return HttpResponse()

    request = browser.post("/api/v1/screen", {"text": "bronze"}, content_type="application/json").wsgi_request
    request._dont_enforce_csrf_checks = False
    AskingMiddleware(answer)(request)
    assert seen == [None], "a page elsewhere that sends the cookie along writes in nobody's name"
