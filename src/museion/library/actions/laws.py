"""Writing laws with their rules and parties. A law and what hangs on it are one record: its journal lines tell of all."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction

from museion.core.access import Actor, check_right
from museion.core.bulk import delete_rows
from museion.core.journal import Change, record_changes
from museion.core.outbox import announce
from museion.core.saving import Draft, Saved, save_drafts
from museion.library.models import Law, LawParty, LawRule


@dataclass(slots=True)
class LawDraft:
    """`rules`, `parties`: columns of `LawRule` and `LawParty`, whole."""

    draft: Draft
    rules: list[dict[str, Any]] = field(default_factory=list)
    parties: list[dict[str, Any]] = field(default_factory=list)


@transaction.atomic
def save_laws(laws: Sequence[LawDraft], *, actor: Actor, at: datetime, reason: str = "") -> Saved:
    """Rules and parties are written anew only where they differ."""
    check_right(actor, "law.import")
    saved = save_drafts(Law, [law.draft for law in laws], kind="law", actor=actor, at=at, reason=reason)
    for law, key in zip(laws, saved.keys, strict=True):
        _write_parts(Law.objects.get(key=key), law, actor=actor, at=at, reason=reason)
    return saved


def _write_parts(record: Law, law: LawDraft, *, actor: Actor, at: datetime, reason: str) -> None:
    parts: dict[str, tuple[Any, list[dict[str, Any]]]] = {
        "rules": (LawRule, law.rules),
        "parties": (LawParty, law.parties),
    }
    changed: dict[str, Any] = {}
    for name, (model, rows) in parts.items():
        columns = sorted({column for row in rows for column in row})
        held = [{column: getattr(row, column) for column in columns} for row in getattr(record, name).all()]
        defaults = {column: model._meta.get_field(column).get_default() for column in columns}
        wanted = [defaults | row for row in rows]
        if len(held) != len(wanted) or any(row not in held for row in wanted):
            delete_rows(model, "law", [record.id])
            model.objects.bulk_create([model(law=record, **row) for row in wanted])
            changed[name] = [{column: str(value) for column, value in row.items()} for row in wanted]
    if changed:
        record_changes([Change("law.set_parts", record.key, None, changed)], actor=actor, at=at, reason=reason)
        announce("law", [record.key])
