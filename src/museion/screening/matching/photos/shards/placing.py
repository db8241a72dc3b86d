"""Which part holds an object: of all parts the one whose name goes best with the key (rendezvous hashing).

All photos of an object lie in one part, and a part that is added takes only its own share from each of the others.
"""

from collections.abc import Sequence
from hashlib import blake2b


def choose_part(object_key: str, names: Sequence[str]) -> int:
    """The place of the part among `names`; the order of the names does not matter."""
    return max(range(len(names)), key=lambda place: _weigh(names[place], object_key))


def _weigh(name: str, object_key: str) -> bytes:
    return blake2b(f"{name}\0{object_key}".encode(), digest_size=8).digest()
