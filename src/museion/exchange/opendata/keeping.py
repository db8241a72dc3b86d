"""Keeping the lines in step: what the journal names at once, and every record once a day.

The daily round is for what changes without a line of its own: a record that names another which was shut since.
"""

import time
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta

import orjson

from museion.core.access import AccessLevel
from museion.core.harvesting import get_record_set
from museion.core.kinds import KINDS, Kind, Representation, WriterContext, find_kind
from museion.core.models import JournalHead, JournalLine
from museion.exchange.identity import get_public_base
from museion.exchange.offered import list_formats
from museion.exchange.opendata.store import LineStore

BATCH = 200
_LANGUAGES = ("en", "fr", "es", "ar")
_ROUND_EVERY = timedelta(hours=24)
# What a record's own writer that meets something unexpected raises: that record stays out, the others go on.
_WRITER_ERRORS = (ValueError, TypeError, LookupError, AttributeError)
_JOURNAL, _BEGUN, _PLACE = "journal", "round begun", "round at"


def list_registers() -> list[Kind]:
    """What is harvested is open data too: one promise, kept by both doors."""
    return [kind for kind in KINDS.values() if list_formats(kind) and _find_json(kind)]


def keep_lines(store: LineStore, *, now: datetime, is_late: Callable[[], bool]) -> int:
    """Goes on where it stopped, until it is late; returns how many lines changed."""
    if not store.read_mark(_JOURNAL):
        # All is written in the first round; what happens from here on is followed.
        store.write_mark(_JOURNAL, str(JournalHead.objects.values_list("number", flat=True).first() or 0))
    return _follow_journal(store, is_late) + _go_round(store, now, is_late)


def has_gone_round(store: LineStore) -> bool:
    """Whether every register has been written at least once."""
    return store.read_mark("rounds") != ""


def make_deadline(seconds: float) -> Callable[[], bool]:
    until = time.monotonic() + seconds
    return lambda: time.monotonic() >= until


def _follow_journal(store: LineStore, is_late: Callable[[], bool]) -> int:
    changed = 0
    while not is_late():
        number = int(store.read_mark(_JOURNAL))
        lines = JournalLine.objects.filter(number__gt=number).order_by("number").values_list("number", "key")
        held = list(lines[:BATCH])
        if not held:
            break
        by_kind: dict[str, list[str]] = {}
        for key in dict.fromkeys(key for _, key in held if key):
            if kind := find_kind(key):
                by_kind.setdefault(kind.name, []).append(key)
        changed += sum(write_lines(store, KINDS[name], keys) for name, keys in by_kind.items())
        store.write_mark(_JOURNAL, str(held[-1][0]))
    return changed


def _go_round(store: LineStore, now: datetime, is_late: Callable[[], bool]) -> int:
    """One register after the other, by the numbers of its rows; the mark says how far it came."""
    begun, place = store.read_mark(_BEGUN), store.read_mark(_PLACE)
    if begun and not place and now - datetime.fromisoformat(begun) < _ROUND_EVERY:
        return 0
    if not place:
        store.write_mark(_BEGUN, now.isoformat())
    changed = 0
    names = [kind.name for kind in list_registers()]
    name, _, last = place.partition(":")
    name, number = (name, int(last)) if name in names else (names[0], 0)
    while not is_late():
        rows = KINDS[name].model._default_manager.filter(id__gt=number).order_by("id").values_list("id", "key")
        held = list(rows[:BATCH])
        if held:
            changed += write_lines(store, KINDS[name], [key for _, key in held])
            number = held[-1][0]
        elif name == names[-1]:
            store.write_mark(_PLACE, "")
            store.write_mark("rounds", now.isoformat())
            return changed
        else:
            name, number = names[names.index(name) + 1], 0
        store.write_mark(_PLACE, f"{name}:{number}")
    return changed


def write_lines(store: LineStore, kind: Kind, keys: Sequence[str]) -> int:
    """What the public may read of these records; of those that it may not, nothing is kept."""
    form = _find_json(kind)
    if form is None or not list_formats(kind):
        return 0
    public = kind.model.objects.current().filter(access=AccessLevel.PUBLIC, key__in=keys)
    lines = dict(_write(get_record_set(kind.name).prepare(public), form))
    return store.replace(kind.name, lines, gone=[key for key in keys if key not in lines])


def _write(records: Iterable[object], form: Representation) -> Iterable[tuple[str, bytes]]:
    context = WriterContext(get_public_base(), _LANGUAGES)
    for record in records:
        try:
            values = orjson.loads(form.write(record, context))
        except _WRITER_ERRORS:
            continue
        yield values["key"], orjson.dumps(values)


def _find_json(kind: Kind) -> Representation | None:
    return next((form for form in kind.representations if form.suffix == "json"), None)
