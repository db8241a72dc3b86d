"""A document as this engine stores it: its columns, and what only Tantivy needs beside them."""

from typing import Any

from tantivy import Document as Row

from museion.search.documents import Document
from museion.search.engines.columns.layout import ACCESS
from museion.search.engines.columns.rows import make_values
from museion.search.engines.tantivy.codes import make_number, write_code
from museion.search.engines.tantivy.gates import list_gate_terms
from museion.search.engines.tantivy.schema import TantivyLayout


def make_row(document: Document, layout: TantivyLayout) -> Row:
    return fill_row(make_values(document, layout), layout)


def fill_row(values: dict[str, Any], layout: TantivyLayout) -> Row:
    row = {**values, ACCESS: list_gate_terms(values[ACCESS])}
    for declared in layout.fields.values():
        codes = row.get(f"t_{declared.name}") if declared.is_open else None
        if codes:
            row[f"g_{declared.name}"] = list(map(make_number, codes))
            row[f"v_{declared.name}"] = list(map(write_code, codes))
    return Row.from_dict(row, layout.schema)
