"""Between the columns of `Work` and a `Publication`."""

from typing import Any

from museion.core.dates import HistoricalDate, UnreadableDateError, read_date
from museion.library.formats.marc_records import MarcRecord, read_json
from museion.library.formats.publication import FIELD_NAMES, Publication, find_year
from museion.library.matching.duplicates import make_title_key
from museion.library.models import Work


def read_work(work: Work) -> Publication:
    return Publication(**{name: getattr(work, name) for name in FIELD_NAMES})


def read_marc(work: Work) -> MarcRecord | None:
    """The record as it came, where it came as MARC."""
    return read_json(work.marc) if work.marc else None


def make_values(publication: Publication) -> dict[str, Any]:
    """Columns of `Work`, with those that are reckoned from others."""
    values: dict[str, Any] = {name: getattr(publication, name) for name in FIELD_NAMES}
    return values | derive_values(publication)


def derive_values(publication: Publication) -> dict[str, Any]:
    read = read_years(publication.date_text)
    return {"date_earliest": read.earliest, "date_latest": read.latest, "title_key": make_title_key(publication)}


def read_years(text: str) -> HistoricalDate:
    """Catalogues write `c1978`, `[1947]`, `1998-`: where the whole cannot be read, its first year counts, if it is one."""
    for candidate in (text.strip("[]?., ").removeprefix("c").rstrip("-"), str(find_year(text) or "")):
        try:
            if candidate:
                return read_date(candidate)
        except UnreadableDateError:
            continue
    return HistoricalDate("")
