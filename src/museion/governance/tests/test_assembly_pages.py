"""The pages of an assembly and of a vote: who sees what, that a voter cannot doubt, and that no address opens another's door."""

import io
import re
import zipfile
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import orjson
import pytest
from django.test import Client
from django.utils import timezone

from museion.core.access import Actor
from museion.core.models import Account, Grant
from museion.governance.actions.assemblies import close_list, create_assembly
from museion.governance.actions.ballots import create_ballot, open_ballot
from museion.governance.actions.delegates import appoint_delegate
from museion.governance.models import Advice, Assembly, Ballot, CastVote, Delegate, StatuteRule
from museion.governance.tests.conftest import CLOSED, NAMED, Cast
from museion.governance.tests.test_counting_votes import SCRIPT, recount_file
from museion.network.models import Body

pytestmark = pytest.mark.django_db
SignIn = Callable[[Account], Client]


@pytest.fixture
def ballot(assembly: Assembly, committee: Body, cast: Cast, operator: Actor) -> Ballot:
    """Open now, with two voters, of whom one has two votes."""
    for name, votes in (("Awa Ndiaye", 1), ("Zoë Ōta", 2)):
        appoint_delegate(assembly, committee, cast.add(name), votes=votes, actor=operator, at=NAMED)
    close_list(assembly, actor=operator, at=CLOSED)
    assembly.refresh_from_db()
    made = create_ballot(assembly, {"titles": {"en": "Budget"}}, actor=operator, at=CLOSED)
    return open_ballot(made, closes_at=timezone.now() + timedelta(days=1), actor=operator, at=CLOSED)


@pytest.fixture
def voter(ballot: Ballot, cast: Cast) -> Client:
    return open_as(cast, "Awa Ndiaye")


def open_as(cast: Cast, name: str) -> Client:
    client = Client()
    client.force_login(next(account for account in cast.accounts.values() if account.display_name == name))
    return client


def read_form(page: str) -> dict[str, str]:
    """What the page's form would send."""
    return dict(re.findall(r'<input type="hidden" name="([a-z-]+)" value="([^"]*)"', page.split("vote-form")[1]))


def vote(client: Client, ballot: Ballot, **chosen: str) -> str:
    address = f"/ballots/{ballot.key}/vote"
    form = read_form(client.get(address).content.decode()) | chosen
    review = client.post(address, form).content.decode()
    return client.post(address, read_form(review) | {"sure": "yes"}).content.decode()


def test_a_voter_is_told_at_every_step_whether_the_vote_counts(voter: Client, ballot: Ballot) -> None:
    address = f"/ballots/{ballot.key}/vote"
    page = voter.get(address).content.decode()
    assert "you have not voted yet" in page
    assert "not secret from end to end" in page
    review = voter.post(address, read_form(page) | {"choice": "yes"}).content.decode()
    assert "Not counted yet" in review
    assert CastVote.objects.count() == 0
    done = voter.post(address, read_form(review) | {"sure": "yes"})
    assert "Your vote is counted" in done.content.decode()
    assert done.headers["Cache-Control"] == "private, no-store"
    assert "You have voted" in voter.get(address).content.decode()


def test_a_page_that_is_sent_again_says_the_same_and_another_vote_is_refused(voter: Client, ballot: Ballot) -> None:
    address = f"/ballots/{ballot.key}/vote"
    other_tab = read_form(voter.get(address).content.decode()) | {"choice": "no", "sure": "yes"}
    form = read_form(voter.get(address).content.decode()) | {"choice": "yes", "sure": "yes"}
    for _ in range(2):
        assert "Your vote is counted" in voter.post(address, form).content.decode()
    second = voter.post(address, other_tab)
    assert second.status_code == 409
    assert "What you sent now was not" in second.content.decode()
    assert list(CastVote.objects.values_list("choice", flat=True)) == [["yes"]]


def test_votes_are_divided_and_a_wrong_sum_keeps_what_was_written(ballot: Ballot, cast: Cast) -> None:
    client, address = open_as(cast, "Zoë Ōta"), f"/ballots/{ballot.key}/vote"
    form = read_form(client.get(address).content.decode())
    wrong = client.post(address, form | {"votes-yes": "1"})
    assert wrong.status_code == 422
    assert 'name="votes-yes" value="1"' in wrong.content.decode()
    assert "Your vote is counted" in vote(client, ballot, **{"votes-yes": "1", "votes-abstain": "1"})
    assert sorted(CastVote.objects.values_list("choice", flat=True)) == [["abstain"], ["yes"]]


def test_nobody_votes_with_another_voters_number(voter: Client, ballot: Ballot, cast: Cast) -> None:
    address = f"/ballots/{ballot.key}/vote"
    others = read_form(open_as(cast, "Zoë Ōta").get(address).content.decode())
    answer = voter.post(address, others | {"votes-yes": "2", "sure": "yes"})
    assert answer.status_code == 403
    assert CastVote.objects.count() == 0


def test_the_receipt_finds_the_vote_in_the_published_file(
    voter: Client, ballot: Ballot, cast: Cast, secretariat: Account, sign_in: SignIn, tmp_path: Path
) -> None:
    done = vote(voter, ballot, choice="yes")
    vote(open_as(cast, "Zoë Ōta"), ballot, **{"votes-no": "1", "votes-blank": "1"})
    assert voter.get(f"/ballots/{ballot.key}/votes.json").status_code == 404
    desk = sign_in(secretariat)
    desk.post(f"/ballots/{ballot.key}/close")
    file = Client().get(f"/ballots/{ballot.key}/votes.json")
    path = tmp_path / "votes.json"
    path.write_bytes(file.content)
    receipt = re.findall(r'id="receipt" dir="ltr">([^<]+)<', done)[0]
    assert recount_file(path, receipt) == (0, "your vote 1: yes")
    assert recount_file(path, "aaaaa-aaaaa-aaaaa-aaaaa-aaaaa")[0] == 1
    assert "carried" in desk.get(f"/ballots/{ballot.key}").content.decode()
    program = Client().get("/ballots/recompute_ballot.py")
    assert program.content == SCRIPT.read_bytes()
    assert "recompute_ballot.py" in program.headers["Content-Disposition"]


def test_a_visitor_reads_the_assembly_and_neither_the_list_nor_the_desk(client: Client, ballot: Ballot) -> None:
    key = ballot.assembly.key
    page = client.get(f"/assemblies/{key}").content.decode()
    assert "Budget" in page
    assert "Awa Ndiaye" not in page
    assert [client.get(f"/assemblies/{key}/{part}").status_code for part in ("list", "desk")] == [403, 403]
    assert client.get(f"/ballots/{ballot.key}/vote").headers["Location"].startswith("/sign-in")


def test_a_role_that_ended_while_signed_in_opens_nothing(ballot: Ballot, secretariat: Account, sign_in: SignIn) -> None:
    desk, address = sign_in(secretariat), f"/assemblies/{ballot.assembly.key}/desk"
    assert desk.get(address).status_code == 200
    Grant.objects.filter(account=secretariat).update(valid_until=timezone.now())
    assert desk.get(address).status_code == 403
    assert desk.post(f"/ballots/{ballot.key}/close").status_code == 403


def test_an_id_of_another_assembly_is_not_found(
    assembly: Assembly, ballot: Ballot, general_assembly: Body, operator: Actor, secretariat: Account, sign_in: SignIn
) -> None:
    values = {
        "body_id": general_assembly.pk,
        "begins_at": assembly.begins_at + timedelta(days=300),
        "ends_at": assembly.begins_at + timedelta(days=301),
    }
    other = create_assembly(values, actor=operator, at=CLOSED)
    delegate = Delegate.objects.filter(assembly=assembly).first()
    assert delegate
    answer = sign_in(secretariat).post(f"/assemblies/{other.key}/remove-delegate", {"delegate": delegate.pk})
    assert answer.status_code == 404
    delegate.refresh_from_db()
    assert delegate.removed_at is None


def test_the_chain_of_reasons_is_for_oneself_and_for_who_keeps_the_record(
    ballot: Ballot, cast: Cast, member: Account, secretariat: Account, sign_in: SignIn
) -> None:
    delegate = Delegate.objects.select_related("person").filter(person__name="Awa Ndiaye").get()
    address = f"/assemblies/{ballot.assembly.key}/eligibility"
    own = open_as(cast, "Awa Ndiaye").get(f"{address}?day=2026-02-01").content.decode()
    assert "may not vote" in own
    assert "dues of the year: dues not paid" in own or "still in the days of grace" in own
    asked = f"{address}?person={delegate.person.key}"
    assert sign_in(member).get(asked).status_code == 403
    assert "may vote" in sign_in(secretariat).get(asked).content.decode()


def test_the_secretariat_runs_an_assembly_from_its_desk(
    assembly: Assembly, committee: Body, cast: Cast, secretariat: Account, sign_in: SignIn
) -> None:
    desk, page = sign_in(secretariat), f"/assemblies/{assembly.key}"
    person = cast.add("Awa Ndiaye")
    desk.post(f"{page}/agenda", {"title": "Elections"})
    desk.post(f"{page}/motion", {"title": "Dues", "text": "They stay.", "item": assembly.agenda.get().pk})
    wrong = desk.post(f"{page}/delegate", {"body": committee.key, "person": person.key})
    assert "problem" in wrong.headers["Location"], "the list closed in June 2026"
    Delegate.objects.create(assembly=assembly, body=committee, person=person, appointed_at=NAMED)
    desk.post(f"{page}/close-list")
    ballot = {"title": "Chair", "method": "ranked", "options": f"{person.key}\nNobody", "motion": ""}
    assert "problem" not in desk.post(f"{page}/ballot", ballot).headers["Location"]
    made = Ballot.objects.get()
    assert [option.get("person") for option in made.options] == [person.key, None]
    files = zipfile.ZipFile(io.BytesIO(desk.get(f"/ballots/{made.key}/belenios.zip").content))
    question = orjson.loads(files.read("election.json"))["questions"][0]
    assert question["value"]["answers"] == ["Awa Ndiaye", "Nobody"]


def test_statutes_are_read_on_any_day_and_written_by_the_secretariat(
    statutes: None, client: Client, secretariat: Account, sign_in: SignIn
) -> None:
    assert "regional_alliance" in client.get("/statutes?day=2020-01-01").content.decode()
    assert "regional_alliance" not in client.get("/statutes?day=2010-01-01").content.decode()
    assert client.get("/statutes/new").status_code == 403
    rule = {"name": "quiet", "subject": "vote", "article": "9", "text": "Quiet.", "valid_from": "2027-01-01"}
    desk = sign_in(secretariat)
    wrong = desk.post("/statutes/new", rule | {"require": "noise at most 3"})
    assert (wrong.status_code, "no fact is called noise" in wrong.content.decode()) == (422, True)
    desk.post("/statutes/new", rule | {"require": "voting_committees at most 3"})
    assert "Quiet." in client.get("/statutes/rules/quiet").content.decode()


def test_a_slip_in_a_rule_is_corrected_with_its_reason_and_stays_known(
    statutes: None, client: Client, secretariat: Account, sign_in: SignIn
) -> None:
    desk, slip = sign_in(secretariat), StatuteRule.objects.known().get(name="proxy-limit")
    page = f"/statutes/{slip.pk}/next"
    form = {"article": "10.7", "text": "At most three.", "valid_from": slip.valid_from.isoformat()}
    form |= {"require": "proxies_held at most {proxies}", "parameters": '{"proxies": 3}'}
    assert desk.post(page, form).status_code == 422
    assert desk.post(page, form | {"reason": "a slip of the pen"}).headers["Location"] == "/statutes/rules/proxy-limit"
    right = StatuteRule.objects.known().get(name="proxy-limit")
    assert (right.parameters, right.valid_from, right.valid_until) == ({"proxies": 3}, slip.valid_from, None)
    assert "corrected" in client.get("/statutes/rules/proxy-limit").content.decode()


def test_advice_is_followed_from_the_question_to_the_publication(
    general_assembly: Body, client: Client, secretariat: Account, sign_in: SignIn
) -> None:
    desk = sign_in(secretariat)
    asked = {"partner": "Institut du papier", "asked_by": general_assembly.key, "question": "How dry?"}
    desk.post("/advice/new", asked | {"asked_date": "2025-03-01"})
    advice = Advice.objects.get()
    desk.post(f"/advice/{advice.key}/next", {"answers": "50 %", "given_date": "2025-06-01"})
    last = {"decisions": "Guideline", "decided_date": "2025-07-01", "published_date": "2025-09-01"}
    desk.post(f"/advice/{advice.key}/next", last | {"given_date": "2025-06-01"})
    page = client.get(advice.url).content.decode()
    assert all(text in page for text in ("How dry?", "50 %", "Guideline", "Published"))
    assert client.get(f"/api/v1/advice/{advice.key}").json()["state"] == "published"
    assert client.post("/advice/new", asked).status_code == 403


@pytest.mark.parametrize("language", ["en", "fr", "es", "ar"])
def test_pages_answer_in_every_language(ballot: Ballot, client: Client, language: str) -> None:
    addresses = ["/assemblies", f"/assemblies/{ballot.assembly.key}", f"/ballots/{ballot.key}", "/statutes", "/advice"]
    assert {client.get(f"{address}?lang={language}").status_code for address in addresses} == {200}
    kinds = client.get("/api/v1/ballots").json()["items"]
    assert [item["result"] for item in kinds] == [None]


def test_ones_data_tells_that_one_voted_and_never_how(voter: Client, ballot: Ballot) -> None:
    vote(voter, ballot, choice="yes")
    kept = voter.get("/account/data.json").json()["rooms"]
    assert [(row["ballot__key"], row["has_voted"]) for row in kept["ballots"]] == [(ballot.key, True)]
    assert kept["delegations"][0]["is_listed"] is True
    assert set(kept["ballots"][0]) == {"ballot__key", "votes", "has_voted"}
