"""Object ID as JSON, as this site answers it: one record (`/id/KEY.json`), a page of the API (`items`), or a list of records."""

from collections.abc import Mapping
from typing import Any

from museion.core.wording import Wording
from museion.heritage.formats.describing import write_iso_day

UNREAD = (
    "photographs as files",
    "concepts and museum as links",
    "access, sources and identifiers of the record",
    "date_edtf, which is read anew from date_text",
)
_DAYS = ("date_earliest", "date_latest")
_LINKS = frozenset(
    {"kind", "url", "access", "photographs", "concepts", "museum", "identifiers", "source", "changed_at", "created_at"}
)


class NoObjectError(ValueError):
    """The JSON describes no object; the message says what was there."""


def read_object_json(record: Any) -> dict[str, Any]:
    """Values by column of Object ID, what is empty left out. Raises `NoObjectError`."""
    if not isinstance(record, Mapping) or not (record.get("title") or record.get("object_type")):
        raise NoObjectError(Wording("neither title nor object_type; expected a record of an object as JSON"))
    values = {name: value for name, value in record.items() if name not in _LINKS and value not in ("", None, [], {})}
    museum = record.get("museum")
    if isinstance(museum, Mapping) and museum.get("key"):
        values["museum_key"] = museum["key"]
    return values | {name: write_iso_day(values[name]) for name in _DAYS if isinstance(values.get(name), int)}
