"""The worker's part of open data: a second of it at a time, going on where it stopped."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

from museion.exchange.opendata.keeping import has_gone_round, keep_lines, list_registers, make_deadline
from museion.exchange.opendata.making import make_files
from museion.exchange.opendata.manifest import read_manifest
from museion.exchange.opendata.store import LineStore

_SECONDS = 0.5
_ANEW_EVERY = timedelta(minutes=10)
"""Files of a register that keeps changing are made no oftener."""


class OpenData:
    """One a worker. What it was making is lost with it, and made anew by the next."""

    def __init__(self) -> None:
        self._store: LineStore | None = None
        self._making: Iterator[None] | None = None

    def work(self, now: datetime) -> int:
        """Returns how much was done; 0 when nothing is left to do."""
        return self.work_until(now, make_deadline(_SECONDS))

    def work_until(self, now: datetime, is_late: Callable[[], bool]) -> int:
        store = self._store = self._store or LineStore()
        done = keep_lines(store, now=now, is_late=is_late)
        if not has_gone_round(store):
            return done
        while not is_late():
            if self._making is None:
                kind = _choose(store, now)
                if kind is None:
                    break
                self._making = make_files(store, kind, now)
            if next(self._making, self) is self:
                self._making = None
            done += 1
        return done

    def close(self) -> None:
        if self._store:
            self._store.close()
        self._store = self._making = None


def _choose(store: LineStore, now: datetime) -> str | None:
    """A register whose files are missing, or no longer true and old enough."""
    held = read_manifest()
    unmade = (kind.name for kind in list_registers() if kind.name not in held)
    missing = next((kind for kind in unmade if store.has_lines(kind)), None)
    if missing:
        return missing
    due = (kind for kind in store.list_changed() if kind in held)
    return next((kind for kind in due if now - datetime.fromisoformat(held[kind].made_at) >= _ANEW_EVERY), None)
