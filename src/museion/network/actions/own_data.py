"""What a person decides about their own entry: who reads which field, and that it be emptied."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from museion.core.access import AccessLevel, Actor, NotAllowedError
from museion.core.journal import Change, record_changes
from museion.core.models import Account
from museion.core.own_account import erase_rooms
from museion.core.saving import Draft, save_drafts
from museion.network.models import CommitteeInterest, Person, PersonAccount
from museion.network.rights import find_changes
from museion.network.visibility import GUARDED_FIELDS

OFFERED_LEVELS = (AccessLevel.PUBLIC, AccessLevel.MEMBER, AccessLevel.SEALED)
OWN_FIELDS = frozenset({"biographies", "position", "country", "city", "email", "telephone"})
_EMPTIED: dict[str, Any] = {
    "other_names": [],
    "biographies": {},
    "life_text": "",
    "nationality": "",
    "born_earliest": None,
    "position": "",
    "institution_id": None,
    "languages": [],
    "countries_of_experience": [],
    "city": "",
    "latitude": None,
    "longitude": None,
    "time_zone": "",
    "is_deployable": False,
    "email": "",
    "telephone": "",
}


def set_own_consent(person: Person, levels: Mapping[str, str], *, actor: Actor, at: datetime) -> None:
    """Level by field. Names that are no guarded field, and levels that are not offered, are left away."""
    check_own(person, actor)
    chosen = {name: level for name, level in levels.items() if name in GUARDED_FIELDS and level in OFFERED_LEVELS}
    values = {"visibility": {**person.visibility, **chosen}}
    save_drafts(Person, [Draft(values, id=person.pk)], kind="person", actor=actor, at=at, reason="own consent")


def update_own_entry(person: Person, values: dict[str, Any], *, actor: Actor, at: datetime, reason: str = "") -> None:
    """What the person tells of themselves. Raises `ValueError` for what the register says of them, such as the number."""
    check_own(person, actor)
    if others := values.keys() - OWN_FIELDS:
        raise ValueError(f"not one's own to say: {', '.join(sorted(others))}")
    changes = find_changes(person, values)
    save_drafts(Person, [Draft(changes, id=person.pk)], kind="person", actor=actor, at=at, reason=reason or "own entry")


@transaction.atomic
def erase_own_data(person: Person, *, actor: Actor, at: datetime) -> None:
    """Empties what the person told of themselves. Name, mandates and accounts of dues stay: others rely on them."""
    check_own(person, actor)
    values = {**_EMPTIED, "visibility": dict.fromkeys(GUARDED_FIELDS, AccessLevel.SEALED.value)}
    draft = Draft(values | {"access": AccessLevel.MEMBER.value}, links={"specialities": []}, id=person.pk)
    CommitteeInterest.objects.filter(person=person).delete()
    if actor.account_id is not None:
        erase_rooms(actor.account_id, goes_with_account=False)
    save_drafts(Person, [draft], kind="person", actor=actor, at=at, reason="erased by the person")


@transaction.atomic
def unlink_own_account(account: Account, *, actor: Actor, at: datetime) -> None:
    """The entry goes on without an account; nothing happens where none was linked."""
    link = PersonAccount.objects.filter(account=account).select_related("person").first()
    if link:
        check_own(link.person, actor)
        link.delete()
        change = Change("person.link", link.person.key, {"account_id": account.pk}, None)
        record_changes([change], actor=actor, at=at)


def check_own(person: Person, actor: Actor) -> None:
    own = PersonAccount.objects.filter(person=person, account=actor.account_id) if actor.account_id else None
    if own is None or not own.exists():
        raise NotAllowedError(actor, "person.decide_own_data", (person.key,))
