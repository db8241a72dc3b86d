"""A log of which each line holds the hash of the line before: who has the last hash can prove every line."""

import hashlib
from collections.abc import Mapping, Sequence
from typing import Any

import orjson

GENESIS = "0" * 64
Line = dict[str, Any]


def append_line(lines: Sequence[Line], *, at: str, who: str, what: str, more: Mapping[str, Any] | None = None) -> Line:
    """The next line; `at` in ISO 8601, UTC."""
    line: Line = {
        "number": len(lines) + 1,
        "at": at,
        "who": who,
        "what": what,
        **(more or {}),
        "before": get_head(lines),
    }
    return line | {"hash": _hash(line)}


def get_head(lines: Sequence[Line]) -> str:
    return str(lines[-1]["hash"]) if lines else GENESIS


def find_break(lines: Sequence[Line]) -> str:
    """Where the chain does not hold, in words; empty where it does."""
    before = GENESIS
    for number, line in enumerate(lines, 1):
        stated = {name: value for name, value in line.items() if name != "hash"}
        if line.get("number") != number or line.get("before") != before or line.get("hash") != _hash(stated):
            return f"line {number} of the log does not fit the lines before it"
        before = str(line["hash"])
    return ""


def _hash(line: Mapping[str, Any]) -> str:
    return hashlib.sha256(orjson.dumps(line, option=orjson.OPT_SORT_KEYS)).hexdigest()
