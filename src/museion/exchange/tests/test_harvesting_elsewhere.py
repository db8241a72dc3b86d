"""Harvests of change streams, of files over HTTP, of LIDO inside OAI-PMH, and of answers that real providers gave."""

import io
import tarfile
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import orjson
import pytest
from django.conf import LazySettings
from django.test import Client

from museion.core.access import Actor
from museion.core.fetching import Answer, FetchError
from museion.core.imports.specs import UnusableMappingError
from museion.core.models import Account, QuarantinedRow
from museion.exchange.actions.harvests import Manner, create_source, run_source
from museion.exchange.formats.oai_answers import UnreadableAnswerError, mend_answer, read_answer
from museion.exchange.harvesting.reporting import iterate_report
from museion.exchange.models import Harvest, HarvestProblem, HarvestSource, Protocol
from museion.exchange.tests.hostile import Kept, Plan
from museion.heritage.models import CulturalObject

FIXTURES = Path(__file__).parents[5] / "shared" / "data" / "interchange" / "fixtures.tar.gz"
BASE = "https://partner.example"
LINKED_ART = """
kind = "objects"
source = "partner"
source_id = "id"
[fields]
title = { column = "_label", optional = true }
inventory_number = { column = "identified_by[].content", optional = true, join = "; " }
"""
Web = dict[str, Any]


@pytest.fixture
def harvest(db: None, operator: Actor, now: datetime) -> Callable[..., Harvest]:
    """Harvests a web of documents by address; what is no document there is 404."""

    def run(web: Web, **values: Any) -> Harvest:
        def ask(address: str) -> Answer:
            if address not in web:
                raise FetchError(f"{address}: status 404", status=404)
            held = web[address]
            return Answer(held if isinstance(held, bytes) else orjson.dumps(held))

        source = HarvestSource.objects.first() or create_source({"name": "partner"} | values, actor=operator, at=now)
        manner = Manner(pause=0.0, sleep=lambda _seconds: None, ask=ask)
        return run_source(source, actor=operator, clock=lambda: now, manner=manner)

    return run


@pytest.fixture
def mapping(tmp_path: Path) -> str:
    path = tmp_path / "linked-art.toml"
    path.write_text(LINKED_ART, encoding="utf-8")
    return str(path)


def make_stream(*activities: tuple[str, str, str], pages: int = 2) -> Web:
    """`activities`: type, object's address, moment; oldest first."""
    made = [
        {"type": kind, "object": {"id": url, "type": "HumanMadeObject"}, "endTime": at} for kind, url, at in activities
    ]
    size = -(-len(made) // pages)
    web: Web = {
        f"{BASE}/changes": {"type": "OrderedCollection", "last": {"id": f"{BASE}/changes/{pages - 1}"}},
    }
    for number in range(pages):
        page: Web = {"type": "OrderedCollectionPage", "orderedItems": made[number * size : (number + 1) * size]}
        if number:
            page["prev"] = {"id": f"{BASE}/changes/{number - 1}"}
        web[f"{BASE}/changes/{number}"] = page
    return web


def make_object(number: int, label: str) -> Web:
    url = f"{BASE}/object/{number}"
    name = {"type": "Identifier", "content": f"I.{number}"}
    return {url: {"id": url, "type": "HumanMadeObject", "_label": label, "identified_by": [name]}}


def test_a_stream_of_changes_is_followed(harvest: Callable[..., Harvest], mapping: str) -> None:
    stream = [("Create", f"{BASE}/object/{n}", f"2026-03-0{n}T00:00:00Z") for n in (1, 2, 3, 4)]
    web = make_stream(*stream) | make_object(1, "طبق") | make_object(2, "Bowl") | make_object(3, "Bol")
    values = {"address": f"{BASE}/changes", "protocol": Protocol.CHANGES, "mapping": mapping}
    done = harvest(web, **values)
    assert (done.state, done.created, done.source.harvested_until) == ("finished", 3, "2026-03-04T00:00:00Z")
    assert CulturalObject.objects.get(source_id=f"{BASE}/object/1").inventory_number == "I.1"
    stream += [
        ("Delete", f"{BASE}/object/2", "2026-03-05T00:00:00Z"),
        ("Update", f"{BASE}/object/3", "2026-03-06T00:00:00Z"),
    ]
    done = harvest(make_stream(*stream) | make_object(3, "Bol bleu"), **values)
    assert (done.updated, done.deleted) == (1, 1)
    assert CulturalObject.objects.get(source_id=f"{BASE}/object/3").title == {"und": "Bol bleu"}
    assert CulturalObject.objects.current().count() == 2


def test_a_stream_in_circles_is_a_clear_failure(harvest: Callable[..., Harvest], mapping: str) -> None:
    web = make_stream(("Create", f"{BASE}/object/1", "2026-03-01T00:00:00Z"), pages=1)
    web[f"{BASE}/changes/0"]["prev"] = {"id": f"{BASE}/changes/0"}
    failed = harvest(web, address=f"{BASE}/changes", protocol=Protocol.CHANGES, mapping=mapping)
    assert (failed.state, CulturalObject.objects.count()) == ("failed", 0)
    assert "circles" in failed.problem


def test_a_table_over_http_is_harvested_and_what_is_wrong_with_it_told(harvest: Callable[..., Harvest]) -> None:
    table = b"inventory_number,title,object_type\n12.4,Ceremonial mask,mask\n,,\n12.6,Drum,drum\n"
    values = {
        "address": f"{BASE}/objects.csv",
        "protocol": Protocol.FILE,
        "mapping": "object-id",
        "importer": "objects",
    }
    done = harvest({f"{BASE}/objects.csv": table}, **values)
    assert (done.state, done.read, done.created, done.rejected) == ("finished", 3, 2, 1)
    assert CulturalObject.objects.filter(source="partner").count() == 2
    assert "source_id" in HarvestProblem.objects.get().problem
    assert harvest({f"{BASE}/objects.csv": table}, **values).unchanged == 2


def test_whoever_reads_the_page_of_a_source_is_told_in_his_language_what_was_wrong(
    harvest: Callable[..., Harvest], secretariat: Account, sign_in: Callable[[Account], Client]
) -> None:
    address = f"{BASE}/objects.csv"
    table = "inventory_number,title,object_type,measurements\n12.4,قناع,قناع,١٤ ذراعًا\n,,,\n".encode()
    done = harvest({address: table}, address=address, protocol=Protocol.FILE, mapping="object-id", importer="objects")
    HarvestProblem.objects.create(
        source=done.source, identifier="old", problem="the reason of old", found_at=done.started_at
    )
    pages = {
        language: sign_in(secretariat).get(done.source.url, headers={"accept-language": language}).content.decode()
        for language in ("en", "fr", "ar")
    }
    assert "expected numbers with a unit, such as 14 x 18 cm; kept as written" in pages["en"]
    assert "measurements_text : attendu : des nombres avec une unité" in pages["fr"]
    assert "Trouvé : <bdi>١٤ ذراعًا</bdi>" in pages["fr"]
    assert "\u2068measurements_text\u2069: المتوقع أرقام مع وحدة" in pages["ar"]
    assert all('<span lang="en" dir="ltr">the reason of old</span>' in page for page in pages.values())
    report = "".join(iterate_report(done.source))
    assert report.startswith("identifier,datestamp,field,problem,raw\r\n")
    assert "measurements_text: expected numbers with a unit" in report


def test_rows_that_a_file_holds_no_more_are_withdrawn(harvest: Callable[..., Harvest]) -> None:
    address, head = f"{BASE}/objects.csv", b"inventory_number,title,object_type\n"
    values = {"address": address, "protocol": Protocol.FILE, "mapping": "object-id", "importer": "objects"}
    values["withdraws_missing"] = True
    mask, drum, bowl = b"12.4,Ceremonial mask,mask\n", b"12.6,Drum,drum\n", "12.7,椀,bowl\n".encode()
    harvest({address: head + mask + drum + bowl}, **values)
    unsure = harvest({address: head + mask + b",,\n"}, **values)
    assert (unsure.deleted, "nothing was withdrawn" in unsure.problem) == (0, True)
    done = harvest({address: head + mask + bowl}, **values)
    assert (done.state, done.deleted) == ("finished", 1)
    assert set(CulturalObject.objects.current().values_list("source_id", flat=True)) == {"12.4", "12.7"}


def test_rows_of_a_file_that_cannot_be_used_are_kept_once_however_often_it_is_harvested(
    harvest: Callable[..., Harvest], settings: LazySettings, tmp_path: Path
) -> None:
    settings.HOME = tmp_path
    address = f"{BASE}/objects.csv"
    values = {"address": address, "protocol": Protocol.FILE, "mapping": "object-id", "importer": "objects"}
    web = {address: b"inventory_number,title,object_type\n12.4,Mask,mask\n,,\n"}
    assert [harvest(web, **values).rejected for _hour in range(2)] == [1, 1]
    assert HarvestProblem.objects.count() == 1
    assert (QuarantinedRow.objects.count(), list(tmp_path.rglob("*.jsonl"))) == (0, [])


def test_why_a_harvest_failed_is_told_in_the_readers_language(
    harvest: Callable[..., Harvest], secretariat: Account, sign_in: Callable[[Account], Client]
) -> None:
    values = {"address": f"{BASE}/objects.csv", "protocol": Protocol.FILE, "mapping": "object-id"}
    failed = harvest({}, importer="objects", **values)
    assert failed.problem == f"{BASE}/objects.csv: status 404"
    web = {values["address"]: b"numero,titre\n12.4,Masque\n"}
    failed = harvest(web, importer="objects", **values)
    assert "the file has no column" in failed.problem
    client = sign_in(secretariat)
    page = client.get(f"{failed.source.url}?lang=fr").content.decode()
    assert "le fichier n’a pas de colonne" in page
    assert "ses colonnes sont" in client.get("/exchange/sources?lang=fr").content.decode()


def test_a_page_names_no_file_of_the_machine(
    secretariat: Account, sign_in: Callable[[Account], Client], mapping: str
) -> None:
    form = {"address": f"{BASE}/changes", "protocol": Protocol.CHANGES, "mapping": mapping, "every_hours": "24"}
    answer = sign_in(secretariat).post("/exchange/sources", form)
    assert "problem=" in answer.headers["Location"]
    assert not HarvestSource.objects.exists()


def test_lido_inside_oai_pmh_is_read_by_the_mapping_that_names_it(harvest: Callable[..., Harvest]) -> None:
    lido = (
        '<lido:lido xmlns:lido="http://www.lido-schema.org"><lido:lidoRecID lido:type="local">77</lido:lidoRecID>'
        '<lido:descriptiveMetadata xml:lang="sv"><lido:objectIdentificationWrap><lido:titleWrap><lido:titleSet>'
        "<lido:appellationValue>Fågeln</lido:appellationValue></lido:titleSet></lido:titleWrap>"
        "</lido:objectIdentificationWrap></lido:descriptiveMetadata></lido:lido>"
    )
    plan = Plan([Kept("oai:partner.example:77", "2026-03-01T00:00:00Z", "", metadata=lido)])
    base = f"{BASE}/oai"
    web = {
        f"{base}?verb=Identify": plan.answer({"verb": "Identify"}),
        f"{base}?verb=ListRecords&metadataPrefix=lido": plan.answer({"verb": "ListRecords"}),
    }
    done = harvest(web, address=base, prefix="lido", mapping="lido")
    assert (done.state, done.created) == ("finished", 1), done.problem
    record = CulturalObject.objects.get()
    assert (record.source_id, record.title) == ("oai:partner.example:77", {"sv": "Fågeln"})


def test_a_mapping_that_does_not_exist_is_told_with_those_that_do(db: None, operator: Actor, now: datetime) -> None:
    with pytest.raises(UnusableMappingError, match="oai-dc"):
        create_source({"address": BASE, "mapping": "nix"}, actor=operator, at=now)


def read_fixtures() -> dict[str, bytes]:
    if not FIXTURES.is_file():
        pytest.skip(f"{FIXTURES} is not there: real answers are not part of the repository")
    with tarfile.open(fileobj=io.BytesIO(FIXTURES.read_bytes())) as archive:
        names = [
            name for name in archive.getnames() if name.startswith(("pyoai/", "sickle/")) and name.endswith(".xml")
        ]
        held = {name: archive.extractfile(name).read() for name in names}  # type: ignore[union-attr]
    # One of the folders holds bare records.
    return {name: content for name, content in held.items() if b"<OAI-PMH" in content}


def test_answers_that_real_providers_gave_are_read() -> None:
    """Whole ones as they are, broken ones record by record; one that is broken outside of any record is refused."""
    read, records, refused = 0, 0, 0
    for content in read_fixtures().values():
        try:
            page = read_answer(content)
        except UnreadableAnswerError:
            try:
                page = mend_answer(content)
            except UnreadableAnswerError:
                refused += 1
                continue
        assert all(item.identifier or item.flaw for item in page.items)
        read, records = read + 1, records + len(page.items)
    assert (read, refused) >= (28, 0)
    assert refused <= 2
    assert records > 100


def test_a_record_that_is_no_xml_costs_no_other() -> None:
    plan = Plan(
        [Kept(f"oai:partner.example:{n}", "2026-03-01T00:00:00Z", f"Caf&eacute; {n} R&B &bogus;") for n in range(3)]
    )
    content = plan.answer({"verb": "ListRecords"}).replace(b"<dc:date>1890</dc:date>", b"<dc:date>1890</dc:dat>", 1)
    page = mend_answer(content)
    assert [bool(item.flaw) for item in page.items] == [True, True, True]
    assert "no XML" in page.items[0].flaw
    assert "Café 1 R&amp;B" in page.items[1].metadata.decode()
    with pytest.raises(UnreadableAnswerError):
        mend_answer(content[:-12])
