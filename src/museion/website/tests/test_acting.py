"""In whose name one acts: on every page, in the journal, and no longer than the role lasts."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from museion.core.access import AccessLevel, Role
from museion.core.acting import OWN_NAME
from museion.core.http.asking import make_actor
from museion.core.journal import Change, record_changes, verify_journal
from museion.core.models import Account, Grant, JournalLine
from museion.network.models import Body

pytestmark = pytest.mark.django_db


@pytest.fixture
def awa(editor: Account, committee: Body) -> Account:
    """Edits for the committee of Senegal, and is an officer of the desk besides."""
    Grant.objects.create(
        account=editor, role=Role.DESK_OFFICER, level=AccessLevel.DESK, valid_from=timezone.now() - timedelta(days=2)
    )
    return editor


def test_every_page_says_in_whose_name_one_acts(client: Client, awa: Account, committee: Body) -> None:
    client.force_login(awa)
    for address in ("/", "/about", "/account"):
        page = client.get(address).content.decode()
        head = page.partition('class="acting"')[2].partition("</summary>")[0]
        assert "Awa Diop" in head
        assert "editor" in head
        assert "National Committee of Senegal" in head
    assert 'class="acting"' not in Client().get("/").content.decode()


def test_the_switch_narrows_what_one_may_and_stands_in_the_journal(
    client: Client, awa: Account, committee: Body, now: Any
) -> None:
    client.force_login(awa)
    client.post("/account/role", {"role": "desk_officer:", "next": "/about"})
    page = client.get("/about").content.decode()
    assert "desk officer" in page.partition('class="acting"')[2].partition("</summary>")[0]
    desk = make_actor(awa, acting_as="desk_officer:")
    editing = make_actor(awa)
    assert [right.role for right in desk.rights] == [Role.DESK_OFFICER]
    assert [right.role for right in editing.rights] == [Role.EDITOR]
    assert desk.viewer == editing.viewer, "what one may read does not change with the name"
    record_changes([Change("case.update", "", None, None)], actor=desk, at=now)
    record_changes([Change("museum.update", "", None, None)], actor=editing, at=now)
    record_changes([Change("person.update", "", None, None)], actor=make_actor(awa, acting_as=OWN_NAME), at=now)
    lines = list(JournalLine.objects.order_by("-number").values_list("role", "scope_key")[:3])
    assert lines == [(None, None), ("editor", committee.key), ("desk_officer", "")]
    assert list(verify_journal()) == []


def test_one_begins_in_a_role_that_does_more_than_read(member: Account, committee: Body) -> None:
    told = {"account": member, "scope_key": committee.key, "level": AccessLevel.MEMBER}
    Grant.objects.create(role=Role.EDITOR, valid_from=timezone.now() - timedelta(days=1), **told)
    assert [right.role for right in make_actor(member).rights] == [Role.EDITOR]
    assert [right.role for right in make_actor(member, acting_as="reader:").rights] == [Role.READER]


def test_a_role_that_one_does_not_hold_is_no_choice(client: Client, awa: Account, committee: Body) -> None:
    client.force_login(awa)
    for role in ("administrator:", f"registrar:{committee.key}", "editor:b99999999", "", "x" * 500):
        client.post("/account/role", {"role": role})
        assert (
            "editor" in client.get("/about").content.decode().partition('class="acting"')[2].partition("</summary>")[0]
        )


def test_a_role_that_ends_during_a_session_stops_at_once(client: Client, awa: Account, committee: Body) -> None:
    client.force_login(awa)
    choice = f"editor:{committee.key}"
    client.post("/account/role", {"role": choice})
    assert client.get(f"/id/{committee.key}").status_code == 200
    Grant.objects.filter(account=awa, role=Role.EDITOR).update(valid_until=timezone.now() - timedelta(seconds=1))
    page = client.get("/about").content.decode()
    head = page.partition('class="acting"')[2].partition("</summary>")[0]
    assert "in your own name" in head, "never silently another of one's roles"
    actor = make_actor(awa, acting_as=choice)
    assert actor.rights == ()
    assert committee.key not in actor.viewer.scopes


def test_a_programs_token_keeps_to_the_role_it_was_made_in(client: Client, awa: Account, committee: Body) -> None:
    client.force_login(awa)
    client.post("/account/tokens", {"name": "A", "scope": ["read"], "days": "7", "role": f"editor:{committee.key}"})
    token = awa.api_tokens.get()
    assert [right.role for right in make_actor(awa, acting_as=token.acting_as).rights] == [Role.EDITOR]
    Grant.objects.filter(account=awa, role=Role.EDITOR).update(valid_until=timezone.now() - timedelta(seconds=1))
    assert make_actor(awa, acting_as=token.acting_as).rights == ()
