"""Papers for a border come from the base of laws, are ticked with a number or a document, and print with their basis."""

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.test import Client

from museion.core.access import Actor, NotAllowedError
from museion.core.languages import LanguageMap
from museion.heritage import laws as registry
from museion.heritage.actions import crossing, loans, packing, transfers
from museion.heritage.actions.crossing import InvalidCrossingError
from museion.heritage.care_terms import PaperState, TransferLeg
from museion.heritage.laws import LawAnswer, LawQuestion
from museion.heritage.models import CrossingPaper, Letter, Loan, SafeHaven, Transfer
from museion.heritage.queries.crossing import make_checklists
from museion.heritage.queries.whereabouts import find_whereabouts
from museion.heritage.tests.care_cast import NOON, make_museum, make_object, make_registrar

pytestmark = pytest.mark.django_db
TODAY = NOON.date()
PDF = b"%PDF-1.4 licence"


def _answer(country: str, kind: str, key: str = "xl1", **changes: Any) -> LawAnswer:
    return LawAnswer(
        **{
            "key": key, "titles": LanguageMap(fr="Code du patrimoine"), "citation": f"Law of {country}",
            "rule_kind": kind, "article": "art. 1", "texts": LanguageMap(en="Export needs a certificate."),
            "from_date": date(1993, 1, 1), "to_date": None, "certainty": "reported", "source_text": "Gazette",
            "source_url": "", "area": country, **changes,
        }
    )  # fmt: skip


def _find(question: LawQuestion) -> Sequence[LawAnswer]:
    """Two laws in the Union, one of them the Union's own, and a licence in Peru."""
    if question.country in {"FR", "IT"}:
        union = _answer("EU", "export_licence", "xl2", citation="Regulation 116/2009")
        own = _answer(
            question.country, "export_licence", f"xl{question.country}", unsure=("age",) if question.age is None else ()
        )
        return [
            union,
            own,
            _answer("EU", "import_licence", "xl2", citation="Regulation 2019/880"),
            _answer(question.country, "trade"),
        ]
    return [_answer("PE", "export_forbidden", "xlPE", citation="Ley 28296")] if question.country == "PE" else []


@pytest.fixture(autouse=True)
def _laws(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registry, "LAW_FINDERS", [_find])


@pytest.fixture(name="cast")
def _cast() -> dict[str, Any]:
    giver, taker = make_museum("Musée de Nantes", "FR"), make_museum("Museo de Lima", "PE")
    giving, taking = make_registrar(giver, "yann@example.org"), make_registrar(taker, "rosa@example.org")
    jar = make_object(giver, "N 1", date_latest=15321231, place_of_origin={"en": "Lima, Peru"})
    return {
        "giver": giver,
        "taker": taker,
        "yann": giving[1],
        "rosa": taking[1],
        "jar": jar,
        "accounts": (giving[0], taking[0]),
    }


def _transfer(cast: dict[str, Any], **changes: Any) -> Transfer:
    due = TODAY + timedelta(days=90)
    values = {
        "kind": "loan",
        "giver_id": cast["giver"].id,
        "taker_id": cast["taker"].id,
        "begins_date": TODAY,
        "due_date": due,
    }
    return packing.create_transfer(values | changes, {"": [cast["jar"]]}, actor=cast["yann"], at=NOON)


def _lend(cast: dict[str, Any], **changes: Any) -> Loan:
    values = {
        "museum_id": cast["giver"].id,
        "direction": "out",
        "partner_name": "Museo",
        "begins_date": TODAY,
        "due_date": TODAY,
    }
    return loans.create_loan(values | changes, [(cast["jar"].id, "")], actor=cast["yann"], at=NOON)


def test_each_border_asks_what_both_countries_ask_on_that_day(cast: dict[str, Any]) -> None:
    out, back = make_checklists(_transfer(cast))
    assert (out.border.from_country, out.border.to_country, out.border.day) == ("FR", "PE", TODAY)
    assert [(paper.side, paper.law.citation) for paper in out.papers if paper.law] == [
        ("export", "Regulation 116/2009"),
        ("export", "Law of FR"),
    ]
    assert all(paper.unsure == () and paper.objects == (cast["jar"],) for paper in out.papers)
    assert [(paper.side, paper.law.citation) for paper in back.papers if paper.law] == [
        ("export", "Ley 28296"),
        ("import", "Regulation 2019/880"),
    ]


def test_within_the_union_its_border_is_not_crossed_and_the_land_of_origin_is_asked_too(cast: dict[str, Any]) -> None:
    roma = make_museum("Museo di Roma", "IT")
    out, back = make_checklists(_transfer(cast, taker_id=roma.id))
    assert [(paper.side, paper.law.citation) for paper in out.papers if paper.law] == [
        ("export", "Law of FR"),
        ("origin", "Ley 28296"),
    ]
    assert back.papers[0].country == "IT"


def test_without_a_base_of_laws_or_a_country_it_says_so(
    cast: dict[str, Any], monkeypatch: pytest.MonkeyPatch, client: Client
) -> None:
    loan = _lend(cast)
    client.force_login(cast["accounts"][0])
    assert "country of one side is not stated" in client.get(f"/loans/{loan.key}/papers").content.decode()
    Loan.objects.filter(pk=loan.pk).update(partner_country="PE", insurance_eur=Decimal(5000))
    assert "Regulation 116/2009" in client.get(f"/loans/{loan.key}/papers").content.decode()
    monkeypatch.setattr(registry, "LAW_FINDERS", [])
    assert "No base of laws is kept here" in client.get(f"/loans/{loan.key}/papers").content.decode()
    Loan.objects.filter(pk=loan.pk).update(partner_country="FR")
    assert "No border is crossed" in client.get(f"/loans/{loan.key}/papers").content.decode()


def test_a_paper_is_ticked_with_its_document_and_keeps_the_rule_that_asked_for_it(
    cast: dict[str, Any], client: Client, settings: Any, tmp_path: Path
) -> None:
    settings.HOME = tmp_path
    transfer = _transfer(cast)
    page = f"/transfers/{transfer.key}/papers"
    rule = make_checklists(transfer)[0].papers[1].rule
    sent = {"leg": "out", "rule": rule, "state": "at_hand"}
    client.force_login(cast["accounts"][1])
    assert client.post(page, sent).status_code == 400
    film = SimpleUploadedFile("licence.pdf", b"\x00\x00\x00\x18ftypmp42 film")
    assert "is no PDF" in client.post(page, sent | {"file": film}).content.decode()
    assert client.post(page, sent | {"file": SimpleUploadedFile("../licence 7.pdf", PDF)}).status_code == 302
    paper = CrossingPaper.objects.get()
    assert (paper.state, paper.file_title, paper.noted_by) == (PaperState.AT_HAND, "licence 7.pdf", "rosa")
    assert paper.basis["citation"] == "Law of FR"
    assert make_checklists(transfer)[0].settled == 1
    assert "licence 7.pdf" in client.get(page).content.decode()
    assert b"".join(client.get(f"{page}/{paper.pk}")) == PDF
    registry.LAW_FINDERS.clear()
    registry.LAW_FINDERS.append(lambda _question: [])
    assert "no longer today: Law of FR" in " ".join(client.get(page).content.decode().split())
    client.logout()
    for address in (page, f"{page}/{paper.pk}", f"/loans/{transfer.key}/papers"):
        assert client.get(address).status_code == 404
    other = make_registrar(make_museum("Elsewhere", "IT"), "eve@example.org")
    client.force_login(other[0])
    assert client.get(f"{page}/{paper.pk}").status_code == 404


def test_another_paper_is_named_by_hand_and_one_not_needed_has_a_reason(cast: dict[str, Any], client: Client) -> None:
    loan = _lend(cast, partner_country="PE")
    client.force_login(cast["accounts"][0])
    page = f"/loans/{loan.key}/papers"
    client.post(page, {"leg": "out", "title": "ATA carnet", "state": "at_hand", "reference": "FR-2026-17"})
    assert CrossingPaper.objects.get().basis == {"title": "ATA carnet"}
    assert "FR-2026-17" in client.get(page).content.decode()
    refused = client.post(page, {"leg": "out", "rule": "own:ATA carnet", "state": "not_needed"})
    assert "Say why" in refused.content.decode()
    assert "Say which paper" in client.post(page, {"leg": "out", "rule": "invented"}).content.decode()
    with pytest.raises(NotAllowedError):
        crossing.note_paper(loan, "out", "x", "open", actor=cast["rosa"], at=NOON)
    with pytest.raises(IntegrityError), transaction.atomic():
        CrossingPaper.objects.update(loan=None)


def test_a_letter_of_one_side_is_not_read_by_the_other(
    cast: dict[str, Any], client: Client, settings: Any, tmp_path: Path
) -> None:
    settings.HOME = tmp_path
    transfer = _transfer(cast, kind="restitution", due_date=None)
    client.force_login(cast["accounts"][0])
    letter = {"readers": "giver", "written_date": "2026-11-20", "party": "Ministère", "text": "Avis réservé du conseil"}
    client.post(f"{transfer.url}/letters", letter | {"file": SimpleUploadedFile("avis.pdf", PDF)})
    client.post(f"{transfer.url}/letters", letter | {"readers": "both", "text": "Consultation with the community"})
    assert Letter.objects.count() == 2
    own = client.get(transfer.url).content.decode()
    assert "Avis réservé" in own
    private = Letter.objects.get(readers="giver")
    assert b"".join(client.get(f"{transfer.url}/letters/{private.pk}")) == PDF
    refused = client.post(f"{transfer.url}/letters", letter | {"readers": "taker", "text": "A long account"})
    assert refused.status_code == 400
    assert "A long account" in refused.content.decode()
    client.force_login(cast["accounts"][1])
    theirs = client.get(transfer.url).content.decode()
    assert "Consultation with the community" in theirs
    assert "Avis réservé" not in theirs
    assert (
        "Minist"
        not in client.get(f"/id/{transfer.key}").content.decode().replace("Consultation", "").split("Letters")[0]
    )
    assert client.get(f"{transfer.url}/letters/{private.pk}").status_code == 404
    with pytest.raises(NotAllowedError):
        crossing.write_letter(
            transfer, "both", written_date=TODAY, party="x", text="y", actor=Actor("visitor"), at=NOON
        )


def test_places_of_refuge_are_offered_nearest_first_and_to_museums_alone(cast: dict[str, Any], client: Client) -> None:
    near = make_museum("Musée de Rennes", "FR")
    for museum, latitude, longitude in (
        (cast["giver"], 47.2, -1.55),
        (near, 48.1, -1.68),
        (cast["taker"], -12.0, -77.0),
    ):
        type(museum).objects.filter(pk=museum.pk).update(latitude=latitude, longitude=longitude)
    registrar = make_registrar(near, "maelle@example.org")[1]
    offer = {"room_for": "forty boxes", "contact": "+33 2 99"}
    crossing.offer_haven(near, offer, actor=registrar, at=NOON)
    crossing.offer_haven(cast["taker"], offer | {"until_date": TODAY + timedelta(days=9)}, actor=cast["rosa"], at=NOON)
    with pytest.raises(InvalidCrossingError):
        crossing.offer_haven(near, {"room_for": ""}, actor=registrar, at=NOON)
    assert client.get("/safe-havens").status_code == 403
    client.force_login(cast["accounts"][0])
    page = client.get(f"/safe-havens?museum={cast['giver'].key}").content.decode()
    assert page.index("Musée de Rennes") < page.index("Museo de Lima")
    assert f"kind=refuge&amp;taker={near.key}" in page
    form = client.get(f"/transfers/new?museum={cast['giver'].key}&kind=refuge&taker={near.key}").content.decode()
    assert f'value="{near.key}"' in form
    address = f"/safe-havens?museum={cast['giver'].key}"
    assert client.post(address, {"room_for": "two shelves", "contact": "Yann"}).status_code == 302
    assert client.post(address, {"step": "end"}).status_code == 302
    assert SafeHaven.objects.count() == 2


def test_where_an_object_is_follows_from_what_was_signed_and_lent(cast: dict[str, Any], client: Client) -> None:
    jar = cast["jar"]
    assert find_whereabouts(jar).holder == "Musée de Nantes"
    transfer = _transfer(cast)
    for leg, holder in (("out", "Museo de Lima"), ("back", "Musée de Nantes")):
        made = transfers.prepare_hand_over(transfer, leg, {jar.key: "good"}, "Callao", actor=cast["yann"], at=NOON)
        transfers.sign_hand_over(made, "giver", actor=cast["yann"], at=NOON)
        before = find_whereabouts(jar).holder
        transfers.sign_hand_over(made, "taker", actor=cast["rosa"], at=NOON)
        assert (before != holder, find_whereabouts(jar).holder) == (True, holder)
    loan = _lend(cast, status="out", venues=[{"name": "Sala 3"}])
    assert (find_whereabouts(jar).place, find_whereabouts(jar).because) == ("Sala 3", loan.url)
    client.force_login(cast["accounts"][0])
    assert "Sala 3" in client.get(jar.url).content.decode()
    client.logout()
    assert "Sala 3" not in client.get(jar.url).content.decode()
    assert make_checklists(transfer)[0].border.leg == TransferLeg.OUT
