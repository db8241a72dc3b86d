"""Two entries beside each other: where they differ, what is proposed, and the values that somebody's choices make."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from museion.core.access import AccessLevel
from museion.core.models import Record
from museion.network.labels import FIELD_LABELS
from museion.network.models import Person
from museion.network.visibility import GUARDED_FIELDS, get_field_level

KEPT, OTHER, BOTH = "kept", "other", "both"
_FIXED = frozenset(
    {
        "id",
        "key",
        "source",
        "source_id",
        "source_digest",
        "created_at",
        "changed_at",
        "withdrawn_at",
        "scope_key",
        "sort_name",
    }
)


@dataclass(frozen=True, slots=True)
class Difference:
    """`proposed`: what is chosen unless somebody chooses otherwise. `may_both`: texts by language and lists can be put together."""

    name: str
    label: str
    kept: Any
    other: Any
    proposed: str
    may_both: bool

    @property
    def kept_words(self) -> str:
        return word_value(self.kept)

    @property
    def other_words(self) -> str:
        return word_value(self.other)


def list_differences(kept: Record, gone: Record) -> list[Difference]:
    found = []
    for column in type(kept)._meta.concrete_fields:
        mine, theirs = getattr(kept, column.attname), getattr(gone, column.attname)
        if column.name in _FIXED or mine == theirs or (_is_empty(mine) and _is_empty(theirs)):
            continue
        may_both = isinstance(mine, (dict, list)) and isinstance(theirs, (dict, list))
        proposed = OTHER if _is_empty(mine) else BOTH if may_both and not _is_empty(theirs) else KEPT
        # Who reads an entry is decided by whoever keeps it, and never widened by a merge unasked.
        proposed = KEPT if column.name in {"access", "visibility"} else proposed
        label = str(FIELD_LABELS.get(column.name, column.verbose_name))
        found.append(Difference(column.attname, label, mine, theirs, proposed, may_both))
    return found


def word_value(value: Any) -> str:
    """As people read it: texts with their languages, lists with commas."""
    if isinstance(value, dict):
        return "\n".join(f"{name}: {word_value(held)}" for name, held in value.items())
    if isinstance(value, list):
        return ", ".join(
            str(held.get("text") or held.get("tag") or held) if isinstance(held, dict) else str(held) for held in value
        )
    return "–" if value is None or value == "" else str(value)


def choose_values(kept: Record, gone: Record, choices: Mapping[str, str]) -> dict[str, Any]:
    """What the kept entry shall hold where that differs from what it holds. The name that is not chosen stays findable."""
    values: dict[str, Any] = {}
    for difference in list_differences(kept, gone):
        chosen = choices.get(difference.name, difference.proposed)
        if chosen == OTHER:
            values[difference.name] = difference.other
        elif chosen == BOTH and difference.may_both:
            values[difference.name] = _join(difference.kept, difference.other)
    values |= _keep_names(kept, gone, values)
    if isinstance(kept, Person) and isinstance(gone, Person):
        values |= _keep_levels(kept, gone, values)
    return {name: value for name, value in values.items() if getattr(kept, name) != value}


def _keep_names(kept: Any, gone: Any, values: Mapping[str, Any]) -> dict[str, Any]:
    known = list(values.get("other_names", kept.other_names))
    shown = values.get("name", getattr(kept, "name", None)) or values.get("names", getattr(kept, "names", {}))
    main = {shown} if isinstance(shown, str) else set(shown.values())
    told = {each.get("text") if isinstance(each, dict) else each for each in known}
    for entry in (kept, gone):
        texts = {"": entry.name} if hasattr(entry, "name") else dict(entry.names)
        for language, text in texts.items():
            if text and text not in main and text not in told:
                told.add(text)
                known.append({"text": text, "language": language or "und", "kind": "variant"})
    return {"other_names": known}


def _keep_levels(kept: Person, gone: Person, values: Mapping[str, Any]) -> dict[str, Any]:
    """What comes from the other entry is read by nobody who could not read it there."""
    levels = dict(values.get("visibility", kept.visibility))
    for name in GUARDED_FIELDS:
        if values.keys() & {name, f"{name}_id"}:
            level = get_field_level(gone, name)
            levels[name] = level if level != AccessLevel.PUBLIC else get_field_level(kept, name)
    return {"visibility": levels}


def _is_empty(value: Any) -> bool:
    return value is None or (not isinstance(value, bool) and not value and value != 0)


def _join(mine: Any, theirs: Any) -> Any:
    if isinstance(mine, dict):
        return {**theirs, **mine}
    return [*mine, *(each for each in theirs if each not in mine)]
