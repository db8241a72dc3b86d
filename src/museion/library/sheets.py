"""Publications as a table: what follows from other columns is worked out anew."""

from museion.core.round_trips import SheetRule
from museion.library.actions.works import create_work, update_work

_WORKED_OUT = frozenset({"date_earliest", "date_latest", "title_key", "import_notes"})
SHEET_RULES = (
    SheetRule("work", _WORKED_OUT, update=update_work, create=create_work),
    *(SheetRule(kind, is_open=False) for kind in ("reading_list", "file", "page")),
)
