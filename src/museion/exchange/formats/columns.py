"""Harvested metadata as the columns that a mapping reads: Dublin Core by element, JSON as it is."""

from typing import Any

from lxml import etree

from museion.exchange.formats.json_ld import NAMESPACE as JSON
from museion.exchange.formats.validation import make_parser

_DC = "{http://purl.org/dc/elements/1.1/}"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
# The elements whose text is in a language; names, dates and addresses are in none, whatever they state.
_SPOKEN = frozenset({"title", "description", "subject", "type", "format", "coverage"})
_PARSER = make_parser()
Columns = dict[str, Any]


def read_dublin_core(content: bytes) -> Columns:
    """By element's name: a map of languages where every text of a spoken element states its own, else the list of texts."""
    held: dict[str, list[tuple[str, str]]] = {}
    for element in etree.fromstring(content, _PARSER).iter(f"{_DC}*"):
        if text := (element.text or "").strip():
            held.setdefault(element.tag[len(_DC) :], []).append((element.get(_LANG, ""), text))
    return {name: _gather(name, texts) for name, texts in held.items()}


def _gather(name: str, texts: list[tuple[str, str]]) -> Any:
    if name not in _SPOKEN or not all(language for language, _ in texts):
        return list(dict.fromkeys(text for _, text in texts))
    by_language: dict[str, list[str]] = {}
    for language, text in texts:
        by_language.setdefault(language, []).append(text)
    return {language: "; ".join(dict.fromkeys(held)) for language, held in by_language.items()}


def find_wrapped_json(content: bytes) -> bytes:
    """The JSON inside our own wrapper; empty where there is none."""
    if JSON.encode() not in content:
        return b""
    root = etree.fromstring(content, _PARSER)
    return (root.text or "").encode() if root.tag == f"{{{JSON}}}json" else b""
