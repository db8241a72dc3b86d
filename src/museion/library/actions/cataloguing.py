"""Edits of many works at once, which can be undone."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from museion.core.access import AccessLevel, Actor, check_right
from museion.core.countries import is_country
from museion.core.languages import InvalidLanguageError, read_tag
from museion.core.saving import Draft, save_drafts
from museion.library.actions.opening import follow_works
from museion.library.models import BatchEdit, Work
from museion.library.queries.authorities import find_people
from museion.library.queries.works import get_works_to_edit
from museion.library.terms import ReferenceType

MOST_AT_ONCE = 5_000


class UnusableBatchError(ValueError):
    """The edit cannot be made; the message says why."""


@dataclass(frozen=True, slots=True)
class Operation:
    """One change of one column. `make` returns the new value, or the old one where nothing changes; `prepare` sees all old ones first."""

    column: str
    make: Callable[[Any], Any]
    prepare: Callable[[list[Any]], None] | None = None


@dataclass(frozen=True, slots=True)
class Proposed:
    work: Work
    column: str
    before: Any
    after: Any


def make_operation(name: str, text: str, other: str = "") -> Operation:
    """By the names of the form. Raises `UnusableBatchError` where the text is none that the operation takes."""
    if name == "replace" and not text:
        raise UnusableBatchError(_("Say which text is to be replaced."))
    if name not in _OPERATIONS:
        raise UnusableBatchError(_("There is no such operation."))
    return _OPERATIONS[name](text.strip(), other.strip())


def _add_subject(text: str, scheme: str) -> Operation:
    added = {"text": text, "kind": "topic", **({"scheme": scheme} if scheme else {})}
    return Operation(
        "subjects", lambda held: held if any(entry["text"] == text for entry in held) or not text else [*held, added]
    )


def _remove_subject(text: str, other: str) -> Operation:
    return Operation("subjects", lambda held: [entry for entry in held if entry["text"] != text])


def _add_country(text: str, other: str) -> Operation:
    code = text.upper()
    if not is_country(code):
        raise UnusableBatchError(_("“%(code)s” is no code of a country, such as PE.") % {"code": text[:20]})
    return Operation("countries", lambda held: held if code in held else [*held, code])


def _set_type(text: str, other: str) -> Operation:
    if text not in ReferenceType.values:
        raise UnusableBatchError(_("“%(text)s” is no type of publication.") % {"text": text})
    return Operation("reference_type", lambda _held: text)


def _set_access(text: str, other: str) -> Operation:
    if text not in AccessLevel.values:
        raise UnusableBatchError(_("“%(text)s” is no level of access.") % {"text": text})
    return Operation("access", lambda _held: text)


def _replace(text: str, other: str) -> Operation:
    return Operation("publisher", lambda held: held.replace(text, other))


def _add_language(text: str, other: str) -> Operation:
    try:
        tag = read_tag(text)
    except InvalidLanguageError as error:
        raise UnusableBatchError(str(error)) from error
    return Operation("languages", lambda held: held if tag in held else [*held, tag])


def _link_names(text: str, other: str) -> Operation:
    """Names that exactly one person or body of the register has, alone, are tied to them."""
    known: dict[str, str] = {}

    def prepare(columns: list[Any]) -> None:
        known.update(find_people(entry["name"] for held in columns for entry in held if not entry.get("key")))

    def link(held: Any) -> Any:
        return [
            entry if entry.get("key") or entry["name"] not in known else {**entry, "key": known[entry["name"]]}
            for entry in held
        ]

    return Operation("contributors", link, prepare)


_OPERATIONS: dict[str, Callable[[str, str], Operation]] = {
    "add_subject": _add_subject,
    "remove_subject": _remove_subject,
    "link_names": _link_names,
    "add_country": _add_country,
    "add_language": _add_language,
    "set_type": _set_type,
    "set_access": _set_access,
    "replace": _replace,
}


def preview(works: Sequence[Work], operation: Operation) -> list[Proposed]:
    """What would change; works that would stay as they are do not appear."""
    held = [(work, getattr(work, operation.column)) for work in works]
    if operation.prepare:
        operation.prepare([before for _work, before in held])
    made = [Proposed(work, operation.column, before, operation.make(before)) for work, before in held]
    return [proposed for proposed in made if proposed.before != proposed.after]


@transaction.atomic
def edit_batch(proposed: Sequence[Proposed], *, description: str, actor: Actor, at: datetime) -> BatchEdit:
    if len(proposed) > MOST_AT_ONCE:
        raise UnusableBatchError(_("At most %(count)s records are edited at once.") % {"count": MOST_AT_ONCE})
    for each in proposed:
        check_right(actor, "work.update", each.work)
    drafts = [Draft({each.column: each.after}, id=each.work.id) for each in proposed]
    save_drafts(Work, drafts, kind="work", actor=actor, at=at, reason=description)
    follow_works([each.work.id for each in proposed if each.column == "access"], actor=actor, at=at)
    return BatchEdit.objects.create(
        description=description[:500],
        before={each.work.key: {each.column: each.before} for each in proposed},
        after={each.work.key: {each.column: each.after} for each in proposed},
        done_by=actor.name[:200],
        done_at=at,
    )


@transaction.atomic
def undo_batch(edit: BatchEdit, *, actor: Actor, at: datetime) -> tuple[int, list[str]]:
    """Returns how many were put back, and the keys of works that somebody changed or took away since, which stay as they are."""
    if edit.undone_at:
        raise UnusableBatchError(_("This edit was undone already."))
    works = {work.key: work for work in get_works_to_edit(actor.viewer, list(edit.before))}
    drafts, changed = [], []
    for key, before in edit.before.items():
        work = works.get(key)
        if work is None or any(getattr(work, column) != value for column, value in edit.after[key].items()):
            changed.append(key)
            continue
        check_right(actor, "work.update", work)
        drafts.append(Draft(before, id=work.id))
    reason = _("undone: %(description)s") % {"description": edit.description}
    save_drafts(Work, drafts, kind="work", actor=actor, at=at, reason=reason)
    follow_works([draft.id for draft in drafts if draft.id and "access" in draft.values], actor=actor, at=at)
    edit.undone_at = at
    edit.save()
    return len(drafts), changed
