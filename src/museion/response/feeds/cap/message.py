"""One CAP `alert` element to one `Alert`.

A required element that is missing makes the alert unusable and is reported; an optional one that cannot be read is
dropped and named in the alert's departures, because the rest may still save something.
"""

import re
from collections.abc import Sequence

from cryptography import x509
from lxml import etree

from museion.core.wording import Wording
from museion.response.feeds.alerts import Alert, FeedError, Flaw
from museion.response.feeds.cap.fields import Fields
from museion.response.feeds.cap.infos import read_info
from museion.response.feeds.cap.references import read_references, read_words
from museion.response.feeds.hazards import guess_hazard, read_shaking
from museion.response.feeds.signatures import check_signature
from museion.response.feeds.terms import MessageType, Scope, Status
from museion.response.feeds.xml import get_namespace, iterate_children

VERSIONS = {
    "http://www.incident.com/cap/1.0": "1.0",
    "urn:oasis:names:tc:emergency:cap:1.0": "1.0",
    "urn:oasis:names:tc:emergency:cap:1.1": "1.1",
    "urn:oasis:names:tc:emergency:cap:1.2": "1.2",
}


def read_alert(
    element: etree._Element, *, document: bytes | None = None, certificates: Sequence[x509.Certificate] = ()
) -> Alert:
    """Raises `FeedError` where the alert cannot be used."""
    version = VERSIONS.get(get_namespace(element))
    if version is None:
        raise FeedError(Flaw.BAD_VALUE, "alert", get_namespace(element), Wording("a namespace of CAP 1.0, 1.1 or 1.2"))
    departures: list[str] = []
    fields = Fields(element, "alert", departures)
    identifier, sender, sent = (
        _read_name(fields, "identifier"),
        _read_name(fields, "sender"),
        fields.require_moment("sent"),
    )
    message_type = fields.require_term("msgType", MessageType)
    references = read_references(fields.get_text("references"), departures)
    if message_type in (MessageType.UPDATE, MessageType.CANCEL) and not references:
        departures.append(f"alert/references: an {message_type} that names no earlier alert")
    infos = tuple(
        read_info(info, number, departures) for number, info in enumerate(iterate_children(element, "info"), 1)
    )
    return Alert(
        source="cap",
        identifier=identifier,
        sender=sender,
        sent=sent,
        status=fields.require_term("status", Status),
        message_type=message_type,
        scope=fields.require_term("scope", Scope),
        infos=infos,
        hazard=guess_hazard(infos),
        shaking=read_shaking(infos),
        source_text=fields.get_text("source"),
        restriction=fields.get_text("restriction"),
        addresses=read_words(fields.get_text("addresses")),
        codes=fields.get_texts("code"),
        note=fields.get_text("note"),
        references=references,
        incidents=read_words(fields.get_text("incidents")),
        signature=check_signature(element, document=document, certificates=certificates),
        departures=tuple(departures),
    )


def _read_name(fields: Fields, name: str) -> str:
    """CAP 1.2 section 3.2.1: no spaces, commas, `<` or `&`, because references are lists of such names."""
    text = fields.require_text(name)
    if re.search(r"[\s,<&]", text):
        raise FeedError(Flaw.BAD_VALUE, f"alert/{name}", text, Wording("a name without spaces, commas, < and &"))
    return text
