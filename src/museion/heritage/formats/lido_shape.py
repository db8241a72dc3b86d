"""Whether a LIDO record keeps the order of LIDO 1.1 and states what must be stated.

The published schema needs GML beside it and is not shipped; `lido_shape.toml` holds the sequences of what is written here.
"""

import tomllib
from collections.abc import Iterator
from functools import lru_cache
from importlib.resources import files
from typing import Any

from lxml import etree

from museion.heritage.formats.lido_nodes import LIDO

_MARK = f"{{{LIDO}}}"


class LidoShapeError(ValueError):
    """What was to be written is no valid LIDO; a fault of the writer."""


def check_lido(root: Any) -> None:
    """Raises `LidoShapeError` with every place where the order or a needed element is wrong."""
    if problems := list(find_problems(root)):
        raise LidoShapeError("; ".join(problems[:20]))


def find_problems(root: Any) -> Iterator[str]:
    for element in root.iter(etree.Element):
        yield from _judge(element.tag, tuple([child.tag for child in element if isinstance(child.tag, str)]))


@lru_cache(maxsize=8192)
def _judge(tag: str, child_tags: tuple[str, ...]) -> tuple[str, ...]:
    """What is wrong with one element. Records of one writer are of few shapes, so that each is judged once."""
    name, children = _name(tag), [_name(child) for child in child_tags]
    if name not in _load():
        return ()
    order, needed = _load()[name]
    places = [order[child] for child in children if child in order]
    problems = []
    if unknown := [child for child in children if child not in order]:
        problems.append(f"{name} holds {unknown[0]}")
    if places != sorted(places):
        problems.append(f"{name}: out of order ({' '.join(dict.fromkeys(children))})")
    if missing := needed - set(children):
        problems.append(f"{name}: no {', '.join(sorted(missing))}")
    return tuple(problems)


def _name(tag: str) -> str:
    return tag.removeprefix(_MARK)


@lru_cache(maxsize=1)
def _load() -> dict[str, tuple[dict[str, int], frozenset[str]]]:
    """Children by their place, and which of them must be there."""
    table: dict[str, str] = tomllib.loads((files(__package__) / "lido_shape.toml").read_text("utf-8"))
    return {
        parent: (
            {name.rstrip("!"): place for place, name in enumerate(children.split())},
            frozenset(name.rstrip("!") for name in children.split() if name.endswith("!")),
        )
        for parent, children in table.items()
    }
