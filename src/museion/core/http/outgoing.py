"""Connections to addresses that strangers gave: never to the inside of our own network.

The name is resolved once and the connection goes to the address that was checked, so that a name which answers differently the
second time reaches nothing.
"""

import http.client
import ipaddress
import socket
import ssl
from urllib.parse import SplitResult, urlsplit

TIMEOUT_SECONDS = 10.0


class RefusedAddressError(ValueError):
    """The address is not asked; the message says why."""


def connect(url: str, *, allow_private: bool) -> http.client.HTTPConnection:
    """Connected to the one address that was checked. Raises `RefusedAddressError` or `OSError`."""
    parts = urlsplit(url)
    host, port = check_address(parts)
    address = _resolve(host, port, allow_private=allow_private)
    connection = http.client.HTTPConnection(host, port, timeout=TIMEOUT_SECONDS)
    plain = socket.create_connection((address, port), timeout=TIMEOUT_SECONDS)
    is_secure = parts.scheme == "https"
    connection.sock = ssl.create_default_context().wrap_socket(plain, server_hostname=host) if is_secure else plain
    return connection


def get_target(url: str) -> str:
    """Path and query, as the request line names them."""
    parts = urlsplit(url)
    return ((parts.path or "/") + (f"?{parts.query}" if parts.query else "")).replace(" ", "%20")


def check_address(parts: SplitResult) -> tuple[str, int]:
    """Host and port."""
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise RefusedAddressError("only addresses that begin with http or https are asked")
    try:
        port = parts.port or (443 if parts.scheme == "https" else 80)
    except ValueError:
        raise RefusedAddressError("the port is no number") from None
    return parts.hostname, port


def _resolve(host: str, port: int, *, allow_private: bool) -> str:
    held = [str(info[4][0]) for info in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    if not allow_private and not all(ipaddress.ip_address(address).is_global for address in held):
        raise RefusedAddressError("it lies inside a private network, which strangers may not name")
    return held[0]
