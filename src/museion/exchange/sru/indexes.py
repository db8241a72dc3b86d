"""The indexes that CQL may name: those of Dublin Core, and every field of our own search."""

from museion.exchange.sru.diagnostics import Code, SruError
from museion.search.documents import Field, FieldKind, get_fields
from museion.search.syntax import KIND_FIELD

ANYWHERE = frozenset({"", "cql.serverchoice", "cql.anywhere", "cql.anyindexes", "cql.keywords", "serverchoice"})
ALL_RECORDS = "cql.allrecords"
DUBLIN_CORE = {
    "title": "title",
    "creator": "maker",
    "subject": "subject",
    "description": "description",
    "publisher": "holder",
    "date": "date",
    "type": "type",
    "format": "material",
    "identifier": "number",
    "source": "source",
    "language": "language",
    "coverage": "place",
}
KIND = Field(KIND_FIELD, FieldKind.TERM, "kind of record")


def list_indexes() -> dict[str, Field]:
    """By name with prefix, for the explain record; a field that no room declares is left out."""
    fields = get_fields()
    dublin_core = {f"dc.{name}": fields[ours] for name, ours in DUBLIN_CORE.items() if ours in fields}
    own = {f"museion.{name}": field for name, field in fields.items() if field.kind is not FieldKind.POINT}
    return dublin_core | own | {f"museion.{KIND_FIELD}": KIND}


def find_index(name: str) -> Field:
    """Without a prefix, our own fields come before those of Dublin Core. Raises `SruError`."""
    known, lower = list_indexes(), name.lower()
    for candidate in (lower, f"museion.{lower}", f"dc.{lower}", lower.replace("dcterms.", "dc.")):
        if candidate in known:
            return known[candidate]
    raise SruError(Code.UNSUPPORTED_INDEX, name)
