"""The phrases of the invented register, from `words.toml`."""

import tomllib
from functools import cache
from importlib.resources import files

_LANGUAGES = ("en", "fr", "es", "ar")


@cache
def read_rows(name: str) -> tuple[tuple[str, ...], ...]:
    text = (files(__package__) / "words.toml").read_text("utf-8")
    return tuple(tuple(line.split("|")) for line in tomllib.loads(text)[name].strip().splitlines())


@cache
def read_phrases(name: str) -> tuple[dict[str, str], ...]:
    return tuple(dict(zip(_LANGUAGES, row, strict=True)) for row in read_rows(name))
