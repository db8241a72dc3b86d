"""Dumps: every public record of a kind, packed, and nothing else."""

import gzip

import orjson
from django.test import Client
from lxml import etree

from museion.exchange.tests.conftest import Repository


def fetch(client: Client, address: str) -> bytes:
    response = client.get(address)
    assert response.status_code == 200
    return gzip.decompress(b"".join(response))


def test_a_dump_of_linked_data_holds_a_document_a_line(client: Client, repository: Repository) -> None:
    documents = [orjson.loads(line) for line in fetch(client, "/exchange/dumps/object.json-ld.gz").splitlines()]
    addresses = {document["@id"].rpartition("/")[2] for document in documents}
    assert addresses == {repository.jar.key, repository.scroll.key}


def test_a_dump_of_xml_is_one_document(client: Client, repository: Repository) -> None:
    root = etree.fromstring(fetch(client, "/exchange/dumps/museum.oai_dc.gz"))
    assert len(root) == 2
    assert "متحف النهر" in etree.tostring(root, encoding="unicode")


def test_what_goes_out_in_no_format_has_no_dump(client: Client, db: None) -> None:
    for address in ("/exchange/dumps/case.oai_dc.gz", "/exchange/dumps/museum.nix.gz", "/exchange/dumps/nix.oai_dc.gz"):
        assert client.get(address).status_code == 404
