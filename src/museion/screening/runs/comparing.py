"""Whether a run compared anything: what was not compared must never read as a search without a find."""

from collections.abc import Mapping, Sequence
from typing import Any


def was_compared(
    asked: Mapping[str, Any], registers: Sequence[Mapping[str, Any]], parameters: Mapping[str, Any]
) -> bool:
    """Words always are; photos where the register holds some and at least one of those asked about shows enough."""
    photos = asked.get("photos", ())
    if not photos or asked.get("text", "").strip() or asked.get("fields"):
        return True
    has_photos = any(register.get("with_photos") for register in registers)
    return has_photos and parameters.get("photo", {}).get("unusable", 0) < len(photos)
