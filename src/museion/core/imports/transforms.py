"""The small fixed set of changes that a mapping may ask for by name. Each takes one stated value; `None` says "not stated"."""

import hashlib
import html
import json
import re
from collections.abc import Callable
from functools import lru_cache
from typing import Any

from museion.core.countries import get_countries

Transform = Callable[[Any], Any]

# What databases hold as a whole number.
_BITS, _LONGEST_NUMBER = 64, 30
_LONGEST_IDENTIFIER = 255
_TAG = re.compile(r"<(script|style)\b[^<>]*>.*?</\1\s*>|<!--.*?-->|<[^<>]{1,200}>", re.IGNORECASE | re.DOTALL)
_SPACES = re.compile(r"\s+")
_BRACKETED = re.compile(r"\(([^()]*)\)")
_YEAR = re.compile(r"(?<!\d)-?\d{3,4}(?!\d)")
_ADDRESS = re.compile(r"^(https?://)?[^\s/@]+\.[^\s/@]+(/\S*)?$", re.IGNORECASE)


def strip_html(value: Any) -> str | None:
    """`<i>Nude</i> &amp; Cat` → `Nude & Cat`."""
    text = str(value)
    if "<" not in text and "&" not in text:
        return text
    return _SPACES.sub(" ", html.unescape(_TAG.sub("", text))).strip() or None


def unbracket(value: Any) -> str | None:
    """`(French, 1908–2004)` → `French, 1908–2004`."""
    text = str(value).strip()
    return text[1:-1].strip() or None if text[:1] in "([" and text[-1:] in ")]" else text


def list_bracketed(value: Any) -> list[str]:
    """`(1841) (1870)` → two texts; a text without brackets is one."""
    return _BRACKETED.findall(str(value)) or [str(value)]


def invert_name(value: Any) -> str:
    """`Baldung, Hans` → `Hans Baldung`."""
    family, comma, given = str(value).partition(", ")
    return f"{given} {family}" if comma and ", " not in given else str(value)


def read_integer(value: Any) -> int | None:
    try:
        number = int(str(value).strip()[:_LONGEST_NUMBER])
    except ValueError:
        return None
    return number if number.bit_length() < _BITS else None


def read_number(value: Any) -> Any:
    """A decimal comma is read too; what is no number stays as it is, for the field to refuse."""
    text = str(value).strip()
    try:
        return float(text.replace(",", ".") if text.count(",") == 1 and "." not in text else text)
    except ValueError:
        return value


def drop_zero(value: Any) -> Any:
    """For sources that write 0 where they mean "not stated"."""
    return None if read_number(value) == 0 else value


def find_year(value: Any) -> int | None:
    found = _YEAR.search(str(value))
    return int(found[0]) if found else None


def read_boolean(value: Any) -> bool:
    return str(value).strip().lower() in {"1", "true", "yes", "y", "t", "x", "oui", "sí", "si"}


def complete_address(value: Any) -> str:
    """`www.fpm.org.br` → `http://www.fpm.org.br`; of several addresses the first; anything else as it is."""
    first = re.split(r"[\s;|]+", str(value).strip())[0]
    return f"http://{first}" if _ADDRESS.match(first) and not first.lower().startswith("http") else first


def turn_day_month(value: Any) -> str:
    """`1929-7-11` of a source that writes the day before the month → `1929-11-07`; what is none stays as it is."""
    parts = str(value).strip().split("-")
    if len(parts) != 3 or not all(part.isdecimal() for part in parts):
        return str(value)
    year, day, month = parts
    return f"{year:>04}-{month:>02}-{day:>02}"


def find_country(value: Any) -> str:
    """A country's code from its code or its name in English, French, Spanish or Arabic; what is none stays as it is."""
    text = str(value).strip()
    return text.upper() if len(text) == 2 else _list_country_names().get(text.casefold(), text)


def read_json(value: Any) -> Any:
    """A cell that holds a table or a list as JSON; any other text stays what it is."""
    text = str(value).strip()
    if not text.startswith(("{", "[")):
        return value
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return value


def list_entries(value: Any) -> Any:
    """Several values in one cell: a list as JSON, or texts that stand apart by `|`. A table is one value."""
    if isinstance(value, dict):
        return value
    read = read_json(value)
    return read if read is not value else [text for part in str(value).split("|") if (text := part.strip())]


def compute_digest(value: Any) -> str:
    """Names a row that has no identifier of its own by what it says."""
    return hashlib.blake2b(str(value).encode(), digest_size=12).hexdigest()


def shorten(value: Any) -> str:
    """An identifier that is longer than a column holds, such as a web address: its beginning and a hash of the whole."""
    text = str(value)
    return text if len(text) <= _LONGEST_IDENTIFIER else f"{text[:200]}#{compute_digest(text)}"


@lru_cache(maxsize=1)
def _list_country_names() -> dict[str, str]:
    return {
        name.casefold(): code for language in ("ar", "es", "fr", "en") for code, name in get_countries(language).items()
    }


TRANSFORMS: dict[str, Transform] = {
    "address": complete_address,
    "boolean": read_boolean,
    "bracketed": list_bracketed,
    "country": find_country,
    "digest": compute_digest,
    "drop_zero": drop_zero,
    "entries": list_entries,
    "integer": read_integer,
    "invert_name": invert_name,
    "json": read_json,
    "lower": lambda value: str(value).lower(),
    "number": read_number,
    "shorten": shorten,
    "strip_html": strip_html,
    "text": str,
    "title": lambda value: str(value).title(),
    "unbracket": unbracket,
    "upper": lambda value: str(value).upper(),
    "year": find_year,
    "year_day_month": turn_day_month,
}
