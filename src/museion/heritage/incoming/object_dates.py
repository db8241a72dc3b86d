"""When an object was made: the source's words first, its own bounds where the words say nothing."""

from collections.abc import Mapping
from typing import Any

from museion.core.dates import HistoricalDate, UnreadableDateError, read_date
from museion.core.imports.fields import tell_fate
from museion.core.imports.registry import FieldError
from museion.core.wording import Wording
from museion.heritage.incoming.cleaning import clean_line

_LONGEST = 500


def read_dates(values: Mapping[str, Any], warnings: list[FieldError]) -> dict[str, Any]:
    text = clean_line(values, "date_text", _LONGEST)
    date = _read("date_text", text, warnings)
    if date.is_undated:
        bounds = _read_bounds(values, warnings)
        if bounds.edtf:
            # With bounds of its own the source has said what its words mean.
            warnings[:] = [warning for warning in warnings if warning.field != "date_text"]
            date = bounds
    return {
        "date_text": text,
        "date_edtf": date.edtf,
        "date_earliest": date.earliest,
        "date_latest": date.latest,
    }


def _read(name: str, text: str, warnings: list[FieldError]) -> HistoricalDate:
    try:
        return read_date(text) if text else HistoricalDate("")
    except UnreadableDateError as error:
        warnings.append(FieldError(name, text, tell_fate(error.expected)))
        return HistoricalDate(text)


def _read_bounds(values: Mapping[str, Any], warnings: list[FieldError]) -> HistoricalDate:
    """Bounds of the source; a swapped pair is put in order and told."""
    first, last = (_read(name, _get_day(values, name), warnings) for name in ("date_earliest", "date_latest"))
    if not first.edtf or not last.edtf:
        return first if first.edtf else last
    if first.earliest is not None and last.latest is not None and first.earliest > last.latest:
        warnings.append(
            FieldError(
                "date_earliest",
                first.text,
                Wording("a date before %(date)s; the two were put in order", date=last.text),
            )
        )
        first, last = last, first
    edtf = first.edtf if first.edtf == last.edtf else f"{first.edtf}/{last.edtf}"
    return HistoricalDate("", edtf, first.earliest, last.latest)


def _get_day(values: Mapping[str, Any], name: str) -> str:
    """Sources that know only years often write the first of January."""
    text = clean_line(values, name)
    return text[:-6] if text.endswith("-01-01") and len(text) >= 10 else text
