"""Reading elements of LIDO with or without its namespace, and texts with their languages."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

LIDO = "http://www.lido-schema.org"
_XML_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


@lru_cache(maxsize=512)
def _split(path: str) -> tuple[tuple[str, str], ...]:
    """The two spellings of each step's tag; lxml looks for both at once."""
    return tuple((f"{{{LIDO}}}{name}", name) for name in path.split("/"))


@dataclass(slots=True)
class Node:
    """An element, or the absence of one: asking an absent node gives nothing, so that paths need no checks."""

    element: Any = None

    def find_all(self, path: str) -> list["Node"]:
        """Children along a path of local names, `a/b/c`."""
        if self.element is None:
            return []
        found = [self.element]
        for names in _split(path):
            found = [child for element in found for child in element.iterchildren(*names)]
            if not found:
                return []
        return [Node(element) for element in found]

    def find(self, path: str) -> "Node":
        return next(iter(self.find_all(path)), Node())

    def text(self, path: str) -> str:
        """The first stated text along the path."""
        return next((text for node in self.find_all(path) if (text := node.content())), "")

    def content(self) -> str:
        if self.element is None:
            return ""
        text = "".join(self.element.itertext()) if len(self.element) else self.element.text or ""
        return " ".join(text.split())

    def attribute(self, name: str) -> str:
        if self.element is None:
            return ""
        return (self.element.get(f"{{{LIDO}}}{name}") or self.element.get(name) or "").strip()

    def language(self) -> str:
        """The tag that the element or the nearest one around it states; `und` where none does."""
        element = self.element
        while element is not None:
            stated = element.get(_XML_LANGUAGE) or element.get("lang")
            if stated:
                return str(stated).strip()
            element = element.getparent()
        return "und"


def map_languages(nodes: Iterable[Node]) -> dict[str, str]:
    """The first text of each language."""
    texts: dict[str, str] = {}
    for node in nodes:
        if text := node.content():
            texts.setdefault(node.language(), text)
    return texts


def join_texts(nodes: Iterable[Node], separator: str = "; ") -> dict[str, str]:
    """All texts of each language, each once, in their order."""
    texts: dict[str, dict[str, None]] = {}
    for node in nodes:
        if text := node.content():
            texts.setdefault(node.language(), {})[text] = None
    return {language: separator.join(held) for language, held in texts.items()}
