"""Whether a run compared anything: what was not compared must never read as a search without a find."""

from collections.abc import Mapping, Sequence
from typing import Any


def was_compared(
    asked: Mapping[str, Any], registers: Sequence[Mapping[str, Any]], parameters: Mapping[str, Any]
) -> bool:
    """Words where one of them occurs in the register; photos where it holds some and one that was asked about shows enough."""
    has_words = bool(asked.get("text", "").strip() or asked.get("fields"))
    if has_words and parameters.get("text", {}).get("candidates", 1):
        return True
    photos = asked.get("photos", ())
    has_photos = any(register.get("with_photos") for register in registers)
    return has_photos and parameters.get("photo", {}).get("unusable", 0) < len(photos)
