"""How a person would fill in a form: what stands there is left, what is asked for is given, a choice is made."""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from museion.website.tests.conftest import draw_square

_TEXTS = {
    "email": "kelp@example.org", "url": "https://kelp.example.org/", "tel": "+221 33 800 00 00", "date": "2026-12-01",
    "datetime-local": "2026-12-01T10:00", "time": "10:00", "month": "2026-12", "password": "a long sentence nobody guesses",
}  # fmt: skip
_NAMED = {"country": "SN", "language": "en", "time_zone": "Africa/Dakar", "currency": "EUR", "date": "2026-12-01"}
# What a form may leave empty and still wants told of.
_TOLD = re.compile("title|name|text|reason|summary|question|description|note|answer|message")
_NOT_TYPED = frozenset({"file", "submit", "image", "button"})


def fill(fields: Iterable[Any]) -> Iterator[tuple[str, str]]:
    chosen: set[str] = set()
    for field in fields:
        name, kind = field.get("name"), field.get("type", "text") if field.tag == "input" else field.tag
        if name == "csrfmiddlewaretoken" or kind in _NOT_TYPED:
            continue
        if kind in {"radio", "checkbox"}:
            if name not in chosen:
                chosen.add(name)
                yield name, field.get("value", "on")
        else:
            yield name, _choose(field) if kind == "select" else _write(field, name, kind)


def _choose(field: Any) -> str:
    options = list(field.iter("option"))
    picked = [option for option in options if option.get("selected") is not None]
    values = [option.get("value", (option.text or "").strip()) for option in [*picked, *options]]
    return next(filter(None, values), "")


def _write(field: Any, name: str, kind: str) -> str:
    held = (field.text or "").strip() if kind == "textarea" else field.get("value")
    if held:
        return str(held)
    if kind == "number":
        return str(field.get("min") or 1)
    if kind in _TEXTS:
        return _TEXTS[kind]
    if field.get("required") is None and not _TOLD.search(name):
        return ""
    return next((value for part, value in _NAMED.items() if re.search(rf"(^|_){part}($|_)", name)), "Kelp")


def make_file(taken: str) -> SimpleUploadedFile:
    """`taken`: what the field says that it takes."""
    if "image" in taken or not taken:
        return SimpleUploadedFile("kelp.png", _draw(), "image/png")
    if "pdf" in taken:
        return SimpleUploadedFile("kelp.pdf", b"%PDF-1.4\n%%EOF\n", "application/pdf")
    return SimpleUploadedFile("kelp.csv", b"name,title\nKelp,Kelp\n", "text/csv")


@cache
def _draw() -> bytes:
    return draw_square()
