"""How every process of Museion begins, but for the web servers that bring their own way."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

import django


def set_up() -> None:
    """Settings read, rooms registered."""
    with no_collecting():
        django.setup()


@contextmanager
def no_collecting() -> Iterator[None]:
    """While modules load nothing becomes garbage, and looking for some cost a fifth of the start."""
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()
