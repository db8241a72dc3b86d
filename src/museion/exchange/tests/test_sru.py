"""SRU 1.2 and 2.0: the same search in CQL, records as they were published, diagnostics for what is wrong."""

from typing import Any

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from lxml import etree

from museion.exchange.formats.cql import Boolean, Clause, CqlError, TooManyPartsError, read_cql
from museion.exchange.sru.compiling import compile_tree
from museion.exchange.sru.diagnostics import SruError
from museion.exchange.tests.conftest import Repository

OLD = "{http://www.loc.gov/zing/srw/}"
NEW = "{http://docs.oasis-open.org/ns/search-ws/sruResponse}"


def ask(client: Client, query: str = "", **more: str) -> Any:
    response = client.get("/sru", ({"query": query} if query else {}) | more)
    assert response.status_code == 200
    return etree.fromstring(response.content)


def list_keys(root: Any) -> set[str]:
    return {element.text for element in root.iter(f"{NEW}recordIdentifier", f"{OLD}recordIdentifier")}


def get_diagnostic(root: Any) -> str:
    uris = [element.text for element in root.iter() if str(element.tag).endswith("}uri")]
    return uris[0].rpartition("/")[2] if uris else ""


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("jar", {"jar"}),
        ("dc.title = jar", {"jar"}),
        ('dc.title all "water jar"', {"jar"}),
        ('title any "jar comb"', {"jar"}),
        ('dc.title adj "water jar"', {"jar"}),
        ('dc.title == "jar water"', set()),
        ("dc.creator = sow and dc.title = jar", {"jar"}),
        ("museion.kind = museum", {"museum", "other"}),
        ("museion.kind = museum not museion.country = JP", {"museum"}),
        ("(kind = museum or kind = object) and 波の絵巻", {"scroll"}),
        ('dc.date within "1880 1900"', {"jar"}),
        ("dc.date > 1950 and kind = object", set()),
        ("cql.allRecords = 1 and kind=object", {"jar", "scroll"}),
        ("jar*", {"jar"}),
        ("sealed", set()),
        ("ivory", set()),
        ('> dc = "info:srw/cql-context-set/1/dc-v1.1" dc.title = jar', {"jar"}),
        ("AND jar", set()),
    ],
)
def test_a_query_finds_what_it_means(client: Client, indexed: Repository, query: str, expected: set[str]) -> None:
    found = list_keys(ask(client, query))
    assert found == {getattr(indexed, name).key for name in expected}


def test_records_come_as_they_were_published(client: Client, indexed: Repository) -> None:
    root = ask(client, "jar", recordSchema="dc")
    assert root.findtext(f"{NEW}numberOfRecords") == "1"
    assert "Jarre à eau" in etree.tostring(root, encoding="unicode")
    escaped = ask(client, "jar", recordXMLEscaping="string")
    data = escaped.findtext(f".//{NEW}recordData")
    assert data.startswith("<oai_dc:dc")


def test_version_1_2_speaks_its_own_words(client: Client, indexed: Repository) -> None:
    root = ask(client, "jar", version="1.2", operation="searchRetrieve", recordPacking="string")
    assert root.tag == f"{OLD}searchRetrieveResponse"
    assert root.findtext(f".//{OLD}recordPacking") == "string"


def test_explain_lists_indexes_and_schemas(client: Client, repository: Repository) -> None:
    for root in (ask(client), ask(client, version="1.2", operation="explain")):
        text = etree.tostring(root, encoding="unicode")
        assert 'set="dc">title<' in text
        assert "oai_dc" in text
        assert "museion.example" in text


def test_a_record_that_does_not_go_out_in_a_schema_says_so_in_its_place(client: Client, indexed: Repository) -> None:
    root = ask(client, "jar", recordSchema="rdf")
    assert get_diagnostic(root) == "67"
    assert root.findtext(f"{NEW}numberOfRecords") == "1"


def test_pages_say_where_the_next_one_begins(client: Client, indexed: Repository) -> None:
    root = ask(client, "kind = object", maximumRecords="1")
    assert root.findtext(f"{NEW}nextRecordPosition") == "2"
    assert (
        ask(client, "kind = object", startRecord="2", maximumRecords="1").findtext(f"{NEW}nextRecordPosition") is None
    )


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ({"query": '"open'}, "10"),
        ({"query": "(jar"}, "10"),
        ({"query": "jar and"}, "10"),
        ({"query": "dc.nix = jar"}, "16"),
        ({"query": "dc.title encloses jar"}, "19"),
        ({"query": "dc.title =/fuzzy jar"}, "20"),
        ({"query": "j?r"}, "28"),
        ({"query": 'dc.title = ""'}, "27"),
        ({"query": "dc.date > soon"}, "36"),
        ({"query": "jar prox comb"}, "39"),
        ({"query": "(" * 200 + "jar" + ")" * 200}, "38"),
        ({"query": " and ".join(["jar"] * 150)}, "38"),
        ({"query": "jar", "startRecord": "0"}, "6"),
        ({"query": "jar", "startRecord": "99"}, "61"),
        ({"query": "jar", "startRecord": "99999"}, "61"),
        ({"query": "jar", "recordSchema": "nix"}, "66"),
        ({"query": "jar", "recordXMLEscaping": "zip"}, "71"),
        ({"query": "jar sortBy dc.creator"}, "82"),
        ({"query": "jar", "version": "7"}, "5"),
        ({"operation": "scan", "version": "1.2"}, "4"),
        ({"operation": "searchRetrieve", "version": "1.2"}, "7"),
        ({"query": "jar", "colour": "blue"}, "8"),
    ],
)
def test_what_is_wrong_is_told_by_number(
    client: Client, indexed: Repository, arguments: dict[str, str], code: str
) -> None:
    assert get_diagnostic(ask(client, **arguments)) == code


def test_fifty_levels_are_answered(client: Client, indexed: Repository) -> None:
    assert list_keys(ask(client, "(" * 50 + "jar" + ")" * 50)) == {indexed.jar.key}


def test_fifty_levels_that_mean_something_are_answered_or_refused_in_order(client: Client, indexed: Repository) -> None:
    query = "jar"
    for level in range(50):
        query = f"({query}) {'or' if level % 2 else 'and'} water"
    assert get_diagnostic(ask(client, query)) in {"", "10", "38"}


def test_bare_words_of_a_browser_are_searched(client: Client, indexed: Repository) -> None:
    assert list_keys(ask(client, 'water "jar" (', queryType="searchTerms")) == {indexed.jar.key}
    assert b"queryType=searchTerms" in client.get("/opensearch.xml").content


def test_results_are_sorted_as_asked(client: Client, indexed: Repository) -> None:
    up = ask(client, "kind = museum sortBy dc.title")
    down = ask(client, "kind = museum sortBy dc.title/sort.descending")
    keys = [[element.text for element in root.iter(f"{NEW}recordIdentifier")] for root in (up, down)]
    assert keys[0] == keys[1][::-1]
    assert len(keys[0]) == 2


def test_booleans_bind_from_the_left() -> None:
    tree = read_cql("a or b and c").tree
    assert isinstance(tree, Boolean)
    assert (tree.operator, tree.right) == ("and", Clause("c"))


@given(st.text(alphabet='ab"()<>=/\\ *?andornotsortby:.é壺', max_size=60))
@hypothesis_settings(max_examples=400)
def test_no_text_breaks_the_reader_or_the_compiler(text: str) -> None:
    try:
        made = compile_tree(read_cql(text).tree)
    except (CqlError, SruError, TooManyPartsError):
        return
    assert made
