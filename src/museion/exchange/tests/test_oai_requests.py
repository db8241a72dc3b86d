"""OAI-PMH 2.0, sections 3.1 to 3.3 and 3.6: requests, answers, dates, errors. One test a sentence that says must."""

import gzip
from collections.abc import Iterator
from datetime import datetime

import pytest
from django.conf import LazySettings
from django.test import Client
from lxml import etree

from museion.exchange import flow
from museion.exchange.tests.conftest import Repository
from museion.exchange.tests.harvested import NAMESPACE, ask, get_error, read, texts

VERBS = ("Identify", "ListMetadataFormats", "ListSets", "ListIdentifiers", "ListRecords", "GetRecord")


def list_valid(repository: Repository) -> dict[str, dict[str, str]]:
    return {
        "Identify": {},
        "ListMetadataFormats": {},
        "ListSets": {},
        "ListIdentifiers": {"metadataPrefix": "oai_dc"},
        "ListRecords": {"metadataPrefix": "oai_dc"},
        "GetRecord": {"metadataPrefix": "oai_dc", "identifier": f"oai:museion.example:{repository.jar.key}"},
    }


@pytest.mark.parametrize("verb", VERBS)
def test_repositories_support_get_and_post_alike(client: Client, repository: Repository, verb: str) -> None:
    arguments = {"verb": verb} | list_valid(repository)[verb]
    by_get, by_post = read(client.get("/oai", arguments)), read(client.post("/oai", arguments))
    for root in (by_get, by_post):
        root.remove(root.find(f"{NAMESPACE}responseDate"))
    assert etree.tostring(by_get) == etree.tostring(by_post)


@pytest.mark.parametrize("verb", VERBS)
def test_the_request_element_tells_the_arguments_back(client: Client, repository: Repository, verb: str) -> None:
    arguments = list_valid(repository)[verb]
    told = ask(client, verb, **arguments).find(f"{NAMESPACE}request")
    assert told.text == "https://museion.example/oai"
    assert dict(told.attrib) == {"verb": verb} | arguments


def test_the_request_element_is_bare_after_a_bad_verb_or_argument(client: Client, repository: Repository) -> None:
    for root in (ask(client, "ListEverything"), ask(client, "Identify", colour="blue")):
        assert dict(root.find(f"{NAMESPACE}request").attrib) == {}


@pytest.mark.parametrize("verb", VERBS)
def test_every_answer_is_xml_in_utf_8_that_fits_the_schema(client: Client, repository: Repository, verb: str) -> None:
    response = client.get("/oai", {"verb": verb} | list_valid(repository)[verb])
    assert response.content.startswith(b'<?xml version="1.0" encoding="UTF-8"?>')
    read(response)


def test_the_time_of_an_answer_is_utc_in_seconds(client: Client, repository: Repository) -> None:
    assert datetime.strptime(texts(ask(client, "Identify"), "responseDate")[0], "%Y-%m-%dT%H:%M:%SZ")  # noqa: DTZ007


@pytest.mark.parametrize("query", ["", "verb=", "verb=Nix", "verb=identify", "verb=Identify&verb=Identify"])
def test_a_missing_unknown_or_repeated_verb_is_bad_verb(client: Client, repository: Repository, query: str) -> None:
    assert get_error(read(client.get(f"/oai?{query}"))) == "badVerb"


@pytest.mark.parametrize(
    "query",
    [
        "verb=Identify&metadataPrefix=oai_dc",
        "verb=ListRecords",
        "verb=ListIdentifiers&set=object",
        "verb=GetRecord&metadataPrefix=oai_dc",
        "verb=GetRecord&identifier=oai:museion.example:x",
        "verb=ListRecords&metadataPrefix=oai_dc&metadataPrefix=oai_dc",
        "verb=ListRecords&metadataPrefix=",
        "verb=ListRecords&metadataPrefix=oai_dc&from=yesterday",
        "verb=ListRecords&metadataPrefix=oai_dc&from=2026-02-30",
        "verb=ListRecords&metadataPrefix=oai_dc&from=2026-03-14T12:00:00",
        "verb=ListRecords&metadataPrefix=oai_dc&from=2026-03-14T12:00:00%2B01:00",
        "verb=ListRecords&metadataPrefix=oai_dc&until=14.03.2026",
        "verb=ListRecords&metadataPrefix=oai_dc&from=2026-03-15&until=2026-03-14",
        "verb=ListRecords&metadataPrefix=oai_dc&from=2026-03-14&until=2026-03-15T00:00:00Z",
        "verb=ListRecords&metadataPrefix=oai_dc&set=a%20b",
        "verb=ListRecords&metadataPrefix=oai_dc&resumptionToken=x",
        "verb=ListMetadataFormats&resumptionToken=x",
    ],
)
def test_illegal_missing_and_repeated_arguments_are_bad_argument(
    client: Client, repository: Repository, query: str
) -> None:
    assert get_error(read(client.get(f"/oai?{query}"))) == "badArgument"


@pytest.mark.parametrize("verb", ["ListSets", "ListIdentifiers", "ListRecords"])
def test_a_token_stands_alone(client: Client, repository: Repository, verb: str) -> None:
    query = f"verb={verb}&resumptionToken=x&metadataPrefix=oai_dc"
    assert get_error(read(client.get(f"/oai?{query}"))) == "badArgument"


@pytest.mark.parametrize("text", ["<script>", "\x00\x0b", "é" * 3000, "ﷺ", "]]>&amp;"])
def test_what_strangers_write_comes_back_as_text(client: Client, repository: Repository, text: str) -> None:
    root = read(client.get("/oai", {"verb": text}))
    assert get_error(root) == "badVerb"
    assert get_error(read(client.get("/oai", {"verb": "Identify", text: text}))) == "badArgument"


def test_an_unknown_format_cannot_be_disseminated(client: Client, repository: Repository) -> None:
    identifier = f"oai:museion.example:{repository.jar.key}"
    for verb, more in (("ListRecords", {}), ("ListIdentifiers", {}), ("GetRecord", {"identifier": identifier})):
        assert get_error(ask(client, verb, metadataPrefix="nix", **more)) == "cannotDisseminateFormat"


@pytest.mark.parametrize("text", ["oai:museion.example:o00000000", "oai:elsewhere.example:{key}", "{key}", "urn:x"])
def test_an_unknown_identifier_does_not_exist(client: Client, repository: Repository, text: str) -> None:
    identifier = text.format(key=repository.jar.key)
    for verb, more in (("GetRecord", {"metadataPrefix": "oai_dc"}), ("ListMetadataFormats", {})):
        assert get_error(ask(client, verb, identifier=identifier, **more)) == "idDoesNotExist"


def test_what_is_not_public_does_not_exist(client: Client, repository: Repository) -> None:
    identifier = f"oai:museion.example:{repository.closed.key}"
    assert get_error(ask(client, "GetRecord", identifier=identifier, metadataPrefix="oai_dc")) == "idDoesNotExist"


def test_a_combination_that_holds_nothing_is_no_records_match(client: Client, repository: Repository) -> None:
    for arguments in ({"set": "object:nowhere"}, {"since": "2031-01-01"}, {"until": "1999-12-31"}, {"set": "nix"}):
        assert get_error(ask(client, "ListRecords", metadataPrefix="oai_dc", **arguments)) == "noRecordsMatch"


def test_an_empty_repository_has_no_set_hierarchy(client: Client, db: None) -> None:
    assert get_error(ask(client, "ListSets")) == "noSetHierarchy"


def test_an_answer_is_packed_only_for_who_takes_it(client: Client, repository: Repository) -> None:
    arguments = {"verb": "ListRecords", "metadataPrefix": "oai_dc"}
    plain = client.get("/oai", arguments)
    packed = client.get("/oai", arguments, headers={"Accept-Encoding": "br, gzip;q=0.5"})
    refused = client.get("/oai", arguments, headers={"Accept-Encoding": "gzip;q=0"})
    assert not plain.has_header("Content-Encoding")
    assert not refused.has_header("Content-Encoding")
    assert packed["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.content).count(b"<record>") == plain.content.count(b"<record>")


@pytest.fixture
def full_house() -> Iterator[None]:
    held = [flow._gate.acquire(blocking=False) for _ in range(flow.MOST_AT_ONCE)]
    yield
    for _ in held:
        flow._gate.release()


def test_who_comes_too_many_is_told_when_to_come_back(client: Client, repository: Repository, full_house: None) -> None:
    response = client.get("/oai", {"verb": "Identify"})
    assert response.status_code == 503
    assert int(response["Retry-After"]) > 0


def test_a_harvester_is_slowed_by_its_own_protocol_alone(
    client: Client, repository: Repository, settings: LazySettings
) -> None:
    """503 with a time is what harvesters understand; the site's general limit would answer 429."""
    settings.REQUESTS_PER_MINUTE = 2
    assert [client.get("/oai?verb=Identify").status_code for _turn in range(4)] == [200] * 4
    assert [client.get("/exchange").status_code for _turn in range(3)] == [200, 200, 429]


def test_those_who_are_turned_away_are_told_one_time_after_the_other() -> None:
    appointments = flow.Appointments(seconds_each=1.5)
    told = [appointments.give(100.0) for _ in range(600)]
    assert told == sorted(told)
    assert (told[0], told[-1]) == (4, 303)
    assert appointments.give(1000.0) == 4


def test_without_a_stated_address_the_repository_is_where_it_was_reached(
    client: Client, repository: Repository, settings: LazySettings
) -> None:
    settings.BASE_URL = ""
    told = client.get("/oai", {"verb": "Identify"}).content.decode()
    assert "<baseURL>http://testserver/oai</baseURL>" in told
    assert '<request verb="Identify">http://testserver/oai</request>' in told
    assert client.get("/reconcile").json()["view"]["url"] == "http://testserver/id/{{id}}"
