"""The seal of a run: SHA-256 over the canonical JSON (RFC 8785 order of keys, UTF-8) of all that was asked and answered."""

import hashlib
from datetime import UTC
from typing import Any

import orjson

from museion.screening.models import Screening

_MATCH = ("place", "score", "probability", "verdict", "why", "evidence")


def describe_sealed(screening: Screening, matches: list[dict[str, Any]]) -> dict[str, Any]:
    """What the seal covers; judgements come later and are journalled for themselves."""
    return {
        "key": screening.key,
        "asked": screening.asked,
        "asked_at": screening.asked_at.astimezone(UTC).isoformat(timespec="microseconds"),
        "asked_by": screening.asked_by,
        "purpose": screening.purpose,
        "registers": screening.registers,
        "parameters": screening.parameters,
        "matches": matches,
        "red_list": screening.red_list,
        "sites": screening.sites,
        "legal": screening.legal,
        "custody": screening.custody,
    }


def describe_matches(screening: Screening) -> list[dict[str, Any]]:
    """The matches as the seal covers them, from the table."""
    rows = screening.matches.select_related("loss")
    return [{"loss": row.loss.key, **{name: getattr(row, name) for name in _MATCH}} for row in rows]


def compute_seal(content: dict[str, Any]) -> str:
    return hashlib.sha256(write_canonical(content)).hexdigest()


def write_canonical(content: dict[str, Any]) -> bytes:
    return orjson.dumps(content, option=orjson.OPT_SORT_KEYS)


def is_sealed(screening: Screening) -> bool:
    """Whether the rows still say what they said when the run was made."""
    return (
        bool(screening.seal) and compute_seal(describe_sealed(screening, describe_matches(screening))) == screening.seal
    )
