"""Every write of the room: check the right, save with journal and outbox. Doors, imports and the sample call these."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from museion.core.access import Actor, check_right
from museion.core.saving import Draft, Saved, save_drafts, withdraw_records
from museion.vocabulary.lookup_rows import write_lookup_rows
from museion.vocabulary.models import Concept, Scheme


def save_schemes(drafts: Sequence[Draft], *, actor: Actor, at: datetime, reason: str = "") -> Saved:
    """Write many schemes at once, as an import does."""
    check_right(actor, "scheme.import")
    return save_drafts(Scheme, drafts, kind="scheme", actor=actor, at=at, reason=reason)


def create_scheme(values: dict[str, Any], *, actor: Actor, at: datetime, reason: str = "") -> Scheme:
    check_right(actor, "scheme.create", [values["scope_key"]] if values.get("scope_key") else ())
    saved = save_drafts(Scheme, [Draft(values)], kind="scheme", actor=actor, at=at, reason=reason)
    return Scheme.objects.get(key=saved.keys[0])


def save_concepts(drafts: Sequence[Draft], *, actor: Actor, at: datetime, reason: str = "") -> Saved:
    """Write many concepts at once, as an import does."""
    check_right(actor, "concept.import")
    return _save(drafts, actor=actor, at=at, reason=reason)


def create_concept(values: dict[str, Any], *, actor: Actor, at: datetime, reason: str = "") -> Concept:
    check_right(actor, "concept.create", [values["scope_key"]] if values.get("scope_key") else ())
    saved = _save([Draft(values)], actor=actor, at=at, reason=reason)
    return Concept.objects.get(key=saved.keys[0])


def update_concept(concept: Concept, values: dict[str, Any], *, actor: Actor, at: datetime, reason: str = "") -> None:
    check_right(actor, "concept.update", concept)
    _save([Draft(values, id=concept.id)], actor=actor, at=at, reason=reason)


def withdraw_concept(concept: Concept, *, actor: Actor, at: datetime, reason: str) -> None:
    check_right(actor, "concept.withdraw", concept)
    withdraw_records(Concept, [concept.key], kind="concept", actor=actor, at=at, reason=reason)


def match_concepts(pairs: Sequence[tuple[Concept, Concept]], *, actor: Actor, at: datetime, reason: str = "") -> Saved:
    """State of each pair that the two are one concept (exactMatch), on both sides. What is stated already stays."""
    check_right(actor, "concept.import")
    stated: dict[int, dict[str, list[str]]] = {}
    for one, other in pairs:
        for here, there in ((one, other), (other, one)):
            matches = stated.setdefault(here.id, {name: list(uris) for name, uris in here.matches.items()})
            if there.uri not in matches.setdefault("exactMatch", []):
                matches["exactMatch"].append(there.uri)
    drafts = [Draft({"matches": matches}, id=number) for number, matches in stated.items()]
    return _save(drafts, actor=actor, at=at, reason=reason)


@transaction.atomic
def _save(drafts: Sequence[Draft], *, actor: Actor, at: datetime, reason: str) -> Saved:
    saved = save_drafts(Concept, drafts, kind="concept", actor=actor, at=at, reason=reason)
    if saved.created or saved.updated:
        write_lookup_rows(saved.keys)
    return saved
