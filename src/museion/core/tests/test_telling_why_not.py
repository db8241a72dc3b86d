"""A refusal says what is missing, where it would do and who gives it, and tells nothing of what is hidden."""

from collections.abc import Callable
from datetime import datetime

import pytest
from django.test import Client

from museion.core.access import AccessLevel, Actor, NotAllowedError, check_right
from museion.core.access.explaining import explain
from museion.core.http.asking import make_actor
from museion.core.http.errors import read_problem
from museion.core.models import Account
from museion.network.actions import create_museum
from museion.network.models import Body, Museum

SignIn = Callable[[Account], Client]


@pytest.fixture
def goree(committee: Body, operator: Actor, now: datetime) -> Museum:
    values = {"names": {"fr": "Musée de la mer, Gorée"}, "national_committee_id": committee.pk}
    return create_museum(values, actor=operator, at=now)


def test_the_page_says_what_is_missing_and_where_it_would_do(member: Account, sign_in: SignIn) -> None:
    response = sign_in(member).get("/cases", headers={"accept": "text/html"})
    page = response.content.decode()
    assert response.status_code == 403
    assert "You may not read the cases of the desk here" in page
    assert "desk" in page


def test_programs_read_the_same_in_problem_details(member: Account, goree: Museum, committee: Body) -> None:
    with pytest.raises(NotAllowedError) as refused:
        check_right(make_actor(member), "museum.update", goree)
    problem = read_problem(refused.value)
    assert problem is not None
    assert problem.more is not None
    assert problem.status == 403
    assert problem.more["action"] == "museum.update"
    assert {"role": "editor", "name": "editor"} in problem.more["would_allow"]["roles"]
    assert [place["key"] for place in problem.more["would_allow"]["at"]] == [goree.key, committee.key]
    assert "administrator" in problem.more["granted_by"]
    assert "reader" in problem.detail


def test_each_right_that_is_held_says_why_it_does_not_do(
    editor: Account, goree: Museum, operator: Actor, now: datetime
) -> None:
    awa = make_actor(editor)
    other = create_museum({"names": {"es": "Museo del Mar, Valparaíso"}}, actor=operator, at=now)
    assert explain(awa, "museum.update", goree, reader=awa.viewer).is_allowed
    assert "National Committee of Senegal" in explain(awa, "museum.update", goree, reader=awa.viewer).reasons[0]
    assert "not under it" in explain(awa, "museum.update", other, reader=awa.viewer).reasons[0]
    assert "does not let one" in explain(awa, "museum.withdraw", goree, reader=awa.viewer).reasons[0]
    assert "signed in" in explain(make_actor(None), "museum.update", goree, reader=awa.viewer).reasons[0]


def test_a_record_that_one_may_not_see_is_refused_like_one_that_is_not_there(
    editor: Account, operator: Actor, now: datetime
) -> None:
    hidden = create_museum({"names": {"fr": "Réserve"}, "access": AccessLevel.DESK}, actor=operator, at=now)
    with pytest.raises(NotAllowedError) as refused:
        check_right(make_actor(editor), "museum.update", hidden)
    problem = read_problem(refused.value)
    assert problem is not None
    assert (problem.status, problem.kind) == (404, "no-record")


def test_a_body_that_the_reader_may_not_know_of_is_not_named(member: Account, goree: Museum, committee: Body) -> None:
    Body.objects.filter(pk=committee.pk).update(access=AccessLevel.DESK)
    reader = make_actor(member)
    answer = explain(reader, "museum.update", goree, reader=reader.viewer)
    assert [place["key"] for place in answer.places] == [goree.key]


def test_one_may_ask_beforehand(
    registrar: Account, member: Account, goree: Museum, operator: Actor, now: datetime, sign_in: SignIn
) -> None:
    ousmane, lin = sign_in(registrar), sign_in(member)
    asked = {"deed": "museum.update", "where": goree.key}
    assert "You may change museums here." in ousmane.get("/account/may", asked).content.decode()
    assert "You may not change museums here." in lin.get("/account/may", asked).content.decode()
    of_lin = ousmane.get("/account/may", asked | {"who": "lin.hui@example.org"}).content.decode()
    assert "林慧 may not change museums here." in of_lin
    assert lin.get("/account/may", asked | {"who": "ousmane.ba@example.org"}).status_code == 400
    hidden = create_museum({"names": {"fr": "Réserve"}, "access": AccessLevel.DESK}, actor=operator, at=now)
    page = ousmane.get("/account/may", {"deed": "museum.update", "where": hidden.key})
    assert "No record has the key" in page.content.decode()
    assert ousmane.get("/account/may", {"deed": "museum.explode"}).status_code == 400
