"""A checksum of a set of records that follows every addition and removal without reading the others again.

Each record's digest is a number of 2,048 bits and the set's is their sum (Bellare and Micciancio, *A New Paradigm for
Collision-free Hashing*, 1997, AdHash); at this length two different sets with one sum cannot be found.
"""

import hashlib
from dataclasses import dataclass

_BYTES = 256
_MODULUS = 1 << 8 * _BYTES


@dataclass(slots=True)
class SetChecksum:
    """The order of additions does not matter; what is added and removed leaves nothing."""

    total: int = 0

    def add(self, record: bytes) -> None:
        self.total = (self.total + _digest(record)) % _MODULUS

    def remove(self, record: bytes) -> None:
        self.total = (self.total - _digest(record)) % _MODULUS

    @property
    def hexdigest(self) -> str:
        """64 characters to compare and to print."""
        return hashlib.sha256(self.total.to_bytes(_BYTES, "big")).hexdigest()

    def store(self) -> str:
        return f"{self.total:x}"

    @classmethod
    def restore(cls, stored: str) -> "SetChecksum":
        return cls(int(stored, 16))


def _digest(record: bytes) -> int:
    return int.from_bytes(hashlib.shake_256(record).digest(_BYTES), "big")
