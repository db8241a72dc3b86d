"""What of the room is found by the one search: hazard events and the desk's own alerts."""

from museion.response.found.desk_alerts import DESK_ALERT_SOURCE
from museion.response.found.events import EVENT_SOURCE
from museion.search.documents import Source

SOURCES: tuple[Source, ...] = (EVENT_SOURCE, DESK_ALERT_SOURCE)
