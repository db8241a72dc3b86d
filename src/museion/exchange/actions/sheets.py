"""Reading an edited table, making its changes, and taking them back."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

import orjson
from django.db import transaction

from museion.core.access import Actor, check_right, may
from museion.core.kinds import KINDS, Kind
from museion.core.models import Record
from museion.core.saving import Draft, save_drafts, withdraw_records
from museion.exchange.models import Sheet
from museion.exchange.sheets.comparing import compare_sheet

Values = dict[str, Any]


class SheetStateError(Exception):
    """The table was applied or undone already."""


def propose_sheet(kind: Kind, content: bytes, *, file_name: str, actor: Actor, at: datetime) -> Sheet:
    """What the table would change; nothing is changed yet. Raises `UnreadableSheetError`."""
    check_sheet_right(kind, actor)
    difference = compare_sheet(kind, content, actor.viewer)
    return Sheet.objects.create(
        kind=kind.name,
        file_name=file_name[:200],
        account_id=actor.account_id,
        actor=actor.name[:200],
        made_at=at,
        changes=[_plain(asdict(change)) for change in difference.changes],
        problems=[asdict(problem) for problem in difference.problems],
        unchanged=difference.unchanged,
    )


def check_sheet_right(kind: Kind, actor: Actor) -> None:
    """Who edits any record of the kind may ask for its table; each record is checked by itself when it is written."""
    if not any(may(actor, f"{kind.name}.update", [right.scope_key]) for right in actor.rights):
        check_right(actor, f"{kind.name}.update")


def _plain(values: Values) -> Values:
    plain: Values = orjson.loads(orjson.dumps(values, default=str))
    return plain


@transaction.atomic
def apply_sheet(sheet: Sheet, *, actor: Actor, at: datetime) -> int:
    """Make the changes; a record that somebody changed meanwhile is left alone and told. Returns how many were written."""
    _take(sheet, Sheet.State.PROPOSED, Sheet.State.APPLIED, at)
    kind = KINDS[sheet.kind]
    edits = [change for change in sheet.changes if change["key"]]
    written = _write(kind, edits, "before", "after", sheet, actor=actor, at=at)
    new = [change for change in sheet.changes if not change["key"]]
    if new:
        check_right(actor, f"{kind.name}.create")
        drafts = [Draft(_restore(kind, change["after"])) for change in new]
        saved = save_drafts(kind.model, drafts, kind=kind.name, actor=actor, at=at, reason=_reason(sheet))
        for change, key in zip(new, saved.keys, strict=True):
            change["created"] = key
    sheet.save()
    return written + len(new)


@transaction.atomic
def undo_sheet(sheet: Sheet, *, actor: Actor, at: datetime) -> int:
    """Put everything back as it was, but for what somebody changed since; new records are withdrawn."""
    _take(sheet, Sheet.State.APPLIED, Sheet.State.UNDONE, at)
    kind = KINDS[sheet.kind]
    left = set(sheet.left)
    edits = [change for change in sheet.changes if change["key"] and change["key"] not in left]
    written = _write(kind, edits, "after", "before", sheet, actor=actor, at=at)
    created = [change["created"] for change in sheet.changes if change.get("created")]
    if created:
        check_right(actor, f"{kind.name}.withdraw")
        reason = f"undone: {_reason(sheet)}"
        written += withdraw_records(kind.model, created, kind=kind.name, actor=actor, at=at, reason=reason)
    sheet.save()
    return written


def _take(sheet: Sheet, expected: str, state: str, at: datetime) -> None:
    """Two people who press at once do it once."""
    taken = Sheet.objects.filter(id=sheet.pk, state=expected).update(state=state, changed_at=at)
    if not taken:
        raise SheetStateError(f"the table is not {expected} any more")
    sheet.refresh_from_db()


def _write(
    kind: Kind, changes: Sequence[Values], expected: str, wanted: str, sheet: Sheet, *, actor: Actor, at: datetime
) -> int:
    held: dict[str, Record] = {}
    keys = [change["key"] for change in changes]
    for start in range(0, len(keys), 500):
        rows = kind.model._default_manager.filter(key__in=keys[start : start + 500], withdrawn_at__isnull=True)
        held |= {record.key: record for record in rows}
    drafts, left = [], []
    for change in changes:
        record = held.get(change["key"])
        if record is None or not _stands(record, change[expected]):
            left.append(change["key"])
            continue
        check_right(actor, f"{kind.name}.update", record.scope_keys())
        drafts.append(Draft(_restore(kind, change[wanted]), id=record.id))
    save_drafts(kind.model, drafts, kind=kind.name, actor=actor, at=at, reason=_reason(sheet))
    sheet.left = [*sheet.left, *left]
    return len(drafts)


def _stands(record: Record, values: Values) -> bool:
    return _plain({name: getattr(record, name) for name in values}) == values


def _restore(kind: Kind, values: Values) -> Values:
    """Values as the fields hold them: days and moments were kept as text."""
    fields = {field.attname: field for field in kind.model._meta.concrete_fields}
    return {name: fields[name].to_python(value) for name, value in values.items()}


def _reason(sheet: Sheet) -> str:
    return f"table {sheet.file_name}"
