"""`Engine` by Tantivy, inside the process."""

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import TypeVar

from museion.search.documents import Field
from museion.search.engines.columns.engine import ColumnEngine
from museion.search.engines.columns.index import Index
from museion.search.engines.tantivy.arrivals import StandingArrivals
from museion.search.engines.tantivy.folders import Folders
from museion.search.engines.tantivy.index import TantivyIndex
from museion.search.engines.tantivy.schema import TantivyLayout
from museion.search.engines.tantivy.snapshots import Snapshots
from museion.search.engines.tantivy.writing import REBUILD_LOCK, LiveWriter, NewIndex
from museion.search.expansion import Expander
from museion.search.requests import QuerySyntaxError, SearchUnavailableError

T = TypeVar("T")


class TantivyEngine(ColumnEngine):
    """`root`: the folder of the index."""

    def __init__(
        self,
        root: Path,
        fields: Mapping[str, Field],
        expects_records: Callable[[], bool],
        expanders: Sequence[Expander] = (),
    ) -> None:
        super().__init__(fields, expects_records, expanders, StandingArrivals(fields, expanders))
        self._root = root

    @cached_property
    def _layout(self) -> TantivyLayout:
        return TantivyLayout.of(self._declared)

    @cached_property
    def _folders(self) -> Folders:
        return Folders(self._root)

    @cached_property
    def _snapshots(self) -> Snapshots:
        return Snapshots(self._folders, self._layout, self._expects_records)

    def open_writer(self) -> LiveWriter:
        return LiveWriter(self._folders, self._layout)

    def start_rebuild(self) -> NewIndex:
        return NewIndex(self._folders, self._layout)

    def is_rebuilding(self) -> bool:
        return self._folders.is_locked(REBUILD_LOCK)

    def _ask(self, think: Callable[[Index], T]) -> T | None:
        snapshot = self._snapshots.get()
        if snapshot is None:
            return None
        try:
            return think(TantivyIndex(snapshot.layout, snapshot.searcher, snapshot.counts, snapshot.generation))
        except QuerySyntaxError:
            raise
        except (ValueError, OSError) as error:
            raise SearchUnavailableError(f"the index cannot answer: {error}") from error
