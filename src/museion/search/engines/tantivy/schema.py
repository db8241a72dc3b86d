"""The columns (`columns.layout`) as Tantivy has them, and two more of its own.

An open term field also has `g_…`, its codes as numbers, and `v_…`, both side by side (`codes`). `_access` is one code, the record's
gate (`gates`).
"""

from dataclasses import dataclass
from functools import cached_property

from tantivy import Schema, SchemaBuilder

from museion.search.documents import Field, FieldKind
from museion.search.engines.columns.layout import (
    ACCESS,
    HEADS,
    KEY,
    KIND,
    LANGUAGES,
    NAMES,
    STARTS,
    TIE,
    WORDS,
    Layout,
)


class TantivyLayout(Layout):
    """The layout with the schema that an index is made with."""

    @cached_property
    def schema(self) -> Schema:
        return _build_schema(self)


@dataclass(frozen=True)
class OlderLayout(TantivyLayout):
    """What this version reads of an index that was made for other fields; its columns are numbered as that index has them."""

    held_schema: Schema

    @cached_property
    def schema(self) -> Schema:
        return self.held_schema


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
            builder.add_text_field(f"c_{name}", tokenizer_name="raw", index_option="basic")


def _add_sort_columns(builder: SchemaBuilder, declared: Field) -> None:
    match declared.kind:
        case FieldKind.TEXT:
            builder.add_text_field(f"o_{declared.name}", tokenizer_name="raw", index_option="basic", fast=True)
        case FieldKind.NUMBER:
            builder.add_integer_field(f"o_{declared.name}", fast=True)
        case FieldKind.YEARS:
            builder.add_integer_field(f"p_{declared.name}", fast=True)
            builder.add_integer_field(f"q_{declared.name}", fast=True)
