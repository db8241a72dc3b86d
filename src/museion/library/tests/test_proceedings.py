"""Papers of meetings in the catalogue: once, within the volume of their meeting, read by who may read the meeting."""

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest
from django.test import Client

from museion.core.access import Actor, NotAllowedError
from museion.core.http.asking import make_actor
from museion.core.keys import make_key
from museion.core.models import Account
from museion.library.models import LibraryFile, Work
from museion.library.tests.conftest import make_pdf
from museion.network.actions import create_person
from museion.network.models import Body
from museion.network.proceedings import Author, PaperFile, Proceeding, hand_over_proceeding


@pytest.fixture
def proceeding(committee: Body, operator: Actor, now: datetime, tmp_path: Path) -> Proceeding:
    person = create_person({"name": "Aïssatou Fall", "sort_name": "Fall, Aïssatou"}, actor=operator, at=now)
    slides, film = tmp_path / "slides.pdf", tmp_path / "film.mp4"
    slides.write_bytes(make_pdf("The stores were flooded in March."))
    film.write_bytes(b"\x00\x00\x00\x18ftypmp42")
    return Proceeding(
        contribution_key=make_key("xr", 1),
        event_key=make_key("v", 1),
        event_titles={"en": "Water in the house", "fr": "L’eau dans la maison"},
        event_date=date(2026, 6, 10),
        place="Dakar, Senegal",
        bodies=(committee,),
        titles={"fr": "Sécher lentement"},
        abstracts={"fr": "Du papier mouillé."},
        language="fr",
        authors=(Author("Aïssatou Fall", person_key=person.key), Author("田中芽衣")),
        files=(PaperFile(slides, "application/pdf", "Slides"), PaperFile(film, "video/mp4", "The film")),
    )


def test_a_paper_stands_once_in_the_volume_of_its_meeting(
    proceeding: Proceeding, operator: Actor, now: datetime
) -> None:
    other = replace(proceeding, contribution_key=make_key("xr", 2), titles={"en": "Boats for books"}, files=())
    keys = [hand_over_proceeding(one, actor=operator, at=now) for one in (proceeding, proceeding, other)]
    assert keys[0] == keys[1] != keys[2]
    paper = Work.objects.get(key=keys[0])
    volume = Work.objects.get(reference_type="proceedings")
    assert (paper.parent_id, Work.objects.get(key=keys[2]).parent_id) == (volume.pk, volume.pk)
    assert [held["name"] for held in paper.contributors] == ["Fall, Aïssatou", "田中芽衣"]
    assert (paper.reference_type, paper.date_text, paper.related_keys[1]) == (
        "conference_paper",
        "2026",
        make_key("v", 1),
    )
    page = Client().get(paper.url).content.decode()
    assert "Sécher lentement" in page
    assert "Slides.pdf" in page


def test_what_cannot_be_kept_is_told_and_hinders_nothing(
    proceeding: Proceeding, operator: Actor, now: datetime
) -> None:
    paper = Work.objects.get(key=hand_over_proceeding(proceeding, actor=operator, at=now))
    assert LibraryFile.objects.get().original_name == "Slides.pdf"
    assert len(paper.import_notes) == 1
    assert paper.import_notes[0].startswith("The film.mp4")


def test_what_cataloguers_changed_stays(proceeding: Proceeding, operator: Actor, now: datetime) -> None:
    key = hand_over_proceeding(proceeding, actor=operator, at=now)
    Work.objects.filter(key=key).update(titles={"fr": "Sécher lentement le papier"})
    hand_over_proceeding(proceeding, actor=operator, at=now)
    assert Work.objects.get(key=key).titles["fr"] == "Sécher lentement le papier"


def test_papers_of_a_closed_meeting_are_closed_too(proceeding: Proceeding, operator: Actor, now: datetime) -> None:
    key = hand_over_proceeding(replace(proceeding, access="member"), actor=operator, at=now)
    assert Client().get(f"/id/{key}").status_code == 404
    assert {file.access for file in LibraryFile.objects.all()} == {"member"}
    assert set(Work.objects.values_list("access", flat=True)) == {"member"}


def test_registrars_of_the_body_hand_over_and_editors_do_not(
    proceeding: Proceeding, registrar: Account, editor: Account, now: datetime
) -> None:
    with pytest.raises(NotAllowedError):
        hand_over_proceeding(proceeding, actor=make_actor(editor), at=now)
    assert (
        hand_over_proceeding(proceeding, actor=make_actor(registrar), at=now)
        == Work.objects.get(parent=None).parts.get().key
    )
