"""Three harvesters that others wrote take the whole repository, through pages, and find what is there."""

from datetime import UTC, datetime

import pytest
from oaipmh.client import Client as PyoaiClient
from oaipmh.metadata import MetadataRegistry, oai_dc_reader
from oaipmh_scythe import Scythe
from sickle import Sickle

from museion.core.access import Actor
from museion.exchange.models import Publication
from museion.exchange.oai import listing
from museion.exchange.tests.conftest import Publish, Repository
from museion.network.actions import create_museum


@pytest.fixture
def address(
    repository: Repository,
    operator: Actor,
    publish: Publish,
    served: str,
    monkeypatch: pytest.MonkeyPatch,
) -> str:
    for number in range(30):
        values = {"names": {"th": f"พิพิธภัณฑ์ {number}"}, "country": "TH"}
        create_museum(values, actor=operator, at=datetime.now(UTC))
    publish(1)
    monkeypatch.setitem(listing.PAGE_SIZES, "ListRecords", 7)
    monkeypatch.setitem(listing.PAGE_SIZES, "ListIdentifiers", 10)
    return f"{served}/oai"


def list_expected() -> tuple[int, int]:
    rows = Publication.objects.filter(prefix="oai_dc")
    return rows.count(), rows.filter(is_deleted=True).count()


def test_sickle_takes_everything(address: str) -> None:
    sickle = Sickle(address)
    records = list(sickle.ListRecords(metadataPrefix="oai_dc"))
    assert (len(records), sum(record.deleted for record in records)) == list_expected()
    assert {"พิพิธภัณฑ์ 7"} <= {title for record in records if not record.deleted for title in record.metadata["title"]}
    assert sickle.Identify().deletedRecord == "persistent"
    assert len(list(sickle.ListIdentifiers(metadataPrefix="oai_dc"))) == len(records)


def test_scythe_takes_everything(address: str) -> None:
    with Scythe(address) as scythe:
        records = list(scythe.list_records(metadata_prefix="oai_dc"))
        assert (len(records), sum(record.deleted for record in records)) == list_expected()
        assert {"museum:TH", "object"} <= {held.setSpec for held in scythe.list_sets()}


def test_pyoai_takes_everything(address: str) -> None:
    registry = MetadataRegistry()
    registry.registerReader("oai_dc", oai_dc_reader)
    client = PyoaiClient(address, registry)
    client.updateGranularity()
    records = list(client.listRecords(metadataPrefix="oai_dc"))
    assert (len(records), sum(header.isDeleted() for header, *_ in records)) == list_expected()
