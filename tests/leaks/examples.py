"""One public record of every kind that can stand by itself, so that the crawl covers kinds which nobody thought of when it was written."""

from datetime import date, datetime, timedelta
from typing import Any

from django.db import IntegrityError, models, transaction

from museion.core.access import Actor
from museion.core.fields import LanguageMapField
from museion.core.kinds import KINDS, Kind
from museion.core.models import Account, Record
from museion.core.saving import Draft, save_drafts

_NAMES = ("titles", "title", "names", "name", "labels")
_SET_BY_SAVING = frozenset(
    {"id", "key", "created_at", "changed_at", "source_digest", "withdrawn_at", "access", "scope_key"}
)
# A record of these is its owner's, or tells in `access` less than its own pages ask for.
_NO_EXAMPLE = frozenset({"saved_search", "application", "package", "reading_list"})
# What a constraint of the kind asks for although its column may be empty.
_NEEDED: dict[str, dict[str, Any]] = {
    "loan": {"partner_name": "Kelp gallery"},
    "mobilisation": {"request": {"seats": []}},
}


def add_examples(*, actor: Actor, at: datetime) -> list[str]:
    """Names of the kinds that got one; those whose records need others are made once these are there."""
    made: list[str] = []
    for _turn in range(3):
        for kind in KINDS.values():
            if kind.name in _NO_EXAMPLE or kind.model.objects.current().filter(access="public").exists():
                continue
            values = _make_values(kind.model, kind.name, at)
            if values is not None and _save(kind, values, actor, at):
                made.append(kind.name)
    return made


def _save(kind: Kind, values: dict[str, Any], actor: Actor, at: datetime) -> bool:
    """Whether a record of these values alone can be; some kinds ask for more, and are read by nobody but the desk."""
    try:
        with transaction.atomic():
            save_drafts(kind.model, [Draft(values)], kind=kind.name, actor=actor, at=at)
    except IntegrityError:
        return False
    return True


def _make_values(model: type[Record], kind: str, at: datetime) -> dict[str, Any] | None:
    """None where a record is needed that does not exist yet."""
    values: dict[str, Any] = dict(_NEEDED.get(kind, {}))
    for field in model._meta.concrete_fields:
        if field.name in _SET_BY_SAVING or field.name in values:
            continue
        if isinstance(field, models.ForeignKey):
            if field.null:
                continue
            rows = field.related_model._default_manager
            # Whoever asks is the first account; what is theirs, they are told of.
            other = rows.last() if field.related_model is Account else rows.first()
            if other is None:
                return None
            values[field.attname] = other.pk
        elif field.name in _NAMES or not (field.has_default() or field.null or field.blank):
            values[field.attname] = _make_value(field, kind, at)
        elif field.name == "country":
            values["country"] = "SN"
    return values


def _make_value(field: Any, kind: str, at: datetime) -> Any:
    if isinstance(field, LanguageMapField):
        # Not what the crawl asks for: of many equal hits, a rarer word in the index may change the order (decision 0007).
        return {"en": f"Kelp {kind}"}
    if field.choices:
        return field.choices[0][0]
    match field:
        case models.DateTimeField():
            return at + timedelta(days=3 if field.name.startswith("end") else 2)
        case models.DateField():
            return date(2024, 5, 1)
        case models.JSONField():
            return {}
        case models.IntegerField():
            return 1
        case _:
            return _write_text(field, kind)


def _write_text(field: Any, kind: str) -> str:
    known = {"time_zone": "Africa/Dakar", "email": "kelp@example.org", "rule": "FREQ=YEARLY", "country": "SN"}
    return known.get(field.name, f"kelp-{kind}-{field.name}")[: field.max_length or 200]
