"""One concept as a file states it, in the columns that the shipped mappings read."""

import re
from dataclasses import dataclass, field
from typing import Any

# RFC 3987, as far as it helps: a scheme, and none of the characters that no address may hold.
_ADDRESS = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:[^\s<>\"{}|\\^`]+")
Labels = dict[str, list[str]]


@dataclass(slots=True)
class SchemeEntry:
    """The thesaurus that a concept says it belongs to."""

    uri: str
    slug: str
    titles: dict[str, str] = field(default_factory=dict)
    descriptions: dict[str, str] = field(default_factory=dict)
    licence: str = ""


@dataclass(slots=True)
class ConceptEntry:
    """`bad_tags`, `bad_addresses`: what of the concept had to be left out, for the quarantine."""

    uri: str
    scheme: SchemeEntry
    notation: str = ""
    pref_labels: dict[str, str] = field(default_factory=dict)
    alt_labels: Labels = field(default_factory=dict)
    hidden_labels: Labels = field(default_factory=dict)
    scope_notes: dict[str, str] = field(default_factory=dict)
    matches: dict[str, list[str]] = field(default_factory=dict)
    broader: list[str] = field(default_factory=list)
    related: list[str] = field(default_factory=list)
    bad_tags: list[str] = field(default_factory=list)
    bad_addresses: list[str] = field(default_factory=list)

    def write_columns(self) -> dict[str, Any]:
        """What is empty is not stated."""
        scheme = self.scheme
        columns: dict[str, Any] = {name: getattr(self, name) for name in _COLUMNS}
        columns |= {
            "scheme": scheme.slug,
            "scheme_uri": scheme.uri,
            "scheme_titles": scheme.titles,
            "scheme_descriptions": scheme.descriptions,
            "scheme_licence": scheme.licence,
        }
        return {name: value for name, value in columns.items() if value}


_COLUMNS = (
    "uri", "notation", "pref_labels", "alt_labels", "hidden_labels", "scope_notes", "matches", "broader", "related",
    "bad_tags", "bad_addresses",
)  # fmt: skip


def is_address(text: str) -> bool:
    return bool(_ADDRESS.fullmatch(text))


def make_slug(text: str) -> str:
    """A short name of small letters, digits and hyphens; empty where the text has no letter of ASCII."""
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")[:60].strip("-")
