"""Texts of museum databases without what their web pages left in them: tags, entities, control characters."""

import html
import re
from collections.abc import Mapping
from typing import Any

from museion.core.imports.fields import read_texts, tell_too_long
from museion.core.imports.registry import FieldError
from museion.core.languages import UNDETERMINED, InvalidLanguageError, LanguageMap, read_tag

_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,300}>|<!--.{0,1000}?-->", re.DOTALL)
_NOT_TEXT = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
_TABS_AND_LINES = re.compile(r"[ \t\r\f]*\n[ \t\r\f]*")
_SUSPECT = re.compile(r"[<&\x00-\x1f\x7f\ud800-\udfff]")


def clean_text(value: object) -> str:
    """`<i>Nude</i> &amp; Cat` → `Nude & Cat`. Lines stay lines; `3 < 4` stays what it is."""
    text = value if isinstance(value, str) else str(value)
    if not _SUSPECT.search(text):
        return text.strip()
    text = html.unescape(_TAG.sub("", text))
    return _TABS_AND_LINES.sub("\n", _NOT_TEXT.sub("", text)).replace("\t", " ").strip()


def clean_texts(values: Mapping[str, Any], name: str) -> LanguageMap:
    """Cleaned texts by language; a bare text is in the row's `language`."""
    value = values.get(name)
    if value is None or value == "":
        return LanguageMap()
    if isinstance(value, list):
        value = "; ".join(map(str, value))
    texts = value if isinstance(value, Mapping) else {values.get("language", UNDETERMINED): value}
    try:
        cleaned = {read_tag(tag): clean_text(text) for tag, text in texts.items() if text is not None}
    except InvalidLanguageError:
        # Says what is wrong with the tag in the words that every kind of row uses.
        read_texts(values, name)
        raise
    return LanguageMap({tag: text for tag, text in cleaned.items() if text})


def clean_line(values: Mapping[str, Any], name: str, longest: int = 0) -> str:
    """One cleaned text that is in no particular language, such as a number or a credit line."""
    value = values.get(name)
    if value is None:
        return ""
    if isinstance(value, Mapping):
        value = next(iter(value.values()), "")
    text = clean_text("; ".join(map(str, value)) if isinstance(value, list) else value)
    if longest and len(text) > longest:
        raise FieldError(name, text, tell_too_long(text, longest))
    return text


def clean_list(values: Mapping[str, Any], name: str) -> list[str]:
    """Cleaned texts, each once; one text is cut at its semicolons."""
    value = values.get(name)
    if value is None or value == "":
        return []
    entries = value if isinstance(value, list) else str(value).split(";")
    return list(dict.fromkeys(text for entry in entries if (text := clean_text(entry))))
