"""Addresses that strangers name: never the inside of our own network, and always a clear refusal."""

import socket
from typing import Any

import pytest

from museion.core.fetching import FetchError, ForbiddenAddressError, fetch, post

INSIDE = (
    "http://127.0.0.1/",
    "http://localhost/",
    "http://2130706433/",
    "http://0x7f000001/",
    "http://0177.0.0.1/",
    "http://127.1/",
    "http://127。0。0。1/",
    "http://user:word@127.0.0.1/",
    "http://[::1]/",
    "http://[::ffff:127.0.0.1]/",
    "http://[64:ff9b::7f00:1]/",
    "http://[2002:7f00:1::]/",
    "http://[fd00::1]/",
    "http://0.0.0.0/",
    "http://169.254.169.254/latest/meta-data/",
    "http://100.64.0.1/",
    "http://224.0.0.1/",
    "http://evil.example/",
)
NO_ADDRESSES = ("file:///etc/passwd", "http://", "http://[::1", "http://x.example:port/", "//127.0.0.1", "javascript:1")


@pytest.fixture(autouse=True)
def evil_name(monkeypatch: pytest.MonkeyPatch) -> None:
    """A name that everybody may register, and that leads home."""
    look_up = socket.getaddrinfo

    def look_up_evil(host: str, *args: Any, **values: Any) -> Any:
        return look_up("127.0.0.1" if host == "evil.example" else host, *args, **values)

    monkeypatch.setattr(socket, "getaddrinfo", look_up_evil)


@pytest.mark.parametrize("address", [*INSIDE, *NO_ADDRESSES])
def test_the_inside_is_neither_asked_nor_told_anything(address: str) -> None:
    with pytest.raises(ForbiddenAddressError) as asked:
        fetch(address, seconds=1)
    with pytest.raises(ForbiddenAddressError):
        post(address, b"", headers={})
    assert address in str(asked.value)


def test_a_redirect_to_no_address_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("museion.core.fetching._ask", lambda *_: ("http://[::1", None))
    with pytest.raises(FetchError, match="which is no address"):
        fetch("http://partner.example/")
