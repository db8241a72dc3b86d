"""An index that this version cannot use is made anew by whoever keeps the home, beside all other work."""

import logging
import threading
import time

from django.db import DatabaseError, connections

from museion.core.kinds import KINDS
from museion.core.outbox import RESTS, count_waiting
from museion.search.actions.indexing import TOPIC, rebuild_index
from museion.search.documents import SOURCES
from museion.search.engine import WriterBusyError
from museion.search.requests import IndexMissingError, IndexUnusableError, SearchUnavailableError
from museion.search.setup import get_engine

logger = logging.getLogger(__name__)
_LOOK_SECONDS = 5.0
_AGAIN_SECONDS = 60.0


class IndexMending:
    """Looks at the index now and then. A rebuild runs in a thread of its own; one that is cut off is begun anew by the next worker."""

    def __init__(self) -> None:
        self._thread: threading.Thread | None = None
        self._look_at = 0.0

    def look(self) -> bool:
        """Whether a rebuild is under way."""
        if self._thread is not None and self._thread.is_alive():
            return True
        if time.monotonic() < self._look_at:
            return False
        self._look_at = time.monotonic() + _LOOK_SECONDS
        reason = find_damage()
        if not reason:
            return False
        self._look_at = time.monotonic() + _AGAIN_SECONDS
        logger.warning("the search index is made anew: %s", reason)
        self._thread = threading.Thread(target=self._rebuild, daemon=True)
        self._thread.start()
        return True

    def _rebuild(self) -> None:
        begun = time.monotonic()
        try:
            total = rebuild_index()
        except WriterBusyError:
            logger.warning("somebody makes the search index anew already")
        except (SearchUnavailableError, DatabaseError, OSError, ValueError) as error:
            logger.error("the search index could not be made anew; trying again in a minute: %s", error)
        else:
            self._look_at = 0.0
            logger.warning("the search index is made anew: %s records, %.0f s", total, time.monotonic() - begun)
        finally:
            RESTS.end(TOPIC)
            connections.close_all()


def find_damage() -> str:
    """Why the index must be made anew; empty where it need not, or nobody can tell now."""
    try:
        get_engine().check()
    except IndexMissingError as error:
        return "" if _is_new() else str(error)
    except IndexUnusableError as error:
        return str(error)
    except SearchUnavailableError:
        return ""
    return ""


def _is_new() -> bool:
    """The index of a new home is made by what its writes promised."""
    records = sum(KINDS[kind].model.objects.current().count() for kind in SOURCES if kind in KINDS)
    return count_waiting(TOPIC) >= records
