"""Keeping the index in step with the records: what the outbox asks for, and making it anew."""

from collections.abc import Callable, Sequence

from museion.core.bulk import chunk
from museion.core.outbox import Announcement
from museion.core.resting import NotNowError
from museion.search.actions.alerts import notice_or_postpone
from museion.search.documents import SOURCES
from museion.search.engine import Writer, WriterBusyError
from museion.search.requests import SearchUnavailableError
from museion.search.setup import get_engine

TOPIC = "index"
# A commit costs as much as some thousand documents, and every later merge touches what it wrote once more.
COMMIT_AT_MOST = 16_000
_LOAD_AT_ONCE = 2000

Progress = Callable[[str, int], None]


def index_announced(announcements: Sequence[Announcement]) -> None:
    """Handler of the outbox: these records as they are now, in one commit. Twice gives the same index as once.

    An index that takes nothing now is no fault of these records: `NotNowError`.
    """
    keys_by_kind: dict[str, list[str]] = {}
    for announced in announcements:
        if announced.kind in SOURCES:
            keys_by_kind.setdefault(announced.kind, []).append(announced.key)
    if not keys_by_kind:
        return
    try:
        writer = get_engine().open_writer()
    except (SearchUnavailableError, WriterBusyError) as error:
        raise NotNowError(str(error)) from error
    try:
        # Records are read with the writer's lock held, so that two writers cannot put an older state over a newer one.
        for kind, keys in keys_by_kind.items():
            for part in chunk(keys, _LOAD_AT_ONCE):
                _replace(writer, kind, part)
        writer.commit()
    finally:
        writer.close()


def _replace(writer: Writer, kind: str, keys: Sequence[str]) -> None:
    documents = list(SOURCES[kind].load(keys))
    notice_or_postpone(documents)
    writer.replace(documents, gone=sorted(set(keys) - {document.key for document in documents}))


def rebuild_index(progress: Progress | None = None) -> int:
    """Make the index anew from every record and put it in the place of the old one; returns how many records it holds.

    `progress` hears how many records of which kind were added. A crash leaves the old index serving.
    """
    total = 0
    rebuild = get_engine().start_rebuild()
    try:
        for kind, source in SOURCES.items():
            for keys in source.iterate_keys():
                count = rebuild.add(source.load(keys))
                if progress:
                    progress(kind, count)
                total += count
        rebuild.publish()
    finally:
        rebuild.close()
    return total
