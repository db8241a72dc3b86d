"""How this repository is called by harvesters: its address and the identifiers of its records."""

import re

from django.conf import settings

from museion.core.keys import InvalidKeyError, read_key

_IDENTIFIER = re.compile(r"oai:([A-Za-z][A-Za-z0-9-]*(?:\.[A-Za-z0-9-]+)+):([0-9a-z]{9})")


def get_public_base() -> str:
    """The address that published records name, whoever asks."""
    return str(settings.BASE_URL or f"https://{settings.OAI_DOMAIN}").rstrip("/")


def make_identifier(key: str) -> str:
    """As the OAI identifier format has it: `oai:museion.example:m9a5yj8n3`."""
    return f"oai:{settings.OAI_DOMAIN}:{key}"


def read_identifier(text: str) -> str:
    """The key inside; empty where the identifier is not one of ours."""
    matched = _IDENTIFIER.fullmatch(text)
    if matched is None or matched[1].lower() != settings.OAI_DOMAIN.lower():
        return ""
    try:
        return read_key(matched[2])
    except InvalidKeyError:
        return ""
