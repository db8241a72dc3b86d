"""Authorities: names and subjects of libraries join the register and the thesauri, works are tied to them, circles are told."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from museion.core.access import PUBLIC_VIEWER
from museion.core.beside import find_on_topic
from museion.core.imports.mapping import load_mapping
from museion.core.imports.runner import Order, Outcome, import_file
from museion.core.models import Account, QuarantinedRow
from museion.core.outbox import HANDLERS, drain
from museion.library.formats.marc_binary import write_binary
from museion.library.formats.marc_records import Field, MarcRecord, make_field
from museion.library.imports import IMPORTERS
from museion.library.models import Work
from museion.library.queries.authorities import look_up
from museion.library.search import SOURCES
from museion.library.tests.conftest import MakeWork
from museion.library.tests.test_importing_publications import NOON, OPERATOR
from museion.library.tests.test_librarians import FORM
from museion.network.models import Body, Person
from museion.vocabulary.models import Concept

pytestmark = pytest.mark.django_db
SignIn = Callable[[Account], Client]
Tracings = list[tuple[str, list[tuple[str, str]]]]


def make_authority(number: str, *tracings: tuple[str, list[tuple[str, str]]]) -> bytes:
    """The first tracing is the heading."""
    fields = [Field("001", number), make_field("040", "  ", [("a", "Sample"), ("b", "fre")])]
    fields += [make_field(tag, "1 ", pairs) for tag, pairs in tracings]
    return write_binary(MarcRecord("00000nz  a2200000n  4500", fields))


def bring_in(tmp_path: Path, *records: bytes) -> Outcome:
    path = tmp_path / "authorities.mrc"
    path.write_bytes(b"".join(records))
    order = Order(IMPORTERS[1], load_mapping("marc-authorities", IMPORTERS[1]), path, OPERATOR, lambda: NOON)
    return import_file(order)


def test_names_join_the_register_and_subjects_a_thesaurus(tmp_path: Path) -> None:
    outcome = bring_in(
        tmp_path,
        make_authority(
            "n1",
            ("100", [("a", "Diop, Awa,"), ("d", "1961-")]),
            ("400", [("a", "Diop, A.")]),
            ("400", [("a", "ديوب، أوا")]),
        ),
        make_authority("n2", ("110", [("a", "Comité de la Ribera."), ("b", "Archives")])),
        make_authority(
            "s1",
            ("150", [("a", "Inondations")]),
            ("450", [("a", "Crues")]),
            ("550", [("w", "g"), ("a", "Catastrophes")]),
        ),
        make_authority("s2", ("150", [("a", "Catastrophes")]), ("680", [("i", "Pour les événements.")])),
    )
    assert (outcome.created, outcome.rejected, outcome.left_out) == (4, 0, 0)
    awa = Person.objects.get(source_id="n1")
    assert (awa.name, awa.sort_name, awa.life_text) == ("Awa Diop", "Diop, Awa", "1961-")
    assert [held["text"] for held in awa.other_names] == ["Diop, A.", "ديوب، أوا"]
    assert Person.objects.get(source_id="n2").agent_kind == "group"
    floods = Concept.objects.get(source_id="s1")
    assert (floods.pref_labels, floods.alt_labels) == ({"fr": "Inondations"}, {"fr": ["Crues"]})
    assert [str(held) for held in floods.broader.all()] == ["Catastrophes"]
    assert (
        bring_in(tmp_path, make_authority("n2", ("110", [("a", "Comité de la Ribera."), ("b", "Archives")]))).created
        == 0
    )


def test_two_authorities_that_see_each_other_are_told_and_neither_is_lost(tmp_path: Path) -> None:
    outcome = bring_in(
        tmp_path,
        make_authority(
            "n1", ("100", [("a", "Clemens, Samuel")]), ("400", [("a", "Twain, Mark")]), ("400", [("a", "Snodgrass")])
        ),
        make_authority("n2", ("100", [("a", "Twain, Mark")]), ("400", [("a", "Clemens, Samuel")])),
    )
    assert (outcome.created, outcome.rejected) == (2, 0)
    told = QuarantinedRow.objects.order_by("id").values_list("place", "problem")
    assert [place.partition(", ")[2] for place, _ in told] == ["record 1", "record 2"]
    assert all("a circle" in problem for _, problem in told)
    clemens, twain = Person.objects.order_by("source_id")
    assert [held["text"] for held in clemens.other_names] == ["Snodgrass"]
    assert twain.other_names == []
    found = look_up("Twain", "name", PUBLIC_VIEWER, ("en",))
    assert [held.key for held in found] == [twain.key]


def test_two_subjects_that_stand_above_each_other_lose_the_link_that_closes_the_circle(tmp_path: Path) -> None:
    outcome = bring_in(
        tmp_path,
        make_authority("s1", ("150", [("a", "Eaux")]), ("550", [("w", "g"), ("a", "Fleuves")])),
        make_authority("s2", ("150", [("a", "Fleuves")]), ("550", [("w", "g"), ("a", "Eaux")])),
    )
    assert outcome.created == 2
    assert "a circle" in QuarantinedRow.objects.get().problem
    assert sum(concept.broader.count() for concept in Concept.objects.all()) == 1


@pytest.mark.parametrize(
    ("record", "told"),
    [
        (make_authority("t1", ("130", [("a", "Bible")])), "no heading for a person"),
        (make_authority("t2", ("100", [("d", "1900-")])), "has no text"),
        (b"00031" + make_authority("t3", ("100", [("a", "X")]))[5:6], "has no end"),
    ],
)
def test_what_is_no_authority_is_told(tmp_path: Path, record: bytes, told: str) -> None:
    outcome = bring_in(tmp_path, make_authority("n1", ("100", [("a", "Diop, Awa")])), record)
    assert (outcome.created, outcome.rejected) == (1, 1)
    assert told in QuarantinedRow.objects.get().problem


@pytest.fixture
def known(tmp_path: Path) -> tuple[Person, Concept]:
    bring_in(
        tmp_path,
        make_authority("n1", ("100", [("a", "Fall, Aïssatou")]), ("400", [("a", "Faal, Aisatu")])),
        make_authority("s1", ("150", [("a", "Inondations")]), ("450", [("a", "Crues")])),
    )
    return Person.objects.get(source_id="n1"), Concept.objects.get(source_id="s1")


def test_the_form_ties_names_and_subjects_to_their_authorities(
    secretariat: Account, sign_in: SignIn, known: tuple[Person, Concept]
) -> None:
    client, (person, concept) = sign_in(secretariat), known
    by_other_name = client.get("/library/authorities?q=Faal&kind=name").content.decode()
    assert f'data-take="Fall, Aïssatou [{person.key}]"' in by_other_name
    assert concept.key in client.get("/library/authorities?q=Crues&kind=subject").content.decode()
    tied = {
        "contributors": f"Fall, Aïssatou [{person.key}]\nNúñez, María ; editor",
        "subjects": f"Inondations [{concept.key}]\nCéramique",
    }
    assert client.post("/library/catalogue/new", FORM | tied).status_code == 302
    work = Work.objects.get()
    assert work.contributors[0] == {"name": "Fall, Aïssatou", "role": "author", "kind": "person", "key": person.key}
    assert list(work.concepts.all()) == [concept]
    assert [held["text"] for held in work.subjects] == ["Céramique"]
    again = client.get(f"/library/catalogue/{work.key}").content.decode()
    assert f"Fall, Aïssatou [{person.key}]" in again
    assert f"Inondations [{concept.key}]" in again
    source = next(source for source in SOURCES if source.kind == "work")
    (document,) = source.load([work.key])
    assert set(document.terms["linked"]) == {person.key, concept.key}
    assert "Faal, Aisatu" in [text.text for text in document.texts["author"]]
    assert client.post(f"/library/catalogue/{work.key}", FORM | {"subjects": "Céramique"}).status_code == 302
    assert not work.concepts.exists()


@pytest.mark.parametrize("line", [{"contributors": "Fall [p999zz]"}, {"subjects": "Crues [c999zz]"}])
def test_a_key_of_nobody_is_told(secretariat: Account, sign_in: SignIn, line: dict[str, str]) -> None:
    answer = sign_in(secretariat).post("/library/catalogue/new", FORM | line)
    assert answer.status_code == 422
    assert "999zz" in answer.content.decode()
    assert not Work.objects.exists()


def test_the_issuing_body_and_the_larger_work_are_chosen_from_what_is_known(
    secretariat: Account, sign_in: SignIn, make_work: MakeWork, committee: Body
) -> None:
    client, journal = sign_in(secretariat), make_work(reference_type="journal", titles={"fr": "Cahiers de la Réserve"})
    assert journal.key in client.get("/library/authorities?q=Cahiers&kind=work").content.decode()
    assert committee.key in client.get("/library/authorities?q=Comité&kind=body").content.decode()
    ties = {"issued_by": f"Comité [{committee.key}]", "parent": f"Cahiers de la Réserve [{journal.key}]"}
    assert client.post("/library/catalogue/new", FORM | ties | {"anyway": "1"}).status_code == 302
    work = Work.objects.exclude(pk=journal.pk).get()
    assert (work.issued_by, work.parent) == (committee, journal)
    assert f"[{journal.key}]" in client.get(f"/library/catalogue/{work.key}").content.decode()
    circle = client.post(f"/library/catalogue/{journal.key}", FORM | {"parent": f"x [{work.key}]"})
    assert circle.status_code == 422
    assert "no part of itself" in circle.content.decode()
    untied = client.post(f"/library/catalogue/{work.key}", FORM | {"issued_by": "Comité"})
    assert "is not tied" in untied.content.decode()
    client.post(f"/library/catalogue/{work.key}", FORM)
    assert Work.objects.get(pk=work.pk).parent == journal
    client.post(f"/library/catalogue/{work.key}", FORM | {"parent": "", "issued_by": ""})
    work.refresh_from_db()
    assert (work.issued_by, work.parent) == (None, None)


def test_an_edit_loses_nothing_that_the_form_has_no_place_for(
    secretariat: Account, sign_in: SignIn, make_work: MakeWork
) -> None:
    work = make_work()
    client = sign_in(secretariat)
    page: Any = client.get(f"/library/catalogue/{work.key}").context["sent"]
    sent = {name: text for name, text in page.items() if isinstance(text, str)}
    assert client.post(f"/library/catalogue/{work.key}", sent | {"extent": "113 p."}).status_code == 302
    again = Work.objects.get(pk=work.pk)
    for name in ("titles", "contributors", "subjects", "notes", "series", "numbers", "links", "abstracts"):
        assert getattr(again, name) == getattr(work, name), name
    assert again.extent == "113 p."


def test_a_person_s_page_leads_to_what_they_wrote(
    client: Client, make_work: MakeWork, known: tuple[Person, Concept]
) -> None:
    person, _concept = known
    make_work(contributors=[{"name": "Fall, Aïssatou", "role": "author", "kind": "person", "key": person.key}])
    while sum(drain(topic) for topic in list(HANDLERS)):
        pass
    assert f"/search?kind=work&amp;linked={person.key}" in client.get(person.url).content.decode()
    assert "Museos e inundaciones" in client.get(f"/search?kind=work&linked={person.key}").content.decode()


def test_what_is_known_of_a_hazard_in_a_country_is_one_link(client: Client, make_work: MakeWork) -> None:
    make_work()
    while sum(drain(topic) for topic in list(HANDLERS)):
        pass
    (known,) = find_on_topic("floods", "PE", PUBLIC_VIEWER)
    assert (known.count, known.url) == (1, "/search?kind=work&q=floods&country=PE")
    assert "Museos e inundaciones" in client.get(known.url).content.decode()
    (elsewhere,) = find_on_topic("floods", "SN", PUBLIC_VIEWER)
    assert elsewhere.url == "/search?kind=work&q=floods"
    assert find_on_topic("volcano", "PE", PUBLIC_VIEWER) == []
