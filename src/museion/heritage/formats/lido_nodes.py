"""Reading elements of LIDO with or without its namespace, and texts with their languages."""

from collections.abc import Iterable
from functools import lru_cache
from typing import Any

LIDO = "http://www.lido-schema.org"
_XML_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


_MOST_NAMES = 5000


class _Names(dict[Any, str]):
    """Tag to local name; empty for comments and for elements of another namespace. Each tag is cut once."""

    def __missing__(self, tag: Any) -> str:
        namespace, _, name = tag.rpartition("}") if isinstance(tag, str) else ("", "", "")
        found = name if namespace in {"", f"{{{LIDO}"} else ""
        if len(self) < _MOST_NAMES:
            self[tag] = found
        return found


_NAMES = _Names()
_NONE: dict[str, list["Node"]] = {}


@lru_cache(maxsize=512)
def _split(path: str) -> tuple[str, ...]:
    return tuple(path.split("/"))


class Node:
    """An element, or the absence of one: asking an absent node gives nothing, so that paths need no checks.

    Children are sorted by name once, at the first question: a record is asked a hundred paths.
    """

    __slots__ = ("_children", "element")

    def __init__(self, element: Any = None) -> None:
        self.element = element
        self._children: dict[str, list[Node]] | None = None if element is not None else _NONE

    def _sort(self) -> dict[str, list["Node"]]:
        children: dict[str, list[Node]] = {}
        for child in self.element:
            name = _NAMES[child.tag]
            if name in children:
                children[name].append(Node(child))
            else:
                children[name] = [Node(child)]
        self._children = children
        return children

    def find_all(self, path: str) -> list["Node"]:
        """Children along a path of local names, `a/b/c`."""
        found = [self]
        for name in _split(path):
            reached: list[Node] = []
            for node in found:
                children = node._children
                if children is None:
                    children = node._sort()
                if name in children:
                    reached += children[name]
            if not reached:
                return reached
            found = reached
        return found

    def find(self, path: str) -> "Node":
        found = self.find_all(path)
        return found[0] if found else Node()

    def text(self, path: str) -> str:
        """The first stated text along the path."""
        for node in self.find_all(path):
            if text := node.content():
                return text
        return ""

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
