"""Several people look after one collection: they mend what it finds, and nothing else."""

from collections.abc import Callable
from datetime import datetime

import pytest
from django.test import Client

from museion.core.access import NotAllowedError
from museion.core.http.asking import make_actor
from museion.core.journal import verify_journal
from museion.core.models import Account
from museion.core.outbox import HANDLERS, drain
from museion.library.actions.curating import add_curator, save_set
from museion.library.actions.works import update_work
from museion.library.models import Work, WorkSet
from museion.library.tests.conftest import MakeWork
from museion.library.tests.publications import make_article
from museion.network.models import Body
from museion.search.requests import SearchUnavailableError

pytestmark = pytest.mark.django_db
SignIn = Callable[[Account], Client]


@pytest.fixture
def floods(secretariat: Account, now: datetime) -> WorkSet:
    words = {"titles": {"es": "Inundaciones"}, "query": "inundaciones", "body_id": None}
    return save_set("inundaciones", **words, actor=make_actor(secretariat), at=now)  # type: ignore[arg-type]


def index_all() -> None:
    while sum(drain(topic) for topic in list(HANDLERS)):
        pass


def test_curators_are_added_and_removed_by_those_who_catalogue(
    floods: WorkSet, member: Account, secretariat: Account, sign_in: SignIn
) -> None:
    ours, theirs = sign_in(secretariat), sign_in(member)
    address = f"/library/sets/{floods.slug}/curators"
    assert theirs.post(address, {"add": member.email}).status_code == 403
    unknown = ours.post(address, {"add": "nobody@example.org"})
    assert unknown.status_code == 422
    assert "nobody@example.org" in unknown.content.decode()
    assert ours.post(address, {"add": member.email.upper()}).status_code == 302
    assert floods.curators.count() == 2
    assert "You look after this collection" in theirs.get(f"/library/sets/{floods.slug}").content.decode()
    assert theirs.post(address, {"remove": str(secretariat.pk)}).status_code == 403
    assert theirs.post(address, {"remove": str(member.pk)}).status_code == 302
    assert list(floods.curators.all()) == [secretariat]
    assert not list(verify_journal())


@pytest.mark.usefixtures("home")
def test_a_curator_mends_what_the_set_finds_and_nothing_of_who_reads_it(
    floods: WorkSet, member: Account, secretariat: Account, sign_in: SignIn, make_work: MakeWork, now: datetime
) -> None:
    inside, outside = make_work(), make_work(make_article())
    index_all()
    client = sign_in(member)
    assert client.get(f"/library/catalogue/{inside.key}").status_code == 403
    add_curator(floods, member.email, actor=make_actor(secretariat), at=now)
    assert "/library/catalogue/" in client.get(inside.url).content.decode()
    page = client.get(f"/library/catalogue/{inside.key}")
    assert page.status_code == 200
    form = {"titles": "ru: Музеи и наводнения\nes: Museos e inundaciones", "languages": "ru", "access": "public"}
    assert client.post(f"/library/catalogue/{inside.key}", form | {"extent": "113 p."}).status_code == 302
    assert Work.objects.get(pk=inside.pk).extent == "113 p."
    assert client.post(f"/library/catalogue/{inside.key}", form | {"access": "member"}).status_code == 403
    assert client.get(f"/library/catalogue/{outside.key}").status_code == 403
    assert client.get(f"/library/filing/{inside.key}").status_code == 403
    with pytest.raises(NotAllowedError):
        update_work(outside, {"extent": "1 p."}, actor=make_actor(member), at=now)


def test_a_curator_gives_a_title_and_no_other_query(
    floods: WorkSet, member: Account, secretariat: Account, sign_in: SignIn, now: datetime
) -> None:
    add_curator(floods, member.email, actor=make_actor(secretariat), at=now)
    theirs, address = sign_in(member), f"/library/sets/{floods.slug}"
    assert theirs.post(f"{address}?lang=fr", {"title": "Crues"}).status_code == 302
    assert WorkSet.objects.get().titles["es"] == "Inundaciones"
    assert "Crues" in WorkSet.objects.get().titles.values()
    assert theirs.post(address, {"title": "Crues", "query": "jarres"}).status_code == 403
    assert sign_in(secretariat).post(address, {"title": "Crues", "query": "floods"}).status_code == 302
    assert WorkSet.objects.get().query == "floods"


def test_who_edits_for_the_body_of_a_set_names_its_curators(
    committee: Body, editor: Account, member: Account, secretariat: Account, sign_in: SignIn, now: datetime
) -> None:
    save_set(
        "senegal", titles={"fr": "Sénégal"}, query="x", body_id=committee.id, actor=make_actor(secretariat), at=now
    )
    assert sign_in(editor).post("/library/sets/senegal/curators", {"add": member.email}).status_code == 302
    assert WorkSet.objects.get().curators.filter(pk=member.pk).exists()


@pytest.mark.usefixtures("home")
def test_a_set_is_offered_to_harvesters(
    floods: WorkSet,
    member: Account,
    secretariat: Account,
    sign_in: SignIn,
    client: Client,
    make_work: MakeWork,
    now: datetime,
) -> None:
    make_work()
    make_work(make_article())
    save_set(
        floods.slug,
        titles={"es": "Inundaciones"},
        query="inundaciones language=ru",
        body_id=None,
        actor=make_actor(secretariat),
        at=now,
    )
    index_all()
    assert sign_in(member).post(f"/library/sets/{floods.slug}/offer").status_code == 403
    answer = sign_in(secretariat).post(f"/library/sets/{floods.slug}/offer")
    assert "set=query:inundaciones" in answer.headers["Location"]
    listed = client.get("/oai?verb=ListSets").content.decode()
    assert "<setSpec>query:inundaciones</setSpec><setName>Inundaciones</setName>" in "".join(listed.split("\n"))


def test_pages_stand_while_the_index_does_not_answer(
    floods: WorkSet,
    member: Account,
    secretariat: Account,
    sign_in: SignIn,
    make_work: MakeWork,
    committee: Body,
    now: datetime,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def fail(_request: object) -> None:
        raise SearchUnavailableError("down")

    add_curator(floods, member.email, actor=make_actor(secretariat), at=now)
    for module in ("curating", "linked", "searching"):
        monkeypatch.setattr(f"museion.library.queries.{module}.search", fail)
    client, work = sign_in(member), make_work(issued_by_id=committee.id)
    assert client.get(work.url).status_code == 200
    assert client.get(committee.url).status_code == 200
    answer = client.get(f"/library/sets/{floods.slug}", headers={"accept": "application/json"})
    assert (answer.status_code, answer.json()["type"].rpartition("/")[2]) == (503, "search-unavailable")
