"""The latest answers, kept under their question and the index's generation, so that a commit outdates them."""

import threading
from collections import OrderedDict
from collections.abc import Hashable
from typing import Generic, TypeVar

T = TypeVar("T")


class Recent(Generic[T]):
    """A small least-recently-used store that any thread may use."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._held: OrderedDict[Hashable, T] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, name: Hashable) -> T | None:
        with self._lock:
            if name in self._held:
                self._held.move_to_end(name)
                return self._held[name]
            return None

    def put(self, name: Hashable, value: T) -> T:
        with self._lock:
            self._held[name] = value
            while len(self._held) > self._size:
                self._held.popitem(last=False)
            return value
