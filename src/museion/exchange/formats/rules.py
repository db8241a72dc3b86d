"""What a format asks of a record that its grammar cannot say: rules between properties. Each yields what is wrong, in words."""

from collections.abc import Iterator
from typing import Any

_SKOS = "{http://www.w3.org/2004/02/skos/core#}"
_RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
_CAP = "{urn:oasis:names:tc:emergency:cap:1.2}"
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
_LABELS = ("prefLabel", "altLabel", "hiddenLabel")
# Relations of which no two may hold between the same concepts: S27 and S46 of the SKOS Reference.
_APART = (("related", "broader"), ("related", "narrower"), ("exactMatch", "broadMatch"), ("exactMatch", "relatedMatch"))


def find_skos_flaws(root: Any) -> Iterator[str]:
    """Integrity conditions S9, S13, S14, S27 and S46 of the SKOS Reference, as far as one document shows them."""
    about = [(node.tag, node.get(f"{_RDF}about")) for node in root]
    for tag, address in about:
        if tag == f"{_SKOS}Concept" and (f"{_SKOS}ConceptScheme", address) in about:
            yield f"{address} is a concept and a scheme"
    for concept in root.iter(f"{_SKOS}Concept"):
        yield from _find_label_flaws(concept)
        yield from _find_relation_flaws(concept)


def _find_label_flaws(concept: Any) -> Iterator[str]:
    seen: dict[tuple[str, str], str] = {}
    preferred: set[str] = set()
    for label in _LABELS:
        for node in concept.iter(f"{_SKOS}{label}"):
            tag = node.get(_LANGUAGE, "")
            if label == "prefLabel" and tag in preferred:
                yield f"two preferred labels in “{tag or 'no language'}”"
            preferred |= {tag} if label == "prefLabel" else set()
            other = seen.setdefault((node.text or "", tag), label)
            if other != label:
                yield f"“{node.text}” is {other} and {label}"


def _find_relation_flaws(concept: Any) -> Iterator[str]:
    held = {
        name: {node.get(f"{_RDF}resource") for node in concept.iter(f"{_SKOS}{name}")}
        for name in {name for pair in _APART for name in pair}
    }
    for one, other in _APART:
        for address in sorted(held[one] & held[other]):
            yield f"{address} is {one} and {other}"


def find_cap_flaws(alert: Any) -> Iterator[str]:
    """CAP 1.2, 3.2: what one element makes necessary of another, and places that are on the earth."""

    def says(name: str) -> str:
        return str(alert.findtext(f"{_CAP}{name}") or "")

    for scope, needed in (("Restricted", "restriction"), ("Private", "addresses")):
        if says("scope") == scope and not says(needed):
            yield f"the scope {scope} needs {needed}"
    if says("msgType") in {"Update", "Cancel", "Ack", "Error"} and not says("references"):
        yield f"{says('msgType')} needs references"
    for polygon in alert.iter(f"{_CAP}polygon"):
        points = (polygon.text or "").split()
        if points[0] != points[-1]:
            yield "a polygon ends where it began"
        yield from _find_odd_places(points)
    for circle in alert.iter(f"{_CAP}circle"):
        yield from _find_odd_places((circle.text or "").split()[:1])


def _find_odd_places(points: list[str]) -> Iterator[str]:
    for point in points:
        latitude, longitude = map(float, point.split(","))
        if abs(latitude) > 90 or abs(longitude) > 180:
            yield f"{point} is no place on the earth"
