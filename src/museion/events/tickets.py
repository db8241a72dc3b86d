"""The code on a ticket: the address of the registration, so that any reader of codes understands it."""

import re

import segno

from museion.events.models import Registration

_TOKEN = re.compile(r"(?:^|/registrations/)([A-Za-z0-9_-]{16,32})(?:[/?#].*)?$")


def draw_code(base_url: str, registration: Registration) -> str:
    """A QR code (ISO/IEC 18004) as a data address."""
    code = segno.make(f"{base_url}/registrations/{registration.token}", error="m", micro=False)
    return str(code.svg_data_uri(scale=4, border=2))


def read_code(text: str) -> str:
    """The token in what a scanner read, or what somebody typed; empty where there is none."""
    found = _TOKEN.search(text.strip())
    return found[1] if found else ""
