"""Where letters say that the site is."""

import pytest
from django.conf import LazySettings

from museion.core import site_address


@pytest.fixture(autouse=True)
def unstated(settings: LazySettings, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.BASE_URL, settings.EMAIL_HOST, settings.PROXIES = "", "", 0
    settings.ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]", "192.168.1.7", "web", ".example.org"]
    monkeypatch.delenv(site_address._LISTENING, raising=False)


def test_links_lead_to_the_stated_address(settings: LazySettings) -> None:
    settings.BASE_URL = "https://museums.example.org/"
    site_address.note_listening("0.0.0.0", 8471)  # noqa: S104
    assert site_address.get_site_address() == "https://museums.example.org"
    assert site_address.find_address_doubt() == ""


@pytest.mark.parametrize(
    ("host", "known"),
    [
        ("127.0.0.1", "http://127.0.0.1:8471"),
        ("0.0.0.0", "http://localhost:8471"),  # noqa: S104
        ("2001:db8::7", "http://[2001:db8::7]:8471"),
    ],
)
def test_without_one_they_lead_where_the_site_listens(host: str, known: str) -> None:
    assert site_address.get_site_address() == "http://localhost:8000"
    site_address.note_listening(host, 8471)
    assert site_address.get_site_address() == known


def test_a_public_name_of_the_site_is_better_than_where_it_listens(settings: LazySettings) -> None:
    settings.ALLOWED_HOSTS = [*settings.ALLOWED_HOSTS, "museums.example.org"]
    site_address.note_listening("127.0.0.1", 8471)
    assert site_address.get_site_address() == "http://museums.example.org:8471"
    settings.PROXIES = 1
    assert site_address.get_site_address() == "https://museums.example.org"
