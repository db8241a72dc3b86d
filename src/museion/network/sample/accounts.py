"""One account for each role of the invented network. None has a password: the demo signs in with one click, nobody else can."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from museion.core.access import AccessLevel, Actor, Role
from museion.core.accounts import grant_role
from museion.core.models import Account
from museion.network.actions.membership import link_account
from museion.network.models import Body, Mandate, Museum, Person, PersonAccount, Representative
from museion.network.sample.applications import write_applications
from museion.network.sample.marking import SOURCE
from museion.network.terms import BodyKind, MandateRole, MemberCategory

_EVERYWHERE = (
    ("secretariat", "Amara Lindqvist", Role.SECRETARIAT, AccessLevel.DESK),
    ("desk", "Nadia Ferrand", Role.DESK_OFFICER, AccessLevel.DESK),
    ("partner", "Insp. Tomás Rivas", Role.PARTNER, AccessLevel.PARTNER),
    ("administrator", "Ji-woo Marchetti", Role.ADMINISTRATOR, AccessLevel.SEALED),
)


def write_accounts(*, actor: Actor, at: datetime) -> None:
    """After the delegates of the assemblies, who have accounts of their own. Doing it again changes nothing."""
    for slug, name, role, level in _EVERYWHERE:
        if account := _make_account(slug, name):
            grant_role(account, role, level=level, actor=actor, at=at)
    _write_committee(actor=actor, at=at)
    _write_representative(actor=actor, at=at)


def _write_representative(*, actor: Actor, at: datetime) -> None:
    """Somebody who stands for a museum that is a member, and keeps its entry."""
    told: dict[str, Any] = {"actor": actor, "at": at}
    rows = Representative.objects.known().on(at.date()).filter(person__source=SOURCE, museum__source=SOURCE)
    named = rows.filter(person__account_link__isnull=True).select_related("person", "museum").order_by("id").first()
    if named and (account := _make_account("representative", named.person.name)):
        link_account(account, named.person, **told)
        grant_role(account, Role.EDITOR, scope_key=named.museum.key, **told)


def _write_committee(*, actor: Actor, at: datetime) -> None:
    """A member, a secretary and a curator of one national committee; the secretary also keeps a museum's records."""
    told: dict[str, Any] = {"actor": actor, "at": at}
    found = _find_secretary(at.date())
    museums = Museum.objects.filter(source=SOURCE, national_committee=found.body).order_by("id") if found else ()
    if found is None or not museums:
        return
    museum = museums[0]
    write_applications(found.body, **told)
    if account := _make_account("secretary", found.person.name):
        link_account(account, found.person, **told)
        grant_role(account, Role.REGISTRAR, scope_key=found.body.key, level=AccessLevel.COMMITTEE, **told)
        grant_role(account, Role.EDITOR, scope_key=museum.key, **told)
    for slug, person in zip(("member", "curator"), _list_members(found.body, {found.person_id}), strict=False):
        if account := _make_account(slug, person.name):
            link_account(account, person, **told)
            grant_role(account, Role.READER, scope_key=found.body.key, **told)
            if slug == "curator":
                grant_role(account, Role.REGISTRAR, scope_key=museum.key, level=AccessLevel.COMMITTEE, **told)


def _make_account(slug: str, name: str) -> Account | None:
    address = f"{slug}@museion.example"
    if Account.objects.filter(email=address).exists():
        return None
    return Account.objects.create_user(address, None, display_name=name)


def _find_secretary(day: date) -> Mandate | None:
    rows = Mandate.objects.on(day).filter(source=SOURCE, role=MandateRole.SECRETARY)
    rows = rows.filter(body__kind=BodyKind.NATIONAL_COMMITTEE, person__account_link__isnull=True)
    return rows.select_related("body", "person").order_by("id").first()


def _list_members(body: Body, taken: Iterable[int]) -> list[Person]:
    """Two of the committee's, or of another where it has too few."""
    people = Person.objects.filter(source=SOURCE, member_category=MemberCategory.INDIVIDUAL)
    people = people.filter(memberships__to_date__isnull=True).exclude(pk__in=list(taken))
    free = people.exclude(pk__in=PersonAccount.objects.values("person")).order_by("id").distinct()
    own = list(free.filter(memberships__national_committee=body)[:2])
    return [*own, *free.filter(memberships__isnull=False).exclude(memberships__national_committee=body)[: 2 - len(own)]]
