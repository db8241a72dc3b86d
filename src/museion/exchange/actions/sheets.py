"""Reading an edited table, making its changes, and taking them back."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

import orjson
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from museion.core.access import Actor, check_right, check_somewhere
from museion.core.bulk import chunk
from museion.core.kinds import KINDS, Kind
from museion.core.models import Record
from museion.core.round_trips import SheetRule, get_sheet_rule
from museion.core.saving import Draft, save_drafts, withdraw_records
from museion.exchange.models import Sheet
from museion.exchange.sheets.comparing import compare_sheet

Values = dict[str, Any]


class SheetStateError(Exception):
    """The table was applied or undone already, or its rows cannot stand beside each other."""


def propose_sheet(kind: Kind, content: bytes, *, file_name: str, actor: Actor, at: datetime) -> Sheet:
    """What the table would change; nothing is changed yet. Raises `UnreadableSheetError`."""
    check_sheet_right(kind, actor)
    difference = compare_sheet(kind, content, actor)
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


def is_sheet(kind: Kind) -> bool:
    """Whether records of the kind may be edited as a table: they describe themselves to whoever reads, and their room lets them."""
    return get_sheet_rule(kind.name).is_open and any(form.suffix == "json" for form in kind.representations)


def check_sheet_right(kind: Kind, actor: Actor) -> None:
    """Who edits any record of the kind may ask for its table; each record is checked by itself when it is written."""
    check_somewhere(actor, f"{kind.name}.update")


def _plain(values: Values) -> Values:
    plain: Values = orjson.loads(orjson.dumps(values, default=str))
    return plain


def apply_sheet(sheet: Sheet, *, actor: Actor, at: datetime) -> int:
    """Make the changes; a record that somebody changed meanwhile is left alone and told. Returns how many were written."""
    try:
        with transaction.atomic():
            return _apply(sheet, actor=actor, at=at)
    except IntegrityError as error:
        raise SheetStateError(
            _("Two of the rows cannot stand beside each other: %(problem)s") % {"problem": error}
        ) from error


def _apply(sheet: Sheet, *, actor: Actor, at: datetime) -> int:
    _take(sheet, Sheet.State.PROPOSED, Sheet.State.APPLIED, at)
    kind = KINDS[sheet.kind]
    edits = [change for change in sheet.changes if change["key"]]
    written = _write(kind, edits, "before", "after", sheet, actor=actor, at=at)
    new = [change for change in sheet.changes if not change["key"]]
    if new:
        _create(kind, new, sheet, actor=actor, at=at)
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


def _create(kind: Kind, new: Sequence[Values], sheet: Sheet, *, actor: Actor, at: datetime) -> None:
    """Notes the new keys in the changes."""
    check_right(actor, f"{kind.name}.create")
    rule, reason = get_sheet_rule(kind.name), _reason(sheet)
    if rule.create is not None:
        for change in new:
            change["created"] = rule.create(_restore(kind, change["after"]), actor=actor, at=at, reason=reason).key
        return
    drafts = [Draft(_restore(kind, change["after"])) for change in new]
    saved = save_drafts(kind.model, drafts, kind=kind.name, actor=actor, at=at, reason=reason)
    for change, key in zip(new, saved.keys, strict=True):
        change["created"] = key


def _take(sheet: Sheet, expected: str, state: str, at: datetime) -> None:
    """Two people who press at once do it once."""
    taken = Sheet.objects.filter(id=sheet.pk, state=expected).update(state=state, changed_at=at)
    if not taken:
        raise SheetStateError(_("This was done already, or undone."))
    sheet.refresh_from_db()


def _write(
    kind: Kind, changes: Sequence[Values], expected: str, wanted: str, sheet: Sheet, *, actor: Actor, at: datetime
) -> int:
    held: dict[str, Record] = {}
    for part in chunk([change["key"] for change in changes]):
        rows = kind.model._default_manager.filter(key__in=part, withdrawn_at__isnull=True)
        held |= {record.key: record for record in rows}
    rule, drafts, left = get_sheet_rule(kind.name), list[tuple[Record, Values]](), list[str]()
    for change in changes:
        record = held.get(change["key"])
        if record is None or not _stands(record, change[expected]):
            left.append(change["key"])
            continue
        check_right(actor, f"{kind.name}.update", record)
        drafts.append((record, _restore(kind, change[wanted])))
    left += _save(kind, rule, drafts, actor=actor, at=at, reason=_reason(sheet))
    sheet.left = list(dict.fromkeys([*sheet.left, *left]))
    return len(changes) - len(left)


def _save(
    kind: Kind, rule: SheetRule, drafts: Sequence[tuple[Record, Values]], *, actor: Actor, at: datetime, reason: str
) -> list[str]:
    """Returns the keys of records that their room refuses by now."""
    left, fitting = list[str](), list[Draft]()
    for record, values in drafts:
        try:
            with transaction.atomic():
                rule.check(actor, record, values)
                if rule.update is not None:
                    rule.update(record, values, actor=actor, at=at, reason=reason)
                else:
                    fitting.append(Draft(values, id=record.id))
        except ValueError:
            left.append(record.key)
    save_drafts(kind.model, fitting, kind=kind.name, actor=actor, at=at, reason=reason)
    return left


def _stands(record: Record, values: Values) -> bool:
    return _plain({name: getattr(record, name) for name in values}) == values


def _restore(kind: Kind, values: Values) -> Values:
    """Values as the fields hold them: days and moments were kept as text."""
    fields = {field.attname: field for field in kind.model._meta.concrete_fields}
    return {name: fields[name].to_python(value) for name, value in values.items()}


def _reason(sheet: Sheet) -> str:
    return f"table {sheet.file_name}"
