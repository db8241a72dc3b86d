"""Pages of ListRecords and ListIdentifiers: one query over publications each, whatever the size of the whole."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from django.db.models import Q, QuerySet

from museion.exchange.identity import make_identifier
from museion.exchange.models import Publication, SavedSet
from museion.exchange.oai.errors import Code, OaiError
from museion.exchange.oai.sets import QUERY, find_saved_sets
from museion.exchange.oai.tokens import LIFETIME, Position, to_moment, to_number, write_token
from museion.exchange.oai.writing import write_header, write_record, write_token_element
from museion.exchange.stored import unpack

PAGE_SIZES = {"ListRecords": 200, "ListIdentifiers": 1000, "ListSets": 1000}
_COLUMNS = ("id", "key", "set_spec", "datestamp", "is_deleted")
Row = tuple[int, str, str, datetime, bool, bytes]


def write_list(position: Position, now: datetime) -> list[bytes]:
    """The page after `position`, with the token of the next one."""
    rows = _narrow(position)
    total = position.total or rows.count()
    size = PAGE_SIZES[position.verb]
    found = _read(position, rows, size + 1)
    if not found:
        raise OaiError(Code.NO_RECORDS_MATCH, "No record fits set, from, until and metadataPrefix together.")
    page = found[:size]
    parts = _write_rows(page, with_content=position.verb == "ListRecords")
    last = page[-1]
    following = replace(position, total=total, sent=position.sent + len(page), stamp=to_number(last[3]), after=last[0])
    return [*parts, *_write_token(position, following, now, is_last=len(found) <= size)]


def _write_token(before: Position, after: Position, now: datetime, *, is_last: bool) -> list[bytes]:
    if is_last and not before.sent:
        return []
    token = "" if is_last else write_token(after)
    expires = None if is_last else now + LIFETIME
    return [write_token_element(token, cursor=before.sent, total=max(after.total, after.sent), expires=expires)]


def _narrow(position: Position) -> QuerySet[Publication]:
    rows = Publication.objects.filter(prefix=position.prefix, datestamp__lte=to_moment(position.until))
    if position.since:
        rows = rows.filter(datestamp__gte=to_moment(position.since))
    head, _, branch = position.set_spec.partition(":")
    if head == QUERY:
        held = SavedSet.objects.filter(slug=branch) if branch else SavedSet.objects.all()
        return rows.filter(key__in=held.values("members__key"))
    if branch:
        return rows.filter(set_spec=position.set_spec)
    return rows.filter(kind=head) if head else rows


def _read(position: Position, rows: QuerySet[Publication], size: int) -> list[Row]:
    if position.after:
        stamp = to_moment(position.stamp)
        rows = rows.filter(datestamp__gte=stamp).filter(Q(datestamp__gt=stamp) | Q(id__gt=position.after))
    columns = (*_COLUMNS, "content") if position.verb == "ListRecords" else _COLUMNS
    found = rows.order_by("datestamp", "id").values_list(*columns)[:size]
    return [(row[0], row[1], row[2], row[3], row[4], bytes(row[5]) if len(row) > 5 else b"") for row in found]


def _write_rows(rows: Sequence[Row], *, with_content: bool) -> list[bytes]:
    saved = find_saved_sets([row[1] for row in rows])
    headers = (
        write_header(make_identifier(key), stamp, [spec, *saved.get(key, ())], is_deleted=is_deleted)
        for _, key, spec, stamp, is_deleted, _ in rows
    )
    if not with_content:
        return [header.encode() + b"\n" for header in headers]
    return [write_record(header, unpack(row[5])) for header, row in zip(headers, rows, strict=True)]
