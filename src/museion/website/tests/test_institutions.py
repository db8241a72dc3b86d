"""Signing in with an institution: against a real provider of OpenID Connect, which is served here for the test."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import oidc_provider_mock
import pytest
import requests
from allauth.account.models import EmailAddress
from django.core.cache import cache
from django.test import Client

from museion.core.environment import SettingError
from museion.core.models import Account, OutgoingMessage
from museion.project.institutions import list_origins, read_institutions

pytestmark = pytest.mark.django_db

FILE = """
[[institution]]
id = "paper"
name = "Museum of Paper"
issuer = "{issuer}"
client_id = "museion"
secret_file = "secret"
domains = ["paper.example"]
"""


@pytest.fixture(scope="module")
def issuer() -> Iterator[str]:
    with oidc_provider_mock.run_server_in_thread() as server:
        yield f"http://127.0.0.1:{server.server_port}"


@pytest.fixture
def paper(issuer: str, tmp_path: Path, settings: Any) -> str:
    """The institution as an operator states it; its provider's address."""
    cache.clear()
    (tmp_path / "secret").write_text("s3cret\n")
    (tmp_path / "institutions.toml").write_text(FILE.format(issuer=issuer))
    apps = read_institutions(str(tmp_path / "institutions.toml"))
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": apps}}
    settings.INSTITUTION_ORIGINS = list_origins(apps)
    return issuer


def _sign_in(issuer: str, subject: str, client: Client, **claims: Any) -> Any:
    """As a browser does: to the provider, the form there, and back with what it gave."""
    requests.put(f"{issuer}/users/{subject}", json=claims, timeout=10).raise_for_status()
    sent = client.post("/account/institutions/paper/login/?next=/membership")
    assert sent.headers["Location"].startswith(f"{issuer}/oauth2/authorize"), sent.content
    assert "code_challenge=" in sent.headers["Location"]
    back = requests.post(sent.headers["Location"], data={"sub": subject}, allow_redirects=False, timeout=10)
    return client.get(back.headers["Location"].removeprefix("http://testserver"))


def test_the_page_offers_the_institution_and_a_link_alone_starts_nothing(client: Client, paper: str) -> None:
    page = client.get("/sign-in")
    assert "Museum of Paper" in page.content.decode()
    assert client.get("/account/institutions/paper/login/").status_code == 200, (
        "a page that asks, since a link may come from anywhere"
    )
    assert client.post("/account/institutions/other/login/").status_code == 404


def test_a_member_of_the_institution_gets_an_account_without_a_password(client: Client, paper: str) -> None:
    done = _sign_in(paper, "u1", client, email="li@paper.example", email_verified=True, name="Li Shan")
    assert done.headers["Location"] == "/membership"
    account = Account.objects.get(email="li@paper.example")
    assert (account.display_name, account.has_usable_password(), account.is_staff) == ("Li Shan", False, False)
    assert not account.grants.exists()
    again = Client()
    _sign_in(paper, "u1", again, email="li@paper.example", email_verified=True, name="Li Shan")
    assert again.get("/account").status_code == 200
    assert Account.objects.count() == 1


def test_the_institution_opens_accounts_of_its_own_domains_alone(client: Client, paper: str, member: Account) -> None:
    own = Account.objects.create_user("wu@paper.example", "a long sentence nobody guesses")
    _sign_in(paper, "u2", client, email="wu@paper.example", email_verified=True)
    assert int(client.session["_auth_user_id"]) == own.pk
    thief = Client()
    _sign_in(paper, "u3", thief, email=member.email, email_verified=True)
    assert thief.get("/account").status_code == 302, "it says that this address is its own; that is not believed"
    assert not member.socialaccount_set.exists()


def test_an_address_elsewhere_is_proved_by_a_mail(client: Client, paper: str) -> None:
    _sign_in(paper, "u4", client, email="guest@elsewhere.example", email_verified=True)
    assert client.get("/account").status_code == 302
    assert not EmailAddress.objects.get(email="guest@elsewhere.example").verified
    assert "/account/confirm/" in OutgoingMessage.objects.get(to_address="guest@elsewhere.example").body


def test_an_answer_that_nobody_asked_for_signs_nobody_in(client: Client, paper: str) -> None:
    answer = client.get("/account/institutions/paper/login/callback/?code=abc&state=forged")
    assert answer.status_code in {200, 302, 401, 403}
    assert client.get("/account").status_code == 302


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[[institution]]\nid='x'", "name"),
        ("= bad", "TOML"),
        (FILE.format(issuer="ftp://x"), "issuer"),
        (FILE.format(issuer="https://x"), "secret"),
    ],
)
def test_a_file_with_a_mistake_stops_the_start_and_says_where(tmp_path: Path, text: str, words: str) -> None:
    path = tmp_path / "institutions.toml"
    path.write_text(text)
    with pytest.raises(SettingError, match=words):
        read_institutions(str(path))
