"""Restricted copies of the records that are there: every kind of which there is one, at each level, with words of their own."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, models, transaction

from museion.core.access import Actor
from museion.core.kinds import KINDS
from museion.core.models import Record
from museion.core.saving import Draft, save_drafts

MARK = "Zephyrine"
_OWN = frozenset({"id", "key", "created_at", "changed_at", "source_digest", "withdrawn_at"})
_COUNTRY = "YT"
# Fields whose values are codes of a list, or name what must stay as it is.
_KEPT = frozenset({"language", "hazard", "source"})


def add_secrets(levels: Iterable[str], *, scope_key: str, actor: Actor, at: datetime) -> dict[str, list[str]]:
    """Keys by kind. `scope_key`: the body whose committee sees those of its level."""
    made: dict[str, list[str]] = {}
    for kind in list(KINDS.values()):
        example = kind.model.objects.current().filter(access="public").first()
        if example is not None:
            drafts = [Draft(_hide(example, level, number, scope_key)) for number, level in enumerate(levels)]
            try:
                with transaction.atomic():
                    made[kind.name] = save_drafts(kind.model, drafts, kind=kind.name, actor=actor, at=at).keys
            except IntegrityError:
                continue  # Such a record stands once beside another one (a motion's number), so it has no copy.
    return made


def _hide(example: Record, level: str, number: int, scope_key: str) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for field in example._meta.concrete_fields:
        if field.name not in _OWN:
            values[field.attname] = _change(
                field, getattr(example, field.attname), f"{MARK} {level} {number} hoard of Qaraqosh"
            )
    return values | {
        "access": level,
        "scope_key": scope_key if level == "committee" else "",
        "source": "",
        "source_id": None,
    }


def _change(field: Any, value: Any, words: str) -> Any:
    if field.name == "country":
        return _COUNTRY
    if field.name in _KEPT or field.choices or field.is_relation:
        return value
    if field.unique and isinstance(value, str):
        return f"urn:secret:{words}".replace(" ", "-")[: field.max_length]
    if isinstance(field, models.JSONField):
        is_map = isinstance(value, dict) and value and all(isinstance(text, str) for text in value.values())
        return dict.fromkeys(value, words) if is_map and field.name != "identifiers" else value
    if isinstance(field, models.DateTimeField):
        return value
    if isinstance(field, models.DateField) and value:
        return date(1700 + sum(map(ord, words)) % 90, 1, 1)
    if isinstance(field, models.CharField | models.TextField) and value:
        return words[: field.max_length] if field.max_length else words
    return value
