"""An app's codes, recovery codes, passkeys: set up, asked for, and not to be had from another site."""

import hashlib
import json
import re
import secrets
from dataclasses import dataclass
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from django.core.cache import cache
from django.test import Client, TestCase
from fido2 import cbor
from fido2.cose import ES256
from fido2.utils import websafe_decode, websafe_encode

from museion.core.models import Account, JournalLine, OutgoingMessage

pytestmark = pytest.mark.django_db

PASSWORD = "a long sentence nobody guesses"
HERE, ORIGIN = "museion.example", "https://museion.example"


@pytest.fixture(autouse=True)
def _site(settings: Any) -> None:
    settings.BASE_URL, settings.ALLOWED_HOSTS = ORIGIN, ["testserver"]
    cache.clear()


@pytest.fixture
def browser(member: Account) -> Client:
    """Signed in, and asked for the password once more a moment ago."""
    client = Client()
    client.post("/sign-in", {"login": member.email, "password": PASSWORD})
    client.post("/account/confirm-it-is-you", {"password": PASSWORD})
    return client


def _make_code(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, list(yield_hotp_counters_from_time())[1]))


def _set_up_app(browser: Client) -> str:
    """What is told after the commit is told too, which a test's transaction would hold back."""
    page = browser.get("/account/factors/totp/activate/")
    assert 'src="data:image/svg' in page.content.decode(), "the code to scan"
    secret: str = page.context["form"].secret
    with TestCase.captureOnCommitCallbacks(execute=True):
        browser.post("/account/factors/totp/activate/", {"code": _make_code(secret)})
    return secret


def test_an_apps_code_is_asked_for_after_the_password(browser: Client, member: Account) -> None:
    secret = _set_up_app(browser)
    held = Authenticator.objects.get(user=member, type="totp")
    assert secret not in json.dumps(held.data), "kept encrypted"
    assert JournalLine.objects.filter(action="account.factor", account_id=member.pk).exists()
    assert OutgoingMessage.objects.filter(to_address=member.email).exists(), "the owner is told"
    client = Client()
    asked = client.post("/sign-in", {"login": member.email, "password": PASSWORD, "next": "/membership"})
    assert asked.headers["Location"].startswith("/account/factors/authenticate/")
    assert client.get("/account").status_code == 302, "the password alone opens nothing"
    assert client.post("/account/factors/authenticate/", {"code": "000000"}).status_code == 200
    cache.clear()
    done = client.post("/account/factors/authenticate/", {"code": _make_code(secret)})
    assert done.status_code == 302
    assert client.get("/account").status_code == 200
    replay = Client()
    replay.post("/sign-in", {"login": member.email, "password": PASSWORD})
    assert replay.post("/account/factors/authenticate/", {"code": _make_code(secret)}).status_code == 200, (
        "a code works once"
    )


def test_a_recovery_code_works_once(browser: Client, member: Account) -> None:
    _set_up_app(browser)
    codes = Authenticator.objects.get(user=member, type="recovery_codes").wrap().get_unused_codes()
    page = browser.get("/account/factors/recovery-codes/").content.decode()
    assert codes[0] in page
    for expected in (302, 200):
        cache.clear()
        client = Client()
        client.post("/sign-in", {"login": member.email, "password": PASSWORD})
        assert client.post("/account/factors/authenticate/", {"code": codes[0]}).status_code == expected


def test_a_second_factor_is_set_up_only_by_who_proves_themselves_again(member: Account) -> None:
    client = Client()
    client.post("/sign-in", {"login": member.email, "password": PASSWORD})
    for address in ("/account/factors/totp/activate/", "/account/factors/webauthn/add/"):
        assert client.get(address).headers["Location"].startswith("/account/confirm-it-is-you")


@dataclass
class Device:
    """A passkey's device in a few lines: it signs for whichever origin the page that asks has."""

    origin: str
    host: str = HERE

    def __post_init__(self) -> None:
        self.private = ec.generate_private_key(ec.SECP256R1())
        self.id = secrets.token_bytes(16)

    def make(self, challenge: str) -> str:
        public = dict(ES256.from_cryptography_key(self.private.public_key()))
        attested = bytes(16) + len(self.id).to_bytes(2, "big") + self.id + cbor.encode(public)
        data = self._authenticator_data(0x45) + attested
        statement = cbor.encode({"fmt": "none", "attStmt": {}, "authData": data})
        told = {
            "clientDataJSON": self._client_data("webauthn.create", challenge),
            "attestationObject": websafe_encode(statement),
        }
        return self._write(told | {"transports": ["internal"]}, {"credProps": {"rk": True}})

    def sign(self, challenge: str, user: str) -> str:
        client_data = self._client_data("webauthn.get", challenge)
        data = self._authenticator_data(0x05)
        digest = hashlib.sha256(_decode(client_data)).digest()
        signature = self.private.sign(data + digest, ec.ECDSA(SHA256()))
        told = {
            "clientDataJSON": client_data,
            "authenticatorData": websafe_encode(data),
            "signature": websafe_encode(signature),
        }
        return self._write(told | {"userHandle": user}, {})

    def _write(self, response: dict[str, Any], extensions: dict[str, Any]) -> str:
        number = websafe_encode(self.id)
        return json.dumps(
            {
                "id": number,
                "rawId": number,
                "type": "public-key",
                "response": response,
                "clientExtensionResults": extensions,
            }
        )

    def _authenticator_data(self, flags: int) -> bytes:
        return hashlib.sha256(self.host.encode()).digest() + bytes([flags]) + (0).to_bytes(4, "big")

    def _client_data(self, kind: str, challenge: str) -> str:
        return websafe_encode(json.dumps({"type": kind, "challenge": challenge, "origin": self.origin}).encode())


def _decode(text: str) -> bytes:
    return websafe_decode(text)


def _register(browser: Client, device: Device) -> Any:
    page = browser.get("/account/factors/webauthn/add/").content.decode()
    told = json.loads(re.search(r'id="js_data" type="application/json">(.*?)</script>', page, re.DOTALL).group(1))
    public = told["creation_options"]["publicKey"]
    assert public["rp"]["id"] == HERE
    fields = {"name": "Phone", "passwordless": "on", "credential": device.make(public["challenge"])}
    return browser.post("/account/factors/webauthn/add/", fields), public["user"]["id"]


def _sign_in(device: Device, user: str) -> Any:
    client = Client()
    public = client.get("/account/factors/webauthn/login/", headers={"x-requested-with": "XMLHttpRequest"}).json()
    challenge = public["request_options"]["publicKey"]["challenge"]
    return client.post("/account/factors/webauthn/login/", {"credential": device.sign(challenge, user)}), client


def test_a_passkey_signs_in_without_a_password(browser: Client, member: Account) -> None:
    device = Device(ORIGIN)
    _answer, user = _register(browser, device)
    assert Authenticator.objects.filter(user=member, type="webauthn").exists()
    _answer, client = _sign_in(device, user)
    assert client.get("/account").status_code == 200


@pytest.mark.parametrize(
    ("origin", "host"),
    [
        ("https://museion.example.evil.example", HERE), ("https://evil.example", HERE), ("http://museion.example", HERE),
        (ORIGIN, "evil.example"), ("https://evil-museion.example", HERE),
    ],
)  # fmt: skip
def test_what_a_passkey_signed_for_another_site_opens_nothing(
    browser: Client, member: Account, origin: str, host: str
) -> None:
    device = Device(ORIGIN)
    _answer, user = _register(browser, device)
    device.origin, device.host = origin, host
    _answer, client = _sign_in(device, user)
    assert client.get("/account").status_code == 302
    other = Device(origin, host)
    Authenticator.objects.all().delete()
    _register(browser, other)
    assert not Authenticator.objects.filter(type="webauthn").exists(), "nor is one made there taken here"
