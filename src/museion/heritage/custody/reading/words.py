"""The word lists of `words.toml`."""

import tomllib
from functools import lru_cache
from importlib.resources import files
from typing import Any


def load_words(name: str) -> frozenset[str]:
    return frozenset(_load()[name].split())


def load_names(name: str) -> dict[str, str]:
    """Code by name, from a table of names by code."""
    return {each: code for code, names in _load()[name].items() for each in names}


@lru_cache(maxsize=1)
def _load() -> dict[str, Any]:
    return tomllib.loads((files(__package__) / "words.toml").read_text("utf-8"))
