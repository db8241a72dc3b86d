"""Lots that anybody can draw again: nobody could know the outcome before the last vote was in."""

import hashlib
from collections.abc import Iterable


class Lots:
    """Seeded by the SHA-256 of all codes in order, a line each."""

    def __init__(self, codes: Iterable[str]) -> None:
        self._seed = hashlib.sha256("".join(f"{code}\n" for code in sorted(codes)).encode()).hexdigest()

    def draw(self, option: str) -> str:
        """The lowest lot goes first."""
        return hashlib.sha256(f"{self._seed}:{option}".encode()).hexdigest()
