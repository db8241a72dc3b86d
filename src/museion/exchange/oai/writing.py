"""The XML of answers, written as text: the records in it are XML already."""

from collections.abc import Iterable
from datetime import datetime

from museion.exchange.formats.texts import clean_text, escape
from museion.exchange.oai.errors import OaiError
from museion.exchange.oai.moments import format_moment

_HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
    ' xsi:schemaLocation="http://www.openarchives.org/OAI/2.0/ http://www.openarchives.org/OAI/2.0/OAI-PMH.xsd">\n'
)


def element(name: str, text: str) -> str:
    return f"<{name}>{escape(text)}</{name}>"


def write_answer(body: bytes, *, at: datetime, base_url: str, request: dict[str, str]) -> bytes:
    """`request`: verb and arguments as they were understood; empty where they were not (3.2)."""
    told = "".join(f' {name}="{escape(clean_text(value))}"' for name, value in request.items())
    head = f"<responseDate>{format_moment(at)}</responseDate><request{told}>{escape(base_url)}</request>\n"
    return b"".join((_HEAD.encode(), head.encode(), body, b"\n</OAI-PMH>\n"))


def write_error(error: OaiError) -> bytes:
    return f'<error code="{error.code}">{escape(clean_text(str(error)))}</error>'.encode()


def write_verb(verb: str, parts: Iterable[bytes]) -> bytes:
    return b"".join((f"<{verb}>\n".encode(), *parts, f"</{verb}>".encode()))


def write_header(identifier: str, stamp: datetime, sets: Iterable[str], *, is_deleted: bool) -> str:
    status = ' status="deleted"' if is_deleted else ""
    specs = "".join(f"<setSpec>{spec}</setSpec>" for spec in sets)
    return (
        f"<header{status}><identifier>{identifier}</identifier>"
        f"<datestamp>{format_moment(stamp)}</datestamp>{specs}</header>"
    )


def write_record(header: str, content: bytes) -> bytes:
    metadata = b"<metadata>" + content + b"</metadata>" if content else b""
    return b"<record>" + header.encode() + metadata + b"</record>\n"


def write_token_element(token: str, *, cursor: int, total: int, expires: datetime | None) -> bytes:
    """Empty on the page that ends a list (3.5)."""
    until = f' expirationDate="{format_moment(expires)}"' if expires else ""
    return (
        f'<resumptionToken{until} completeListSize="{total}" cursor="{cursor}">{escape(token)}</resumptionToken>\n'
    ).encode()
