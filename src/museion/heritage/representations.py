"""The machine-readable forms of the room's records."""

from museion.core.kinds import Representation

REPRESENTATIONS: dict[str, tuple[Representation, ...]] = {}
