"""Rights handed on for a time: never more than one holds, always with an end, told and journalled."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from museion.core.access import AccessLevel, Actor, NotAllowedError, Role, may
from museion.core.delegation import DelegationError, Handover, delegate_right, take_back_right
from museion.core.http.asking import make_actor
from museion.core.models import Account, Grant, JournalLine, OutgoingMessage
from museion.network.actions import create_museum
from museion.network.models import Body, Museum

SignIn = Callable[[Account], Client]


@pytest.fixture
def today() -> datetime:
    return timezone.now()


@pytest.fixture
def grant(registrar: Account) -> Grant:
    return Grant.objects.get(account=registrar)


@pytest.fixture
def newcomer(db: None) -> Account:
    return Account.objects.create_user(
        "fatou.sow@example.org", "a long sentence nobody guesses", display_name="Fatou Sow"
    )


@pytest.fixture
def handover(newcomer: Account, committee: Body, today: datetime) -> Handover:
    until = today + timedelta(days=20)
    return Handover(newcomer, Role.EDITOR, committee.key, AccessLevel.MEMBER, until, "I am on leave")


def test_who_stands_in_may_until_the_end_and_no_longer(
    grant: Grant, handover: Handover, registrar: Account, newcomer: Account, committee: Body, today: datetime
) -> None:
    delegate_right(grant, handover, actor=make_actor(registrar), at=today)
    assert may(make_actor(newcomer), "museum.update", committee)
    assert not may(make_actor(newcomer), "museum.create", committee)
    Grant.objects.filter(account=newcomer).update(valid_from=today - timedelta(days=2), valid_until=today)
    assert not may(make_actor(newcomer), "museum.update", committee)


def test_it_is_told_and_journalled(
    grant: Grant, handover: Handover, registrar: Account, newcomer: Account, committee: Body, today: datetime
) -> None:
    newcomer.language = "fr"
    newcomer.save()
    made = delegate_right(grant, handover, actor=make_actor(registrar), at=today)
    take_back_right(made, actor=make_actor(registrar), at=today + timedelta(hours=1), reason="back at work")
    lines = JournalLine.objects.filter(action__startswith="right.").order_by("number")
    assert [(line.action, line.key, line.reason) for line in lines] == [
        ("right.delegate", committee.key, "I am on leave"),
        ("right.take_back", committee.key, "back at work"),
    ]
    letters = list(OutgoingMessage.objects.filter(to_address=newcomer.email).order_by("id"))
    assert [letter.language for letter in letters] == ["fr", "fr"]
    assert "I am on leave" in letters[0].body
    assert "Comité national sénégalais" in letters[0].subject


def test_it_ends_with_the_right_that_it_came_from(
    grant: Grant, handover: Handover, registrar: Account, newcomer: Account, committee: Body, today: datetime
) -> None:
    delegate_right(grant, handover, actor=make_actor(registrar), at=today)
    Grant.objects.filter(pk=grant.pk).update(valid_until=today)
    assert not may(make_actor(newcomer), "museum.update", committee)
    Grant.objects.filter(pk=grant.pk).update(valid_until=None)
    assert may(make_actor(newcomer), "museum.update", committee)
    Account.objects.filter(pk=registrar.pk).update(is_active=False)
    assert not may(make_actor(newcomer), "museum.update", committee)


def test_no_more_is_handed_on_than_is_held(
    grant: Grant, handover: Handover, registrar: Account, operator: Actor, today: datetime
) -> None:
    valparaiso = create_museum({"names": {"es": "Museo del Mar, Valparaíso"}}, actor=operator, at=today)
    actor = make_actor(registrar)
    for wrong in (
        replace(handover, role=Role.SECRETARIAT),
        replace(handover, role=Role.DESK_OFFICER),
        replace(handover, level=AccessLevel.DESK),
        replace(handover, level=AccessLevel.SEALED),
        replace(handover, level=AccessLevel.COMMITTEE),
        replace(handover, scope_key=valparaiso.key),
        replace(handover, scope_key=""),
        replace(handover, until=today + timedelta(days=400)),
        replace(handover, until=today - timedelta(days=1)),
        replace(handover, to=registrar),
        replace(handover, reason=""),
    ):
        with pytest.raises(DelegationError):
            delegate_right(grant, wrong, actor=actor, at=today)
    assert Grant.objects.filter(delegated_from=grant).count() == 0


def test_a_museum_under_the_committee_can_be_all_of_it(
    grant: Grant,
    handover: Handover,
    registrar: Account,
    newcomer: Account,
    committee: Body,
    operator: Actor,
    today: datetime,
) -> None:
    values = {"names": {"fr": "Musée de la mer, Gorée"}, "national_committee_id": committee.pk}
    goree: Museum = create_museum(values, actor=operator, at=today)
    delegate_right(grant, replace(handover, scope_key=goree.key), actor=make_actor(registrar), at=today)
    assert may(make_actor(newcomer), "museum.update", goree)
    assert not may(make_actor(newcomer), "museum.update", committee)


def test_what_was_handed_on_goes_no_further_and_anothers_right_is_not_handed_on(
    grant: Grant, handover: Handover, registrar: Account, newcomer: Account, member: Account, today: datetime
) -> None:
    made = delegate_right(grant, handover, actor=make_actor(registrar), at=today)
    onward = replace(handover, to=member, until=today + timedelta(days=2))
    with pytest.raises(DelegationError):
        delegate_right(made, onward, actor=make_actor(newcomer), at=today + timedelta(hours=1))
    with pytest.raises(NotAllowedError):
        delegate_right(grant, onward, actor=make_actor(newcomer), at=today)
    with pytest.raises(NotAllowedError):
        take_back_right(made, actor=make_actor(member), at=today + timedelta(hours=1))


def test_the_page_hands_on_and_takes_back(
    grant: Grant, registrar: Account, newcomer: Account, committee: Body, today: datetime, sign_in: SignIn
) -> None:
    ousmane = sign_in(registrar)
    sent = {
        "email": "Fatou.Sow@example.org",
        "role": "editor",
        "level": "member",
        "until": f"{today + timedelta(days=9):%Y-%m-%dT%H:%M}",
        "reason": "congé",
    }
    address = f"/account/rights/{grant.pk}/hand-on"
    assert "problem" in ousmane.post(address, sent | {"until": ""}).headers["Location"]
    assert "problem" in ousmane.post(address, sent | {"email": "nobody@example.org"}).headers["Location"]
    assert ousmane.post(address, sent).headers["Location"] == "/account/rights"
    page = ousmane.get("/account/rights").content.decode()
    assert "Fatou Sow" in page
    assert "National Committee of Senegal" in page
    made = Grant.objects.get(delegated_from=grant)
    assert sign_in(newcomer).post(f"/account/rights/{grant.pk}/end").status_code == 404
    assert sign_in(newcomer).post(address, sent).status_code == 404
    assert ousmane.post(f"/account/rights/{made.pk}/end").headers["Location"] == "/account/rights"
    assert not Grant.objects.in_force().filter(account=newcomer).exists()
    assert Client().get("/account/rights").status_code == 302


def test_a_role_that_ends_in_a_session_ends_at_once(editor: Account, committee: Body, sign_in: SignIn) -> None:
    awa = sign_in(editor)
    assert "Handed on" in awa.get("/account/rights").content.decode()
    assert awa.get("/events/translations").status_code == 200
    Grant.objects.filter(account=editor).update(valid_until=timezone.now())
    assert awa.get("/events/translations").status_code == 403
