"""OAI-PMH 2.0, sections 2.5, 2.7, 3.5 and 4: records, sets, tokens, the six verbs."""

from datetime import UTC, datetime, timedelta

import pytest
from django.conf import LazySettings
from django.test import Client
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from lxml import etree
from pytest_django import DjangoAssertNumQueries

from museion.core.access import Actor
from museion.exchange.formats.validation import check_by_schema
from museion.exchange.models import FeedFlaw, Publication, PublishingMark
from museion.exchange.oai import listing, tokens
from museion.exchange.tests.conftest import Publish, Repository
from museion.exchange.tests.harvested import DC, NAMESPACE, ask, get_error, get_token, list_all, texts
from museion.heritage.actions import create_object, update_object
from museion.network.actions import create_museum


@pytest.fixture
def short_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    for verb in listing.PAGE_SIZES:
        monkeypatch.setitem(listing.PAGE_SIZES, verb, 2)


def get_record(client: Client, key: str) -> etree._Element:
    return ask(client, "GetRecord", identifier=f"oai:museion.example:{key}", metadataPrefix="oai_dc")


def test_identify_tells_all_that_it_must(client: Client, repository: Repository) -> None:
    root = ask(client, "Identify")
    assert texts(root, "baseURL") == ["https://museion.example/oai"]
    assert texts(root, "protocolVersion") == ["2.0"]
    assert texts(root, "deletedRecord") == ["persistent"]
    assert texts(root, "granularity") == ["YYYY-MM-DDThh:mm:ssZ"]
    assert "@" in texts(root, "adminEmail")[0]


def test_identify_says_which_language_is_meant_where_a_text_states_none(client: Client, repository: Repository) -> None:
    described = ask(client, "Identify").findall(".//{http://www.openarchives.org/OAI/2.0/oai_dc/}dc")
    assert [check_by_schema("oai_dc")(etree.tostring(one)) for one in described] == [[]]
    languages = [node.text for node in described[0].iter("{http://purl.org/dc/elements/1.1/}language")]
    assert languages == ["en", "fr", "es", "ar"]


def test_no_datestamp_is_earlier_than_the_earliest(client: Client, repository: Repository) -> None:
    earliest = texts(ask(client, "Identify"), "earliestDatestamp")[0]
    assert earliest == min(texts(ask(client, "ListRecords", metadataPrefix="oai_dc"), "datestamp"))


def test_dublin_core_goes_out_for_every_record(client: Client, repository: Repository) -> None:
    assert "oai_dc" in texts(ask(client, "ListMetadataFormats"), "metadataPrefix")
    for record in (repository.museum, repository.jar):
        identifier = f"oai:museion.example:{record.key}"
        assert "oai_dc" in texts(ask(client, "ListMetadataFormats", identifier=identifier), "metadataPrefix")


def test_a_deleted_record_has_no_formats(client: Client, repository: Repository) -> None:
    identifier = f"oai:museion.example:{repository.gone.key}"
    assert get_error(ask(client, "ListMetadataFormats", identifier=identifier)) == "noMetadataFormats"


def test_a_record_goes_out_as_valid_dublin_core_without_markup(client: Client, repository: Repository) -> None:
    metadata = get_record(client, repository.jar.key).find(f".//{NAMESPACE}metadata")
    assert metadata is not None
    assert check_by_schema("oai_dc")(etree.tostring(metadata[0])) == []
    held = {(element.tag, element.text) for element in metadata[0]}
    assert (f"{DC}description", "Fired clay & slip , two handles.") in held
    assert {
        (f"{DC}title", "Jarre à eau"),
        (f"{DC}creator", "Aminata Sow"),
        (f"{DC}date", "about 1890"),
        (f"{DC}publisher", "Musée du fleuve"),
        (f"{DC}identifier", f"https://museion.example/id/{repository.jar.key}"),
    } <= held


def test_a_withdrawn_record_stays_as_a_header_that_says_deleted(client: Client, repository: Repository) -> None:
    root = get_record(client, repository.gone.key)
    header = root.find(f".//{NAMESPACE}header")
    assert header is not None
    assert header.get("status") == "deleted"
    assert texts(root, "datestamp") == ["2026-03-14T12:05:00Z"]
    assert root.find(f".//{NAMESPACE}metadata") is None


def test_a_record_that_is_closed_later_becomes_deleted(
    client: Client, repository: Repository, operator: Actor, now: datetime, publish: Publish
) -> None:
    update_object(repository.jar, {"access": "desk"}, actor=operator, at=now)
    publish(9)
    assert b"Jarre" not in etree.tostring(get_record(client, repository.jar.key), encoding="utf-8")
    update_object(repository.jar, {"access": "public"}, actor=operator, at=now)
    publish(12)
    assert "Jarre à eau".encode() in etree.tostring(get_record(client, repository.jar.key), encoding="utf-8")


def test_both_ends_of_an_interval_are_included(client: Client, repository: Repository) -> None:
    def list_keys(**arguments: str) -> set[str]:
        return {header[0].text for header in list_all(client, "ListIdentifiers", metadataPrefix="oai_dc", **arguments)}

    gone = {f"oai:museion.example:{repository.gone.key}"}
    assert list_keys(since="2026-03-14T12:05:00Z") == gone
    assert list_keys(since="2026-03-14T12:00:01Z", until="2026-03-14T12:05:00Z") == gone
    assert gone.isdisjoint(list_keys(until="2026-03-14T12:04:59Z"))
    assert gone <= list_keys(since="2026-03-14", until="2026-03-14")
    assert get_error(ask(client, "ListIdentifiers", metadataPrefix="oai_dc", since="2026-03-15")) == "noRecordsMatch"


def test_a_set_holds_what_the_sets_below_it_hold(client: Client, repository: Repository) -> None:
    below = list_all(client, "ListRecords", metadataPrefix="oai_dc", set=f"object:{repository.museum.key}")
    above = list_all(client, "ListRecords", metadataPrefix="oai_dc", set="object")
    assert {header[0].text for header in below} < {header[0].text for header in above}
    assert (len(below), len(above)) == (2, 3)


def test_headers_name_the_sets_that_list_sets_lists(client: Client, repository: Repository) -> None:
    listed = dict(zip(*(texts(ask(client, "ListSets"), name) for name in ("setSpec", "setName")), strict=True))
    assert set(texts(ask(client, "ListRecords", metadataPrefix="oai_dc"), "setSpec")) <= listed.keys()
    assert listed[f"object:{repository.other.key}"] == "海の博物館"
    assert listed["museum:SN"] == "Senegal"


@pytest.mark.parametrize("verb", ["ListRecords", "ListIdentifiers"])
@pytest.mark.usefixtures("short_pages")
def test_a_list_in_pages_is_the_whole_list_once(client: Client, repository: Repository, verb: str) -> None:
    keys = [header[0].text for header in list_all(client, verb, metadataPrefix="oai_dc")]
    assert len(keys) == len(set(keys)) == Publication.objects.filter(prefix="oai_dc").count()


@pytest.mark.usefixtures("short_pages")
def test_the_last_page_carries_an_empty_token_and_a_whole_list_none(client: Client, repository: Repository) -> None:
    root, last = ask(client, "ListRecords", metadataPrefix="oai_dc"), None
    while token := get_token(root):
        element = root.find(f".//{NAMESPACE}resumptionToken")
        assert element.get("completeListSize") == str(Publication.objects.filter(prefix="oai_dc").count())
        assert element.get("expirationDate")
        root = last = ask(client, "ListRecords", resumptionToken=token)
    assert get_token(last) == ""
    assert get_token(ask(client, "ListRecords", metadataPrefix="oai_dc", set="museum:SN")) is None


@pytest.mark.usefixtures("short_pages")
def test_a_token_carries_set_dates_and_format(client: Client, repository: Repository) -> None:
    headers = list_all(client, "ListRecords", metadataPrefix="oai_dc", set="object", since="2026-03-14")
    assert len(headers) == 3
    assert all("object" in (header.findtext(f"{NAMESPACE}setSpec") or "") for header in headers)


@pytest.mark.usefixtures("short_pages")
def test_the_same_token_gives_the_same_page_again(client: Client, repository: Repository) -> None:
    token = get_token(ask(client, "ListIdentifiers", metadataPrefix="oai_dc")) or ""
    first, again = (texts(ask(client, "ListIdentifiers", resumptionToken=token), "identifier") for _ in range(2))
    assert first == again


@pytest.mark.usefixtures("short_pages")
def test_records_that_change_during_a_list_neither_shift_nor_prolong_it(
    client: Client, repository: Repository, operator: Actor, publish: Publish
) -> None:
    expected = Publication.objects.filter(prefix="oai_dc").count()
    root = ask(client, "ListIdentifiers", metadataPrefix="oai_dc")
    seen = texts(root, "identifier")
    later = datetime.now(UTC) + timedelta(minutes=1)
    create_object({"title": {"en": "Late arrival"}}, actor=operator, at=later)
    Publication.objects.filter(key=repository.museum.key).update(datestamp=later)
    while token := get_token(root):
        root = ask(client, "ListIdentifiers", resumptionToken=token)
        seen += texts(root, "identifier")
    assert len(seen) == len(set(seen)) <= expected


@pytest.mark.usefixtures("short_pages")
def test_a_changed_old_or_borrowed_token_is_refused(
    client: Client, repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    token = get_token(ask(client, "ListIdentifiers", metadataPrefix="oai_dc")) or ""
    assert get_error(ask(client, "ListRecords", resumptionToken=token)) == "badResumptionToken"
    assert get_error(ask(client, "ListIdentifiers", resumptionToken="x" + token)) == "badResumptionToken"
    assert get_error(ask(client, "ListSets", resumptionToken=token)) == "badResumptionToken"
    monkeypatch.setattr(tokens, "LIFETIME", timedelta(seconds=-1))
    assert get_error(ask(client, "ListIdentifiers", resumptionToken=token)) == "badResumptionToken"


@given(text=st.text(min_size=1, max_size=300))
@hypothesis_settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_text_that_is_no_token_does_harm(client: Client, db: None, text: str) -> None:
    assert get_error(ask(client, "ListRecords", resumptionToken=text)) == "badResumptionToken"


@pytest.mark.usefixtures("short_pages")
def test_sets_come_in_pages_too(client: Client, repository: Repository, operator: Actor, publish: Publish) -> None:
    for country in ("FR", "KE", "PE", "TH", "NO"):
        create_museum({"names": {"en": f"Museum {country}"}, "country": country}, actor=operator, at=datetime.now(UTC))
    publish(6)
    root = ask(client, "ListSets")
    seen = texts(root, "setSpec")
    while token := get_token(root):
        root = ask(client, "ListSets", resumptionToken=token)
        seen += texts(root, "setSpec")
    assert len(seen) == len(set(seen))
    assert {"museum", "object", "museum:NO", f"object:{repository.museum.key}"} <= set(seen)


def test_a_page_costs_the_same_queries_however_many_records(
    client: Client, repository: Repository, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_max_num_queries(3):
        ask(client, "ListRecords", metadataPrefix="oai_dc")


def test_what_did_not_change_keeps_its_datestamp(repository: Repository, publish: Publish) -> None:
    before = dict(Publication.objects.values_list("id", "datestamp"))
    PublishingMark.objects.update(number=0)
    publish(30)
    assert dict(Publication.objects.values_list("id", "datestamp")) == before


def test_a_new_address_of_the_site_goes_out_with_every_record(
    client: Client, repository: Repository, publish: Publish, settings: LazySettings
) -> None:
    settings.BASE_URL = "https://register.museion.example"
    publish(30)
    assert b"https://register.museion.example/id/" in etree.tostring(get_record(client, repository.jar.key))


def test_a_record_that_its_schema_refuses_stays_at_home_and_on_the_board(
    client: Client, repository: Repository, operator: Actor, now: datetime, publish: Publish
) -> None:
    update_object(repository.jar, {"title": {"not a language": "Jarre"}}, actor=operator, at=now)
    publish(9)
    flaw = FeedFlaw.objects.get(key=repository.jar.key, prefix="oai_dc")
    assert flaw.owner == repository.museum.key
    assert "lang" in flaw.reason
    assert get_record(client, repository.jar.key).find(f".//{NAMESPACE}metadata") is None
    update_object(repository.jar, {"title": {"fr": "Jarre à eau"}}, actor=operator, at=now)
    publish(12)
    assert not FeedFlaw.objects.exists()
    assert get_record(client, repository.jar.key).find(f".//{NAMESPACE}metadata") is not None
