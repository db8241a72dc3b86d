"""The columns (`columns.layout`) as OpenSearch has them, from the same declarations.

Texts arrive as folded words with spaces between them, so the built-in analyzer that cuts at spaces is all that is needed: no
plugin, no dictionary on any node, and both engines hold the same words. Columns of whole words are keywords, which can be listed and
counted. `LegacyBM25` is the formula that the embedded engine scores by, with its factor k₁ + 1.
"""

from typing import Any

from museion.search.documents import Document, Field, FieldKind
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
from museion.search.engines.columns.rows import make_values
from museion.search.requests import DEEPEST_HIT

Json = dict[str, Any]
_KEYWORD: Json = {"type": "keyword", "norms": False}
_WORDS: Json = {"type": "text", "analyzer": "whitespace"}
_SPLIT = (WORDS, STARTS)
_MOST_COLUMNS = 5000
_LONGEST_PATTERN = 50_000
"""Of the parts of trees that are opened, each with its characters marked as themselves."""


def make_body(layout: Layout, *, shards: int, replicas: int) -> Json:
    """A new index. Replicas grow to their number as nodes join; what is written is seen at the next commit."""
    settings = {
        "number_of_shards": shards,
        "auto_expand_replicas": f"0-{replicas}",
        "refresh_interval": "-1",
        "max_result_window": DEEPEST_HIT,
        "max_regex_length": _LONGEST_PATTERN,
        "mapping.total_fields.limit": _MOST_COLUMNS,
        "similarity": {"default": {"type": "LegacyBM25", "k1": 1.2, "b": 0.75}},
    }
    mappings = {
        "dynamic": "strict",
        "_meta": layout.describe(),
        "_source": {"includes": [KIND]},
        "properties": _make_columns(layout),
    }
    return {"settings": {"index": settings}, "mappings": mappings}


def make_source(document: Document, layout: Layout) -> Json:
    values = make_values(document, layout)
    return {**values, **{column: values[column].split() for column in _SPLIT if column in values}}


def make_tombstone(key: str) -> Json:
    """What stands, unseen, for a record that left while its index was being built."""
    return {KEY: key, KIND: "", ACCESS: []}


def _make_columns(layout: Layout) -> Json:
    columns = dict.fromkeys((KEY, KIND, ACCESS, WORDS, NAMES, HEADS, STARTS, LANGUAGES), _KEYWORD)
    columns[TIE] = {"type": "float"}
    for declared in layout.fields.values():
        columns |= _make_field(declared)
    return columns


def _make_field(declared: Field) -> Json:
    name = declared.name
    whole = {"type": "long"}
    match declared.kind:
        case FieldKind.TEXT:
            columns = {f"w_{name}": _WORDS, f"s_{name}": _WORDS | {"index_options": "freqs"}}
            for column in (f"r_{name}", f"i_{name}") if declared.is_heard else ():
                columns[column] = _WORDS | {"index_options": "docs"}
            return columns | ({f"o_{name}": _KEYWORD} if declared.is_sortable else {})
        case FieldKind.TERM:
            return {f"t_{name}": _KEYWORD}
        case FieldKind.NUMBER:
            return {f"n_{name}": whole, f"o_{name}": whole}
        case FieldKind.YEARS:
            return {f"{column}_{name}": whole for column in "abpq"}
        case FieldKind.POINT:
            return {f"x_{name}": {"type": "double"}, f"y_{name}": {"type": "double"}, f"c_{name}": _KEYWORD}
