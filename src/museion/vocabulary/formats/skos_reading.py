"""SKOS (W3C Recommendation of 2009, with SKOS-XL labels) as one row a concept, whatever the order and the direction of its statements."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any, BinaryIO

from museion.core.wording import Wording
from museion.vocabulary.formats.entries import ConceptEntry, SchemeEntry, is_address, make_slug
from museion.vocabulary.formats.languages import sort_labels
from museion.vocabulary.formats.skos_graph import DC, DCT, SKOS, SKOS_XL, Graph, read_graph

# A mapping relation, and the one that it is seen from the other side.
MATCHES = {
    "exactMatch": "exactMatch",
    "closeMatch": "closeMatch",
    "relatedMatch": "relatedMatch",
    "broadMatch": "narrowMatch",
    "narrowMatch": "broadMatch",
}
_UNSTATED = SchemeEntry("urn:museion:scheme:concepts", "concepts")


def read_skos(members: Iterable[tuple[str, BinaryIO]]) -> Iterator[tuple[str, dict[str, Any] | str]]:
    """What cannot be read first, then every concept in the order of its address."""
    graph = read_graph(members)
    yield from graph.problems
    reader = _Reader(graph)
    for uri in sorted(reader.concepts):
        yield f"concept {uri}", reader.read(uri).write_columns()
    if not reader.concepts and not graph.problems:
        yield "the whole file", Wording("there is no skos:Concept in it")


class _Reader:
    def __init__(self, graph: Graph) -> None:
        self.graph = graph
        self.concepts = frozenset(graph.typed.get(f"{SKOS}Concept", ()))
        schemes = dict.fromkeys(graph.typed.get(f"{SKOS}ConceptScheme", ()))
        self.schemes = {uri: self._read_scheme(uri) for uri in schemes}
        self.tops = {top: uri for uri in schemes for top in graph.get_links(uri, f"{SKOS}hasTopConcept")}
        self.above = self._turn_round(f"{SKOS}narrower", f"{SKOS}narrowerTransitive")
        self.mapped: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        for (subject, predicate), targets in graph.links.items():
            if (name := predicate.removeprefix(SKOS)) in MATCHES:
                for target in targets:
                    self.mapped[target][MATCHES[name]].append(subject)

    def read(self, uri: str) -> ConceptEntry:
        concept = ConceptEntry(uri, self._find_scheme(uri))
        pref = sort_labels(self._get_labels(uri, "prefLabel"), concept.bad_tags)
        alt = sort_labels(self._get_labels(uri, "altLabel"), concept.bad_tags)
        concept.pref_labels = {tag: texts[0] for tag, texts in pref.items()}
        # SKOS allows one preferred label a language; of several the first counts and the others stay as labels.
        concept.alt_labels = {
            tag: list(dict.fromkeys([*pref.get(tag, [])[1:], *alt.get(tag, [])]))
            for tag in sorted({*pref, *alt})
            if len(pref.get(tag, [])) > 1 or alt.get(tag)
        }
        concept.hidden_labels = sort_labels(self._get_labels(uri, "hiddenLabel"), concept.bad_tags)
        notes = self.graph.get_texts(uri, f"{SKOS}scopeNote", f"{SKOS}definition")
        concept.scope_notes = {tag: texts[0] for tag, texts in sort_labels(notes, concept.bad_tags).items()}
        concept.notation = next((text for _, text in self.graph.get_texts(uri, f"{SKOS}notation")), "")
        broader = [*self.graph.get_links(uri, f"{SKOS}broader", f"{SKOS}broaderGeneric"), *self.above.get(uri, ())]
        related = self.graph.get_links(uri, f"{SKOS}related")
        concept.broader = self._check((target for target in broader if target in self.concepts), concept)
        concept.related = self._check((target for target in related if target in self.concepts), concept)
        # A link out of the file leads to another thesaurus, for which SKOS has the mapping relations.
        outside = {
            "broadMatch": [target for target in broader if target not in self.concepts],
            "relatedMatch": [target for target in related if target not in self.concepts],
        }
        concept.matches = self._read_matches(uri, outside, concept)
        return concept

    def _get_labels(self, uri: str, name: str) -> list[tuple[str, str]]:
        plain = self.graph.get_texts(uri, SKOS + name)
        nodes = self.graph.get_links(uri, SKOS_XL + name)
        return plain + [text for node in nodes for text in self.graph.get_texts(node, f"{SKOS_XL}literalForm")]

    def _read_matches(self, uri: str, outside: dict[str, list[str]], concept: ConceptEntry) -> dict[str, list[str]]:
        turned = self.mapped.get(uri, {})
        found = {
            name: [*self.graph.get_links(uri, SKOS + name), *turned.get(name, ()), *outside.get(name, ())]
            for name in MATCHES
        }
        checked = {name: self._check(targets, concept) for name, targets in found.items()}
        return {name: targets for name, targets in checked.items() if targets}

    def _check(self, addresses: Iterable[str], concept: ConceptEntry) -> list[str]:
        known = list(dict.fromkeys(addresses))
        concept.bad_addresses += [address for address in known if not is_address(address)]
        return [address for address in known if is_address(address) and address != concept.uri]

    def _find_scheme(self, uri: str) -> SchemeEntry:
        stated = self.graph.get_links(uri, f"{SKOS}inScheme", f"{SKOS}topConceptOf")
        known = [*stated, *([self.tops[uri]] if uri in self.tops else []), *self.schemes]
        if not known:
            return _UNSTATED
        return self.schemes.get(known[0]) or self._read_scheme(known[0])

    def _read_scheme(self, uri: str) -> SchemeEntry:
        graph, unread = self.graph, list[str]()
        titles = sort_labels(graph.get_texts(uri, f"{DCT}title", f"{DC}title", f"{SKOS}prefLabel"), unread)
        notes = sort_labels(graph.get_texts(uri, f"{DCT}description", f"{DC}description"), unread)
        licences = [
            *graph.get_links(uri, f"{DCT}license"),
            *(text for _, text in graph.get_texts(uri, f"{DCT}license")),
        ]
        english = next(iter(titles.get("en") or next(iter(titles.values()), [])), "")
        return SchemeEntry(
            uri=uri,
            slug=make_slug(english) or make_slug(uri.rstrip("/#").rpartition("/")[2]) or "concepts",
            titles={tag: texts[0] for tag, texts in titles.items()},
            descriptions={tag: texts[0] for tag, texts in notes.items()},
            licence=next(iter(licences), "")[:200],
        )

    def _turn_round(self, *predicates: str) -> dict[str, list[str]]:
        """Child → parents, from statements that parents make of children."""
        found: dict[str, list[str]] = defaultdict(list)
        for (subject, predicate), targets in self.graph.links.items():
            if predicate in predicates:
                for target in targets:
                    found[target].append(subject)
        return found
