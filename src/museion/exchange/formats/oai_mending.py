"""An answer that no XML parser takes, record by record: those that are whole are read, each of the others is told.

Only for an answer that stays broken when it is asked for again, and only for one that came to its end.
"""

import html
import re

_RECORD = re.compile(r"<((?:[\w-]+:)?record)\b[^>]*>.*?</\1\s*>", re.DOTALL)
_IDENTIFIER = re.compile(r"<(?:[\w-]+:)?identifier[^>]*>\s*([^<\s]+)\s*</")
_ENTITY = re.compile(r"&(?!(?:amp|lt|gt|quot|apos);)(\w+);")
_LONE_AMPERSAND = re.compile(r"&(?!#?\w+;)")
REPLACEMENT = "\ufffd"


def mend_text(content: bytes) -> str:
    """As UTF-8, whatever the document calls itself; entities of HTML as their characters, unknown ones as the replacement character."""
    text = content.decode("utf-8", errors="replace").lstrip("\ufeff \n\r\t")
    if text.startswith("<?xml"):
        text = text.partition("?>")[2]
    return _LONE_AMPERSAND.sub("&amp;", _ENTITY.sub(_resolve, text))


def _resolve(found: re.Match[str]) -> str:
    held = html.unescape(found[0])
    return REPLACEMENT if held == found[0] else held


def is_whole(text: str) -> bool:
    """Whether the answer came to its end."""
    return bool(re.search(r"</(?:[\w-]+:)?OAI-PMH\s*>\s*$", text))


def split_records(text: str) -> tuple[list[str], str]:
    """Each record's text, and the document without them."""
    return [found[0] for found in _RECORD.finditer(text)], _RECORD.sub("", text)


def insert_record(rest: str, record: str) -> str:
    """A document with this one record, so that the namespaces of the whole hold."""
    return re.sub(r"(<(?:[\w-]+:)?ListRecords\b[^>]*>)", lambda found: found[1] + record, rest, count=1)


def find_identifier(record: str) -> str:
    found = _IDENTIFIER.search(record)
    return found[1] if found else ""
