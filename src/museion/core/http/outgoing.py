"""Connections to addresses that strangers gave: never to the inside of our own network.

The name is resolved once and the connection goes to the address that was checked, so that a name which answers differently the
second time reaches nothing.
"""

import http.client
import ipaddress
import socket
import ssl
from urllib.parse import SplitResult, urlsplit

from museion.core.wording import Wording

TIMEOUT_SECONDS = 10.0
# RFC 6052: what a translator at the border turns into an IPv4 address, which may be one of ours.
_TRANSLATED = ipaddress.ip_network("64:ff9b::/96")


class RefusedAddressError(ValueError):
    """The address is not asked; the message says why."""


def connect(url: str, *, allow_private: bool) -> http.client.HTTPConnection:
    """Connected to the one address that was checked. Raises `RefusedAddressError` or `OSError`."""
    try:
        parts = urlsplit(url)
    except ValueError as error:
        raise RefusedAddressError(Wording("it is no address: %(why)s", why=str(error))) from error
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
        raise RefusedAddressError(Wording("only addresses that begin with http or https are asked"))
    try:
        port = parts.port or (443 if parts.scheme == "https" else 80)
    except ValueError:
        raise RefusedAddressError(Wording("the port is no number")) from None
    return parts.hostname, port


def _resolve(host: str, port: int, *, allow_private: bool) -> str:
    held = [str(info[4][0]) for info in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    if not allow_private and not all(_is_outside(address) for address in held):
        raise RefusedAddressError(Wording("it lies inside a private network, which strangers may not name"))
    return held[0]


def _is_outside(text: str) -> bool:
    """Whether the address, and the one that is wrapped in it, belongs to one machine of the public internet."""
    address = ipaddress.ip_address(text.partition("%")[0])
    if isinstance(address, ipaddress.IPv6Address):
        if address in _TRANSLATED:
            return _is_outside(str(ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)))
        wrapped = address.ipv4_mapped or address.sixtofour
        if wrapped is not None:
            return _is_outside(str(wrapped))
    return address.is_global and not address.is_multicast
