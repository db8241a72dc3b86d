"""Texts as XML may hold them: no control characters, no markup that came along from a web page."""

import html
import re

# XML 1.0, production 2: what no document may hold, escaped or not.
_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>|<!--.*?-->", re.DOTALL)
_SPACES = re.compile(r"[ \t\r\f\v]+")


def clean_text(text: str) -> str:
    """Without tags, entities and characters that XML refuses; lines stay lines."""
    plain = html.unescape(_TAG.sub(" ", text)) if "<" in text or "&" in text else text
    return _SPACES.sub(" ", _FORBIDDEN.sub("", plain)).strip()


def escape(text: str) -> str:
    """For the content of an element and for an attribute in double quotes."""
    if "&" in text or "<" in text or ">" in text or '"' in text:
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")
    return text


def drop_forbidden(text: str, instead: str = "") -> str:
    """Without the characters that no XML document may hold."""
    return _FORBIDDEN.sub(instead, text)
