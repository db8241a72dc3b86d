"""Sentences kept as data, so that each reader gets them in his own language however long ago they were made.

Pure: formats and matching make them too. `make messages` takes the template out of every `Wording("…")` that is written so.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

Value = str | int | Sequence[str]


class Wording(str):
    """The English sentence, and what it was made of: a template of `%(name)s` and its values.

    A value is somebody's own text, a number, another wording, or several of them. Put into another text, saved in a column or
    printed, it is the English sentence and nothing else; `core.telling` says it in the reader's language.
    """

    __slots__ = ("template", "values")
    template: str
    values: Mapping[str, Value]

    def __new__(cls, template: str, **values: Value) -> "Wording":
        made = super().__new__(cls, _write(template, values, str, _write_plain, ", ".join))
        made.template, made.values = template, values
        return made

    def __getnewargs_ex__(self) -> tuple[tuple[str], dict[str, Value]]:
        return (self.template,), dict(self.values)

    def write(
        self, translate: Callable[[str], str], show: Callable[[str | int], str], join: Callable[[Iterable[str]], str]
    ) -> str:
        """`translate`: the template; `show`: one value that is no wording; `join`: several values."""
        return _write(self.template, self.values, translate, show, join)

    def as_json(self) -> dict[str, Any]:
        return {"text": self.template, "values": {name: _as_json(value) for name, value in self.values.items()}}


def keep_wording(text: str) -> dict[str, Any]:
    """What a column of JSON holds beside the English text; empty for a text that is no wording."""
    return text.as_json() if isinstance(text, Wording) else {}


def read_wording(held: Mapping[str, Any], text: str) -> str:
    """What `keep_wording` kept; else the text, as rows have it that were kept before there were wordings."""
    return Wording(held["text"], **{name: _read(value) for name, value in held["values"].items()}) if held else text


def get_message(error: Exception) -> str:
    """What an error says; a wording stays one, which it does not in `str(error)`."""
    said = error.args[0] if len(error.args) == 1 else None
    return said if isinstance(said, Wording) else str(error)


def _write(
    template: str,
    values: Mapping[str, Value],
    translate: Callable[[str], str],
    show: Callable[[str | int], str],
    join: Callable[[Iterable[str]], str],
) -> str:
    def write(value: Value) -> str:
        if isinstance(value, Wording):
            return value.write(translate, show, join)
        return show(value) if isinstance(value, str | int) else join(map(write, value))

    return translate(template) % {name: write(value) for name, value in values.items()}


def _write_plain(value: str | int) -> str:
    return f"{value:,}" if isinstance(value, int) else str(value)


def _as_json(value: Value) -> Any:
    if isinstance(value, Wording):
        return value.as_json()
    return value if isinstance(value, str | int) else [_as_json(part) for part in value]


def _read(held: Any) -> Any:
    if isinstance(held, dict):
        return read_wording(held, "")
    return [_read(part) for part in held] if isinstance(held, list) else held
