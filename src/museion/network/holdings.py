"""What higher rooms hold of a museum: each adds a reader of keys to the list, and the museum's page shows the records."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from museion.core.access import Viewer
from museion.network.models import Museum


@dataclass(frozen=True, slots=True)
class Holding:
    """Records of one kind. `get_keys(museum, viewer, limit)`: the first that the viewer may see."""

    kind: str
    label: Any
    get_keys: Callable[[Museum, Viewer, int], list[str]]


HOLDINGS: list[Holding] = []
