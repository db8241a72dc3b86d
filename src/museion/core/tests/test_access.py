"""Who sees and who may: the whole matrix, role by role and level by level."""

import pytest

from museion.core.access import (
    PUBLIC_VIEWER,
    AccessLevel,
    Actor,
    NotAllowedError,
    Right,
    Role,
    check_right,
    get_access_tokens,
    make_operator,
    make_viewer,
    may,
)
from museion.core.http.asking import make_actor
from museion.core.models import Account, Grant
from museion.network.actions import create_museum, update_museum
from museion.network.models import Body, Museum

SENEGAL, CHILE = "bsenegal1", "bchile001"
PUBLIC, MEMBER, COMMITTEE, DESK, PARTNER, SEALED = AccessLevel

READS = {
    PUBLIC: {PUBLIC},
    MEMBER: {PUBLIC, MEMBER},
    COMMITTEE: {PUBLIC, MEMBER, COMMITTEE},
    DESK: {PUBLIC, MEMBER, DESK},
    PARTNER: {PUBLIC, PARTNER},
    SEALED: {PUBLIC, MEMBER, COMMITTEE, DESK, PARTNER},
}


@pytest.mark.parametrize("granted", AccessLevel)
@pytest.mark.parametrize("asked", AccessLevel)
def test_a_grant_reads_its_levels_and_no_other(granted: AccessLevel, asked: AccessLevel) -> None:
    viewer = make_viewer([Right(Role.READER, SENEGAL, granted)])
    assert viewer.sees(asked, SENEGAL) == (asked in READS[granted])


@pytest.mark.parametrize("granted", AccessLevel)
def test_a_committees_own_is_not_another_committees(granted: AccessLevel) -> None:
    assert not make_viewer([Right(Role.READER, SENEGAL, granted)]).sees(COMMITTEE, CHILE)


def test_a_committee_grant_for_the_whole_network_reads_every_committee() -> None:
    viewer = make_viewer([Right(Role.SECRETARIAT, "", COMMITTEE)])
    assert viewer.sees(COMMITTEE, SENEGAL)
    assert viewer.sees(COMMITTEE, CHILE)


@pytest.mark.parametrize("level", AccessLevel)
@pytest.mark.parametrize("scope", [SENEGAL, CHILE, ""])
@pytest.mark.parametrize("right", [None, Right(Role.READER, SENEGAL, COMMITTEE), Right(Role.READER, "", SEALED)])
def test_the_index_and_the_database_agree_on_who_sees(level: AccessLevel, scope: str, right: Right | None) -> None:
    viewer = make_viewer([right] if right else [])
    found = bool(set(viewer.tokens) & set(get_access_tokens(level, scope)))
    assert found == viewer.sees(level, scope)


def test_a_right_for_the_whole_network_reaches_every_scope() -> None:
    assert may(Actor("Inés", rights=(Right(Role.EDITOR),)), "object.update", [CHILE])


def test_an_administrator_and_the_operator_do_everything() -> None:
    assert all(may(make_operator(), action, [CHILE]) for action in ("object.update", "case.refer", "account.grant"))
    assert make_operator().viewer.sees(SEALED)


def test_a_refusal_names_who_what_and_where() -> None:
    with pytest.raises(NotAllowedError, match=r"visitor may not object\.update for bchile001"):
        check_right(Actor("visitor"), "object.update", [CHILE])


def test_nobody_signed_in_reads_the_public_level_alone() -> None:
    assert PUBLIC_VIEWER.tokens == ("public",)
    assert make_actor(None).viewer == PUBLIC_VIEWER


def test_only_grants_in_force_count(member: Account, now: object) -> None:
    assert make_actor(member).viewer.sees(MEMBER)
    Grant.objects.filter(account=member).update(valid_until="2026-03-15T00:00Z")
    assert not make_actor(member).viewer.sees(MEMBER)


def test_an_account_that_was_closed_has_no_rights(secretariat: Account) -> None:
    secretariat.is_active = False
    assert make_actor(secretariat).rights == ()


def test_an_editor_edits_the_museums_of_the_committee_only(
    editor: Account, committee: Body, operator: Actor, now: object
) -> None:
    awa = make_actor(editor)
    names = {"fr": "Musée de la mer, Gorée"}
    ours = create_museum({"names": names, "national_committee_id": committee.id}, actor=operator, at=now)
    other = create_museum({"names": {"es": "Museo del Mar, Valparaíso"}}, actor=operator, at=now)
    update_museum(ours, {"city": "Gorée"}, actor=awa, at=now)
    assert Museum.objects.get(id=ours.id).city == "Gorée"
    with pytest.raises(NotAllowedError):
        update_museum(other, {"city": "Gorée"}, actor=awa, at=now)


def test_a_record_of_the_committee_is_found_by_its_members_only(
    editor: Account, member: Account, committee: Body, operator: Actor, now: object
) -> None:
    values = {"names": {"fr": "Réserve de Thiès"}, "access": COMMITTEE, "scope_key": committee.key}
    create_museum(values, actor=operator, at=now)
    assert Museum.objects.visible_to(make_actor(editor).viewer).count() == 1
    assert Museum.objects.visible_to(make_actor(member).viewer).count() == 0
