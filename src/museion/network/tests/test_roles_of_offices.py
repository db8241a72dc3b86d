"""A role that came with an office ends with it: in the middle of a session, and by the clock."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from museion.core.access import AccessLevel, Actor, Role
from museion.core.models import Account, Grant, JournalLine
from museion.network.actions import create_mandate, create_person, update_mandate
from museion.network.actions.membership import link_account
from museion.network.actions.offices import end_roles_of_offices
from museion.network.models import Body, Mandate
from museion.network.terms import MandateRole

pytestmark = pytest.mark.django_db


@pytest.fixture
def mandate(registrar: Account, committee: Body, operator: Actor, now: Any) -> Mandate:
    """Ousmane Ba is the committee's secretary, and keeps its register because of that."""
    person = create_person({"name": "Ousmane Ba"}, actor=operator, at=now)
    link_account(registrar, person, actor=operator, at=now)
    values = {
        "person_id": person.pk,
        "body_id": committee.pk,
        "role": MandateRole.SECRETARY,
        "from_date": date(2026, 1, 1),
    }
    return create_mandate(values, actor=operator, at=now)


def test_a_mandate_that_ends_during_a_session_takes_its_role_at_once(
    registrar: Account, mandate: Mandate, operator: Actor
) -> None:
    client = Client()
    client.force_login(registrar)
    assert client.get("/invitations").status_code == 200
    yesterday = timezone.now().date() - timedelta(days=1)
    update_mandate(mandate, {"to_date": yesterday}, actor=operator, at=timezone.now())
    assert client.get("/invitations").status_code == 403
    assert client.post("/invitations", {"name": "X"}).status_code == 403
    assert JournalLine.objects.filter(action="account.grant", reason="the mandate ends").exists()


def test_a_day_to_come_is_noted_and_other_roles_stay(
    registrar: Account, mandate: Mandate, committee: Body, operator: Actor
) -> None:
    told = {"account": registrar, "level": AccessLevel.MEMBER, "valid_from": datetime(2026, 2, 1, tzinfo=UTC)}
    reading = Grant.objects.create(role=Role.READER, scope_key=committee.key, **told)
    elsewhere = Grant.objects.create(role=Role.EDITOR, scope_key="m9a5yj8n3", **told)
    earlier = Grant.objects.create(
        role=Role.EDITOR, scope_key=committee.key, **told | {"valid_from": datetime(2020, 1, 1, tzinfo=UTC)}
    )
    update_mandate(mandate, {"to_date": date(2099, 6, 30)}, actor=operator, at=timezone.now())
    assert registrar.grants.get(role=Role.REGISTRAR).valid_until == datetime(2099, 7, 1, tzinfo=UTC)
    for grant in (reading, elsewhere, earlier):
        grant.refresh_from_db()
        assert grant.valid_until is None


def test_the_clock_ends_what_an_import_ended(registrar: Account, mandate: Mandate) -> None:
    assert end_roles_of_offices(timezone.now()) == 0
    Mandate.objects.filter(pk=mandate.pk).update(to_date=timezone.now().date() - timedelta(days=1))
    assert end_roles_of_offices(timezone.now()) == 1
    assert not registrar.grants.in_force().exists()
    assert end_roles_of_offices(timezone.now()) == 0
