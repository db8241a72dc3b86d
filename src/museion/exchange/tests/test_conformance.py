"""What OAI-PMH 2.0 says that a repository must do and the tests of requests and lists do not show, a test a sentence.

`docs/reference/oai-pmh.md` names the test of every sentence.
"""

import re
from datetime import datetime
from pathlib import Path
from urllib.parse import quote, urlencode, urlsplit

import pytest
from django.test import Client
from lxml import etree

from museion.core.access import Actor
from museion.exchange.tests.conftest import Publish, Repository
from museion.exchange.tests.harvested import NAMESPACE, ask, get_error, list_all, texts
from museion.heritage.actions import update_object

XSI = "{http://www.w3.org/2001/XMLSchema-instance}"
LISTED = {"verb": "ListRecords", "metadataPrefix": "oai_dc"}


def test_identifiers_are_uris(client: Client, repository: Repository) -> None:
    for identifier in texts(ask(client, "ListIdentifiers", metadataPrefix="oai_dc"), "identifier"):
        assert urlsplit(identifier).scheme == "oai"
        assert re.fullmatch(r"oai:[a-z][a-z0-9.-]*:[!-~]+", identifier)


def test_one_identifier_names_an_item_in_all_its_formats(client: Client, repository: Repository) -> None:
    identifier = f"oai:museion.example:{repository.jar.key}"
    prefixes = texts(ask(client, "ListMetadataFormats", identifier=identifier), "metadataPrefix")
    assert {"oai_dc", "json-ld", "lido", "linked-art", "edm"} <= set(prefixes)
    for prefix in prefixes:
        assert (
            texts(ask(client, "GetRecord", identifier=identifier, metadataPrefix=prefix), "identifier")[0] == identifier
        )


@pytest.mark.parametrize("prefix", ["oai_dc", "json-ld", "lido", "linked-art", "edm"])
def test_every_metadata_part_is_one_element_that_names_its_schema(
    client: Client, repository: Repository, prefix: str
) -> None:
    formats = ask(client, "ListMetadataFormats").iter(f"{NAMESPACE}metadataFormat")
    stated = {held[0].text: (held[2].text, held[1].text) for held in formats}
    for part in ask(client, "ListRecords", metadataPrefix=prefix).iter(f"{NAMESPACE}metadata"):
        assert len(part) == 1
        assert "xsi" in part[0].nsmap
        assert tuple(part[0].get(f"{XSI}schemaLocation").split()[:2]) == stated[prefix]


def test_a_change_gives_a_new_datestamp(
    client: Client, repository: Repository, operator: Actor, now: datetime, publish: Publish
) -> None:
    identifier = f"oai:museion.example:{repository.jar.key}"
    before = texts(ask(client, "GetRecord", identifier=identifier, metadataPrefix="oai_dc"), "datestamp")
    update_object(repository.jar, {"inventory_number": "1952.15"}, actor=operator, at=now)
    publish(20)
    after = texts(ask(client, "GetRecord", identifier=identifier, metadataPrefix="oai_dc"), "datestamp")
    assert after > before


def test_a_deletion_is_told_in_every_answer_that_names_the_record(
    client: Client, repository: Repository, publish: Publish
) -> None:
    publish(60 * 24 * 400)
    identifier = f"oai:museion.example:{repository.gone.key}"
    for verb in ("ListRecords", "ListIdentifiers"):
        headers = {header[0].text: header for header in list_all(client, verb, metadataPrefix="oai_dc")}
        assert headers[identifier].get("status") == "deleted"


def test_post_takes_arguments_as_a_form_sends_them(client: Client, repository: Repository) -> None:
    answer = client.post("/oai", urlencode(LISTED), content_type="application/x-www-form-urlencoded")
    assert answer.content.count(b"<record>") == client.get("/oai", LISTED).content.count(b"<record>") > 0


def test_arguments_may_be_percent_encoded(client: Client, repository: Repository) -> None:
    encoded = quote(f"object:{repository.museum.key}", safe="")
    answer = client.get(f"/oai?verb=ListRecords&metadataPrefix=oai%5Fdc&set={encoded}")
    assert answer.content.count(b"<record>") == 2


def test_answers_and_errors_are_text_xml_with_status_200(client: Client, repository: Repository) -> None:
    for asked in (LISTED, {"verb": "Nix"}, {"verb": "ListRecords", "resumptionToken": "x"}):
        answer = client.get("/oai", asked)
        assert (answer.status_code, answer["Content-Type"]) == (200, "text/xml; charset=utf-8")


def test_the_root_names_its_schema_and_begins_with_date_and_request(client: Client, repository: Repository) -> None:
    root = ask(client, "Identify")
    assert root.tag == f"{NAMESPACE}OAI-PMH"
    assert root.get(f"{XSI}schemaLocation") == (
        "http://www.openarchives.org/OAI/2.0/ http://www.openarchives.org/OAI/2.0/OAI-PMH.xsd"
    )
    assert [etree.QName(part).localname for part in root] == ["responseDate", "request", "Identify"]


def test_days_and_seconds_are_both_understood_and_seconds_are_told(client: Client, repository: Repository) -> None:
    by_day = list_all(client, "ListIdentifiers", metadataPrefix="oai_dc", since="2026-03-14")
    by_second = list_all(client, "ListIdentifiers", metadataPrefix="oai_dc", since="2026-03-14T00:00:00Z")
    assert [header[0].text for header in by_day] == [header[0].text for header in by_second]
    assert all(re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", header[1].text or "") for header in by_day)


def test_an_interval_that_ended_before_the_first_record_holds_nothing(client: Client, repository: Repository) -> None:
    assert get_error(ask(client, "ListRecords", metadataPrefix="oai_dc", until="1990-01-01")) == "noRecordsMatch"


def test_every_sentence_that_says_must_has_a_test() -> None:
    table = (Path(__file__).parents[4] / "docs" / "reference" / "oai-pmh.md").read_text("utf-8")
    named = set(re.findall(r"`(test_\w+)`", table))
    here = Path(__file__).parent
    held = {name for path in here.glob("test_*.py") for name in re.findall(r"def (test_\w+)", path.read_text("utf-8"))}
    assert len(named) > 40
    assert named <= held
