"""Checking a written record by the schema of its format."""

import re
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from lxml import etree

SCHEMAS = Path(__file__).parent / "schemas"
_MOST_FLAWS = 5
_NAMESPACE = re.compile(r"\{[^}]*\}")
Check = Callable[[bytes], Sequence[str]]
Rule = Callable[[Any], Iterable[str]]


def make_parser() -> etree.XMLParser:
    """Reads nothing but the bytes it is given: no network, no entities, no bombs."""
    return etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)


def check_by_schema(name: str) -> Check:
    """By an XML schema of ours, `schemas/<name>.xsd`."""

    def check(content: bytes) -> Sequence[str]:
        try:
            element = etree.fromstring(content, make_parser())
        except etree.XMLSyntaxError as error:
            return [f"not well-formed: {error}"]
        schema = _load(name)
        if schema.validate(element):
            return []
        told: Any = schema.error_log
        return [_NAMESPACE.sub("", str(entry.message)) for entry in told][:_MOST_FLAWS]

    return check


def check_by_grammar(name: str, *rules: Rule) -> Check:
    """By a RELAX NG schema of ours, `schemas/<name>.rng`, then by rules that no grammar states."""

    def check(content: bytes) -> Sequence[str]:
        try:
            element = etree.fromstring(content, make_parser())
        except etree.XMLSyntaxError as error:
            return [f"not well-formed: {error}"]
        grammar = _load_grammar(name)
        if not grammar.validate(element):
            told: Any = grammar.error_log
            return [_NAMESPACE.sub("", f"line {entry.line}: {entry.message}") for entry in told][:_MOST_FLAWS]
        return [flaw for rule in rules for flaw in rule(element)][:_MOST_FLAWS]

    return check


def check_root(namespace: str, *names: str) -> Check:
    """For formats whose schema is not at hand: well-formed, and the element that the format begins with."""

    def check(content: bytes) -> Sequence[str]:
        try:
            element = etree.fromstring(content, make_parser())
        except etree.XMLSyntaxError as error:
            return [f"not well-formed: {error}"]
        expected = [f"{{{namespace}}}{name}" for name in names]
        return [] if element.tag in expected else [f"begins with {element.tag} instead of {' or '.join(expected)}"]

    return check


@lru_cache(maxsize=8)
def _load(name: str) -> etree.XMLSchema:
    return etree.XMLSchema(etree.parse(str(SCHEMAS / f"{name}.xsd")))


@lru_cache(maxsize=8)
def _load_grammar(name: str) -> etree.RelaxNG:
    return etree.RelaxNG(etree.parse(str(SCHEMAS / f"{name}.rng")))
