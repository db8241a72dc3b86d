"""Keeping what harvesters get in step with the records, by following the journal.

Journal lines are numbered in the order in which they were committed, so nothing that a slow transaction wrote is passed over.
"""

import hashlib
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby

from django.db import transaction

from museion.core.access import AccessLevel
from museion.core.bulk import chunk, insert_rows, update_rows
from museion.core.harvesting import MetadataFormat, get_record_set
from museion.core.kinds import KINDS, Kind, WriterContext, find_kind
from museion.core.models import JournalLine, Record
from museion.exchange.formats.stating import state_schema
from museion.exchange.identity import get_public_base
from museion.exchange.models import FeedFlaw, Publication, PublishingMark
from museion.exchange.offered import list_formats
from museion.exchange.stored import Pack, get_packers, unpack

BATCH = 500
_LONGEST_SECONDS = 1.0
_LANGUAGES = ("en", "fr", "es", "ar")
# What a writer that meets a record it did not expect raises; the record is told on the board, the others go on.
_WRITER_ERRORS = (ValueError, TypeError, LookupError, AttributeError)
Clock = Callable[[], datetime]


@dataclass(slots=True)
class Written:
    """What a batch of records came to, before anything is saved."""

    contents: dict[tuple[str, str], tuple[str, bytes]] = field(default_factory=dict)
    """(key, prefix) → set, XML."""
    flaws: list[FeedFlaw] = field(default_factory=list)


def follow_journal(clock: Clock, *, seconds: float = _LONGEST_SECONDS) -> int:
    """Publish what was changed since the last time, for at most so long; returns how many journal lines were dealt with."""
    until, handled = time.monotonic() + seconds, 0
    mark, _new = PublishingMark.objects.get_or_create(id=1, defaults={"forms": describe_offer()})
    if mark.forms != describe_offer():
        mark.number, mark.forms = 0, describe_offer()
    while time.monotonic() < until:
        lines = list(
            JournalLine.objects.filter(number__gt=mark.number).order_by("number").values_list("number", "key")[:BATCH]
        )
        if not lines:
            break
        publish_keys(dict.fromkeys(key for _, key in lines if key), clock=clock)
        mark.number = lines[-1][0]
        mark.save()
        handled += len(lines)
    return handled


def describe_offer() -> str:
    """A digest of which kinds go out in which formats under which address."""
    offer = [get_public_base(), *(f"{name}:{','.join(sorted(list_formats(kind)))}" for name, kind in KINDS.items())]
    return hashlib.sha256("\n".join(sorted(offer)).encode()).hexdigest()


def publish_keys(keys: Iterable[str], *, clock: Clock) -> int:
    """Bring the publications of these records in step; returns how many forms changed."""
    kinds = sorted((kind.name, key) for key in keys if (kind := find_kind(key)) and list_formats(kind))
    changed = 0
    for name, pairs in groupby(kinds, key=lambda pair: pair[0]):
        for part in chunk([key for _, key in pairs], BATCH):
            changed += _publish(KINDS[name], part, clock)
    return changed


def _publish(kind: Kind, keys: Sequence[str], clock: Clock) -> int:
    public = kind.model.objects.current().filter(access=AccessLevel.PUBLIC, key__in=keys)
    written = _write_all(kind, get_record_set(kind.name).prepare(public), clock)
    with transaction.atomic():
        # The moment is taken where the rows are written, so that no harvester passes it before they are there.
        stamp = clock().replace(microsecond=0)
        FeedFlaw.objects.filter(key__in=keys).delete()
        FeedFlaw.objects.bulk_create(written.flaws)
        return _save(kind, keys, written, stamp)


def _write_all(kind: Kind, records: Iterable[Record], clock: Clock) -> Written:
    written = Written()
    context = WriterContext(get_public_base(), _LANGUAGES)
    for record in records:
        spec = _find_set(kind, record)
        for form in list_formats(kind).values():
            content, reason = _write(form, record, context)
            if reason:
                written.flaws.append(_make_flaw(kind, record, form.prefix, reason, clock()))
            else:
                written.contents[record.key, form.prefix] = (spec, content)
    return written


def _find_set(kind: Kind, record: Record) -> str:
    branch = get_record_set(kind.name).branch(record)
    return f"{kind.name}:{branch}" if branch else kind.name


def _write(form: MetadataFormat, record: Record, context: WriterContext) -> tuple[bytes, str]:
    """The element, or why it may not go out."""
    try:
        content = form.write(record, context)
        flaws = form.check(content)
    except _WRITER_ERRORS as error:
        return b"", f"the writer failed: {type(error).__name__}: {error}"[:300]
    schema = get_public_base() + form.schema if form.schema.startswith("/") else form.schema
    return state_schema(content, form.namespace, schema), flaws[0][:300] if flaws else ""


def _make_flaw(kind: Kind, record: Record, prefix: str, reason: str, at: datetime) -> FeedFlaw:
    scopes = [scope for scope in record.scope_keys() if scope != record.key]
    owner = scopes[0] if scopes else record.source
    return FeedFlaw(key=record.key, prefix=prefix, kind=kind.name, owner=owner, reason=reason, found_at=at)


def _save(kind: Kind, keys: Sequence[str], written: Written, stamp: datetime) -> int:
    """Only what differs gets the new datestamp. What went out once and may not any more is marked as deleted."""
    held = {
        (key, prefix): (number, spec, is_deleted, bytes(content))
        for number, key, prefix, spec, is_deleted, content in Publication.objects.filter(key__in=keys).values_list(
            "id", "key", "prefix", "set_spec", "is_deleted", "content"
        )
    }
    packers = _choose_packers(kind, written)
    new = [
        (key, prefix, kind.name, spec, stamp, False, packers[prefix](content))
        for (key, prefix), (spec, content) in written.contents.items()
        if (key, prefix) not in held
    ]
    changed = list(_find_changes(held, written, packers, stamp))
    insert_rows(Publication, ("key", "prefix", "kind", "set_spec", "datestamp", "is_deleted", "content"), new)
    update_rows(Publication, ("set_spec", "datestamp", "is_deleted", "content", "id"), changed)
    return len(new) + len(changed)


def _choose_packers(kind: Kind, written: Written) -> dict[str, Pack]:
    contents: dict[str, list[bytes]] = {}
    for (_, prefix), (_, content) in written.contents.items():
        contents.setdefault(prefix, []).append(content)
    return get_packers(kind.name, contents)


def _find_changes(
    held: dict[tuple[str, str], tuple[int, str, bool, bytes]],
    written: Written,
    packers: dict[str, Pack],
    stamp: datetime,
) -> Iterator[tuple[str, datetime, bool, bytes, int]]:
    for identity, (number, spec, is_deleted, packed) in held.items():
        stated = written.contents.get(identity)
        if stated is None:
            if not is_deleted:
                yield spec, stamp, True, b"", number
        elif is_deleted or stated != (spec, unpack(packed)):
            yield stated[0], stamp, False, packers[identity[1]](stated[1]), number
