"""How events go out to harvesters: events by country, with what the writers read beside them."""

from museion.core.harvesting import RecordSet
from museion.events.queries.programme import fetch_speakers

RECORD_SETS = (
    RecordSet(
        "event",
        prepare=lambda rows: rows.select_related("series").prefetch_related("bodies", "themes"),
        branch=lambda event: event.country,
    ),
    RecordSet("event_series", prepare=lambda rows: rows.select_related("body")),
    RecordSet(
        "session", prepare=lambda rows: rows.select_related("event", "room").prefetch_related("contributions", "chairs")
    ),
    RecordSet(
        "contribution",
        prepare=lambda rows: rows.select_related("event", "session").prefetch_related(fetch_speakers()),
    ),
)
