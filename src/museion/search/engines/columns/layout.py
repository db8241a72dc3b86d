"""The columns of an index, from the declared fields, the same for every engine.

| column | holds |
| --- | --- |
| `_key`, `_kind` | what a hit is; stored, nothing else is |
| `_access` | the access tokens |
| `_words` | every word and stem of the record: which records match, cheaply |
| `_names` | whole names and labels, for exact matches |
| `_heads` | words of names as written, for suggestions |
| `w_…` | words of one text field, with positions |
| `s_…` | stems of those of its words that are not their own stem, in the language of each text |
| `r_…` | the sounds of names, which join scripts (`search.transliteration`) |
| `i_…` | the first letters of the words of names, for initials |
| `_starts` | kind and first one to four letters of each word of the name, for suggestions |
| `t_…` | codes of a term field |
| `n_…`, `a_…`, `b_…` | a number; the first and last year of a span |
| `x_…`, `y_…`, `c_…` | latitude and longitude; codes of the cells of the earth that they lie in (`cells`) |
| `o_…` | what a text or number sorts by; `p_…`, `q_…` the beginning and the end of a span |
| `_languages` | the languages of its texts, but for names and numbers |
| `_tie` | a number from the key that tells equal scores apart, and the record's weight |

What sorts ends with something of the key, so that records which are otherwise equal keep their order over commits and merges.

Analysis happens in Python (`search.analysis`), so the engine only cuts at spaces.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Self

from django.utils.translation import gettext_lazy as _

from museion.search.documents import Field, FieldKind
from museion.search.sources import label_kind
from museion.search.syntax import KIND_FIELD

LAYOUT_VERSION = 10
"""Raise it when analysis or columns change, so that an older index asks to be rebuilt."""

KEY, KIND, ACCESS, WORDS, NAMES, HEADS, TIE = "_key", "_kind", "_access", "_words", "_names", "_heads", "_tie"
LANGUAGES = "_languages"
STARTS = "_starts"
LONGEST_START = 4
HEAD_SEPARATOR = "\x1f"
_LONGEST_NAME = 200


@dataclass(frozen=True)
class Layout:
    """The declared fields in the form in which the engine's parts ask for them."""

    fields: Mapping[str, Field]

    @classmethod
    def of(cls, declared: Mapping[str, Field]) -> Self:
        """In the order of the names, so that columns do not depend on which room registers first."""
        kind = Field(KIND_FIELD, FieldKind.TERM, _("kind"), is_facet=True, label_of=label_kind)
        return cls(dict(sorted({**declared, KIND_FIELD: kind}.items())))

    @cached_property
    def texts(self) -> tuple[Field, ...]:
        return tuple(held for held in self.fields.values() if held.kind == FieldKind.TEXT)

    @cached_property
    def names(self) -> frozenset[str]:
        return frozenset(held.name for held in self.texts if held.is_name)

    @cached_property
    def lists(self) -> frozenset[str]:
        return frozenset(held.name for held in self.texts if held.is_list)

    @cached_property
    def said(self) -> tuple[Field, ...]:
        return tuple(held for held in self.texts if held.is_said)

    @cached_property
    def heard(self) -> tuple[str, ...]:
        return tuple(held.name for held in self.texts if held.is_heard)

    @cached_property
    def fingerprint(self) -> str:
        """What an index must have been made with for these fields to be found in it."""
        shape = sorted((name, *_get_shape(held)) for name, held in self.fields.items())
        return hashlib.blake2b(repr((LAYOUT_VERSION, shape)).encode(), digest_size=8).hexdigest()

    def describe(self) -> dict[str, Any]:
        """What is kept with an index, so that a later version knows how far it can read it."""
        shapes = {name: _write_shape(held) for name, held in self.fields.items()}
        return {"layout": self.fingerprint, "version": LAYOUT_VERSION, "fields": shapes}

    def find_readable(self, told: Mapping[str, Any]) -> dict[str, Field] | None:
        """The fields that an index holds as this version does, by what it was made with; None where its texts were analysed otherwise."""
        shapes = told.get("fields", {})
        if told.get("version") != LAYOUT_VERSION:
            return None
        return {name: held for name, held in self.fields.items() if shapes.get(name) == _write_shape(held)}


def _get_shape(held: Field) -> tuple[str | bool, ...]:
    return (
        str(held.kind),
        held.is_sortable,
        held.is_name,
        held.is_heard,
        held.is_said,
        held.is_list,
        held.is_open,
        held.is_tree,
    )


def _write_shape(held: Field) -> str:
    kind, *is_so = _get_shape(held)
    return f"{kind} {''.join('1' if told else '0' for told in is_so)}"


def make_name(field: str, words: str) -> str:
    """How a whole name stands in `_names`."""
    return f"{field}={words[:_LONGEST_NAME]}"


def make_start(kind: str, letters: str) -> str:
    """How the beginning of a word of a name stands in `_starts`."""
    return f"{kind}:{letters}"
