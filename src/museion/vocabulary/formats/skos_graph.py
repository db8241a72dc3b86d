"""RDF in Turtle, N-Triples, RDF/XML or JSON-LD, gathered by subject; statements that cannot be read are told and passed over."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import BinaryIO

from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, parse

from museion.core.json_depth import TooDeepError, check_depth
from museion.core.wording import Wording, get_message
from museion.vocabulary.formats.rdf_bounds import write_xml_anew

SKOS = "http://www.w3.org/2004/02/skos/core#"
SKOS_XL = "http://www.w3.org/2008/05/skos-xl#"
DCT, DC = "http://purl.org/dc/terms/", "http://purl.org/dc/elements/1.1/"
TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
# A parser that has lost its way reports every line; a person needs the first few.
MOST_PROBLEMS = 50
# Longer than browsers take; a prefix of a megabyte would stand anew in each statement.
LONGEST_ADDRESS = 8000
_STATEMENT = re.compile(rb"<[^<>\s]*>\s")


@dataclass(slots=True)
class Graph:
    """`texts`: (subject, predicate) → (language tag or empty, text). `links`: (subject, predicate) → subjects."""

    texts: dict[tuple[str, str], list[tuple[str, str]]] = field(default_factory=lambda: defaultdict(list))
    links: dict[tuple[str, str], list[str]] = field(default_factory=lambda: defaultdict(list))
    typed: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    problems: list[tuple[str, str]] = field(default_factory=list)

    def get_texts(self, subject: str, *predicates: str) -> list[tuple[str, str]]:
        return [text for predicate in predicates for text in self.texts.get((subject, predicate), ())]

    def get_links(self, subject: str, *predicates: str) -> list[str]:
        found = (target for predicate in predicates for target in self.links.get((subject, predicate), ()))
        return list(dict.fromkeys(found))


def read_graph(members: Iterable[tuple[str, BinaryIO]]) -> Graph:
    """All members as one graph. JSON-LD that names a context elsewhere is refused: nothing is fetched."""
    graph = Graph()
    for name, stream in members:
        for triple in _read_triples(name, stream.read(), graph.problems):
            _add(graph, triple)
    return graph


def _read_triples(name: str, content: bytes, problems: list[tuple[str, str]]) -> Iterator[Triple]:
    """The parser goes on behind a statement that it cannot read."""
    form = _guess_format(content)
    try:
        content = _bound(name, content, form, problems)
    except TooDeepError as error:
        problems.append((name, _tell_unreadable(get_message(error))))
        return
    # Addresses are checked later, one by one: a bad one must not cost the statements around it.
    statements = iter(parse(content, format=form, lenient=True))
    found = 0
    while True:
        try:
            triple = next(statements).triple
            _check_length(triple)
        except StopIteration:
            return
        except (SyntaxError, ValueError) as error:
            found += 1
            problems.append((_make_place(name, error), _tell_unreadable(_get_message(error))))
            if found >= MOST_PROBLEMS:
                told = Wording(
                    "more than %(most)s statements cannot be read; the rest was not tried", most=MOST_PROBLEMS
                )
                problems.append((name, told))
                return
        else:
            yield triple


def _bound(name: str, content: bytes, form: RdfFormat, problems: list[tuple[str, str]]) -> bytes:
    if form == RdfFormat.JSON_LD:
        check_depth(content)
    if form != RdfFormat.RDF_XML:
        return content
    content, flaw = write_xml_anew(content)
    if flaw:
        problems.append((f"{name}, line {flaw[0]}", _tell_unreadable(flaw[1])))
    return content


def _tell_unreadable(why: str) -> Wording:
    return Wording("not RDF that can be read: %(why)s", why=why)


def _check_length(triple: Triple) -> None:
    """Raises `ValueError`."""
    for term in (triple.subject, triple.predicate, triple.object):
        if isinstance(term, NamedNode) and len(term.value) > LONGEST_ADDRESS:
            raise ValueError(Wording("an address of more than %(most)s characters", most=str(LONGEST_ADDRESS)))


def _guess_format(content: bytes) -> RdfFormat:
    """By what it begins with; partners' names of files often say something else. N-Triples are Turtle."""
    start = content[:4096].lstrip(b"\xef\xbb\xbf\r\n\t ")
    if start.startswith((b"{", b"[")):
        return RdfFormat.JSON_LD
    if start.startswith(b"<") and not _STATEMENT.match(start):
        return RdfFormat.RDF_XML
    return RdfFormat.TURTLE


def _make_place(name: str, error: Exception) -> str:
    line = getattr(error, "lineno", None)
    return f"{name}, line {line}" if line else name


def _get_message(error: Exception) -> str:
    return str(getattr(error, "msg", "") or error).removeprefix("Parser error ")


def _add(graph: Graph, triple: Triple) -> None:
    subject, predicate, value = str(getattr(triple.subject, "value", "")), triple.predicate.value, triple.object
    if isinstance(value, Literal):
        graph.texts[subject, predicate].append((value.language or "", value.value))
    elif predicate == TYPE:
        graph.typed[value.value if isinstance(value, NamedNode) else ""].append(subject)
    else:
        graph.links[subject, predicate].append(str(getattr(value, "value", "")))
