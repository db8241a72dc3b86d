"""Answers of Object ID that some sources put into one cell as a table: `{"display": "c. 1880", "from": 1875, "to": 1885}`."""

from collections.abc import Mapping
from typing import Any


def spread_cells(values: dict[str, Any]) -> None:
    """`date_period` and tables of texts become the fields that are read; a plain text is the date as written."""
    period = values.pop("date_period", None)
    if isinstance(period, Mapping):
        for name, field in (("display", "date_text"), ("from", "date_earliest"), ("to", "date_latest")):
            if period.get(name) not in (None, ""):
                values.setdefault(field, str(period[name]))
    elif period not in (None, ""):
        values.setdefault("date_text", str(period))
    for name in ("distinguishing_features", "materials", "techniques"):
        if isinstance(values.get(name), list):
            values[name] = [_get_text(entry) for entry in values[name]]


def _get_text(entry: Any) -> str:
    if isinstance(entry, Mapping):
        return str(entry.get("text") or entry.get("name") or next(iter(entry.values()), ""))
    return str(entry)
