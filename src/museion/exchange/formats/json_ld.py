"""A JSON document inside one XML element, for protocols that carry XML alone."""

from museion.exchange.formats.texts import escape

NAMESPACE = "urn:museion:json-ld:1"
SCHEMA = "/oai/schemas/json-ld.xsd"


def wrap_json(document: bytes, media_type: str) -> bytes:
    # JSON escapes control characters itself, so what is left is what XML may hold.
    head = f'<json xmlns="{NAMESPACE}" mediaType="{escape(media_type)}">'
    return f"{head}{escape(document.decode())}</json>".encode()
