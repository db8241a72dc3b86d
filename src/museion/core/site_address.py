"""Where the site is found, for letters that no request tells it: what the operator stated, else the best that is known."""

import os
from ipaddress import ip_address

from django.conf import settings

# Set by the command that serves, for itself and the worker beside it; nothing that an operator sets.
_LISTENING = "_MUSEION_LISTENS_AT"
_ANYWHERE = {"0.0.0.0": "localhost", "::": "localhost"}  # noqa: S104 (compared, not listened on)


def get_site_address() -> str:
    """Without a slash at the end. `MUSEION_BASE_URL`; else the public name in `MUSEION_HOSTS`; else where this site listens."""
    if settings.BASE_URL:
        return str(settings.BASE_URL).rstrip("/")
    listening = os.environ.get(_LISTENING, "http://localhost:8000")
    name = _find_public_name()
    if not name:
        return listening
    return f"https://{name}" if settings.PROXIES else f"http://{name}:{listening.rpartition(':')[2]}"


def note_listening(host: str, port: int) -> None:
    """What this process, and each that it starts, takes for the site's address where nobody stated one."""
    name = _ANYWHERE.get(host, host)
    os.environ[_LISTENING] = f"http://{f'[{name}]' if ':' in name else name}:{port}"


def find_address_doubt() -> str:
    """Empty where the address is stated; else what goes out with a guess, and what mends it. For operators, in English."""
    if settings.BASE_URL:
        return ""
    return (
        f"MUSEION_BASE_URL is not set: links in letters lead to {get_site_address()}, and what goes to partners names "
        f"https://{settings.OAI_DOMAIN}. Set it to the address that others know this site by."
    )


def is_public() -> bool:
    """Whether others than this machine are served or written to, so that a guessed address misleads them."""
    return bool(_find_public_name() or settings.EMAIL_HOST)


def _find_public_name() -> str:
    return next((name for name in settings.ALLOWED_HOSTS if _is_public_name(name)), "")


def _is_public_name(name: str) -> bool:
    """Neither a name of this machine or of its own network, nor a pattern such as `.example.org`."""
    try:
        return ip_address(name.strip("[]")).is_global
    except ValueError:
        return "." in name.strip(".") and name[0] != "."
