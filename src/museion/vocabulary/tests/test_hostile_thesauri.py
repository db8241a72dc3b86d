"""Thesauri made to exhaust who reads them: refused by a sentence, within little memory, and what stood whole before is kept."""

import time
from io import BytesIO

import pytest

from museion.vocabulary.formats.skos_graph import Graph, read_graph

SKOS = "http://www.w3.org/2004/02/skos/core#"
OPENED = f'<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:skos="{SKOS}">'
CONCEPT = '<skos:Concept rdf:about="https://words.example/{name}"><skos:prefLabel xml:lang="en">{label}</skos:prefLabel></skos:Concept>'
SOUND = CONCEPT.format(name="jar", label="jar")


def declare(*entities: tuple[str, str]) -> str:
    return "<!DOCTYPE rdf:RDF [" + "".join(f'<!ENTITY {name} "{text}">' for name, text in entities) + "]>"


GROWING = declare(("x0", "lol"), *((f"x{n}", f"&x{n - 1};" * 10) for n in range(1, 8)))
LONG = declare(("x", "a" * 100_000))
AFTER_ONE = OPENED + SOUND + CONCEPT.format(name="kiln", label="{}") + "</rdf:RDF>"
DEEP_XML = OPENED + SOUND + "<skos:Concept><skos:broader>" * 300 + "</skos:broader></skos:Concept>" * 300 + "</rdf:RDF>"
DEEP_JSON = '{"http://x.example/a":' * 300 + "1" + "}" * 300


def read(text: str) -> Graph:
    return read_graph([("words", BytesIO(text.encode()))])


@pytest.mark.parametrize(
    ("text", "told", "kept"),
    [
        (GROWING + AFTER_ONE.format("&x7;"), "amplification", 1),
        (LONG + AFTER_ONE.format("&x;" * 3000), "amplification", 1),
        (DEEP_XML, "depth", 1),
        (DEEP_JSON, "inside one another", 0),
    ],
    ids=["entities of entities", "one long entity", "deep XML", "deep JSON"],
)
def test_a_bomb_is_told_and_costs_nothing_that_stood_before(text: str, told: str, kept: int) -> None:
    begun = time.process_time()
    graph = read(text)
    assert time.process_time() - begun < 2
    assert told in graph.problems[0][1]
    assert len(graph.typed.get(f"{SKOS}Concept", ())) == kept


def test_a_prefix_that_makes_every_address_endless_is_given_up_soon() -> None:
    graph = read(f"@prefix a: <http://x.example/{'a' * 100_000}> . " + "a:a a:b a:c . " * 1000)
    assert not graph.links
    assert "an address of more than 8000 characters" in graph.problems[0][1]
    assert "the rest was not tried" in graph.problems[-1][1]


def test_no_file_of_the_machine_comes_into_a_label() -> None:
    doctype = '<!DOCTYPE rdf:RDF [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    graph = read(doctype + AFTER_ONE.format("&x;"))
    assert list(graph.texts.values()) == [[("en", "jar")]]
    assert graph.problems


def test_entities_that_shorten_addresses_are_read_as_ontologies_write_them() -> None:
    concept = CONCEPT.replace("https://words.example/", "&words;")
    graph = read(
        declare(("words", "https://words.example/")) + OPENED + concept.format(name="kiln", label="kiln") + "</rdf:RDF>"
    )
    assert graph.typed[f"{SKOS}Concept"] == ["https://words.example/kiln"]
    assert not graph.problems
