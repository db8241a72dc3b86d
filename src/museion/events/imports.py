"""What can be imported into the room as tables; calendars come in through `actions.calendars`."""

from pathlib import Path

from museion.core.imports.registry import Importer
from museion.events.incoming import events

_MAPPINGS = Path(__file__).parent / "mappings"

IMPORTERS: tuple[Importer, ...] = (
    Importer(
        kind="events",
        fields=events.TEXTS | events.OTHERS,
        texts=events.TEXTS,
        read=events.read_event,
        resolve=events.resolve_events,
        save=events.save_event_rows,
        mappings=_MAPPINGS,
    ),
)
