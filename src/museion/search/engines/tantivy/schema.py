"""The index's columns, from the declared fields.

| column | holds |
| --- | --- |
| `_key`, `_kind` | what a hit is; stored, nothing else is |
| `_access` | the access tokens, as one code (`gates`) |
| `_words` | every word and stem of the record: which records match, cheaply |
| `_names` | whole names, for exact matches |
| `_heads` | words of names as written, for suggestions |
| `w_…` | words of one text field, with positions |
| `s_…` | stems of those of its words that are not their own stem, in the language of each text |
| `r_…` | the sounds of names, which join scripts (`search.transliteration`) |
| `i_…` | the first letters of the words of names, for initials |
| `_starts` | kind and first one to four letters of each word of the name, for suggestions |
| `t_…` | codes of a term field |
| `g_…`, `v_…` | of an open term field: its codes as numbers, and both side by side (`codes`) |
| `n_…`, `a_…`, `b_…` | a number; the first and last year of a span |
| `x_…`, `y_…` | latitude and longitude |
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

from django.utils.translation import gettext_lazy as _
from tantivy import Schema, SchemaBuilder

from museion.search.documents import Field, FieldKind
from museion.search.syntax import KIND_FIELD

LAYOUT_VERSION = 7
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
    def of(cls, declared: Mapping[str, Field]) -> "Layout":
        """In the order of the names, so that columns do not depend on which room registers first."""
        kind = Field(KIND_FIELD, FieldKind.TERM, _("kind"), is_facet=True)
        return cls(dict(sorted({**declared, KIND_FIELD: kind}.items())))

    @cached_property
    def schema(self) -> Schema:
        return _build_schema(self)

    @cached_property
    def texts(self) -> tuple[Field, ...]:
        return tuple(held for held in self.fields.values() if held.kind == FieldKind.TEXT)

    @cached_property
    def names(self) -> frozenset[str]:
        return frozenset(held.name for held in self.texts if held.is_name)

    @cached_property
    def said(self) -> tuple[Field, ...]:
        return tuple(held for held in self.texts if held.is_said)

    @cached_property
    def heard(self) -> tuple[str, ...]:
        return tuple(held.name for held in self.texts if held.is_heard)

    @cached_property
    def fingerprint(self) -> str:
        """What an index must have been made with for these fields to be found in it."""
        shape = sorted(
            (
                held.name,
                str(held.kind),
                held.is_sortable,
                held.is_name,
                held.is_heard,
                held.is_said,
                held.is_open,
                held.is_tree,
            )
            for held in self.fields.values()
        )
        return hashlib.blake2b(repr((LAYOUT_VERSION, shape)).encode(), digest_size=8).hexdigest()


def make_name(field: str, words: str) -> str:
    """How a whole name stands in `_names`."""
    return f"{field}={words[:_LONGEST_NAME]}"


def make_start(kind: str, letters: str) -> str:
    """How the beginning of a word of a name stands in `_starts`."""
    return f"{kind}:{letters}"


def _build_schema(layout: Layout) -> Schema:
    builder = SchemaBuilder()
    for name in (KEY, KIND):
        builder.add_text_field(name, stored=True, tokenizer_name="raw", index_option="basic", fast=name == KIND)
    for name in (ACCESS, NAMES, HEADS, LANGUAGES):
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic")
    for name in (WORDS, STARTS):
        builder.add_text_field(name, tokenizer_name="whitespace", index_option="basic")
    builder.add_float_field(TIE, fast=True)
    for declared in layout.fields.values():
        _add_columns(builder, declared)
        for column in (f"r_{declared.name}", f"i_{declared.name}") if declared.is_heard else ():
            builder.add_text_field(column, tokenizer_name="whitespace", index_option="basic")
        if declared.is_sortable:
            _add_sort_columns(builder, declared)
    return builder.build()


def _add_columns(builder: SchemaBuilder, declared: Field) -> None:
    name = declared.name
    match declared.kind:
        case FieldKind.TEXT:
            builder.add_text_field(f"w_{name}", tokenizer_name="whitespace", index_option="position")
            builder.add_text_field(f"s_{name}", tokenizer_name="whitespace", index_option="freq")
        case FieldKind.TERM:
            builder.add_text_field(f"t_{name}", tokenizer_name="raw", index_option="basic", fast=not declared.is_open)
            if declared.is_open:
                builder.add_unsigned_field(f"g_{name}", fast=True)
                builder.add_text_field(f"v_{name}", tokenizer_name="raw", index_option="basic")
        case FieldKind.NUMBER:
            builder.add_integer_field(f"n_{name}", indexed=True, fast=True)
        case FieldKind.YEARS:
            builder.add_integer_field(f"a_{name}", fast=True)
            builder.add_integer_field(f"b_{name}", fast=True)
        case FieldKind.POINT:
            builder.add_float_field(f"x_{name}", fast=True)
            builder.add_float_field(f"y_{name}", fast=True)


def _add_sort_columns(builder: SchemaBuilder, declared: Field) -> None:
    match declared.kind:
        case FieldKind.TEXT:
            builder.add_text_field(f"o_{declared.name}", tokenizer_name="raw", index_option="basic", fast=True)
        case FieldKind.NUMBER:
            builder.add_integer_field(f"o_{declared.name}", fast=True)
        case FieldKind.YEARS:
            builder.add_integer_field(f"p_{declared.name}", fast=True)
            builder.add_integer_field(f"q_{declared.name}", fast=True)
