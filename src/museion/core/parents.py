"""Processes that end with the one that began them, however that ends."""

import ctypes
import os
import signal
import sys
import threading
from collections.abc import Callable

_SET_DEATH_SIGNAL = 1  # prctl(2): PR_SET_PDEATHSIG


def end_with_parent() -> None:
    """Told to stop when the thread that began this process ends, or its process. Linux alone can promise it."""
    if sys.platform == "linux":
        ctypes.CDLL(None, use_errno=True).prctl(_SET_DEATH_SIGNAL, signal.SIGTERM)


def hear_parent(tell: Callable[[bytes], None]) -> None:
    """Calls, in a thread, with all that the parent wrote to standard input when that closes; it does when the parent is killed too."""
    threading.Thread(target=lambda: tell(_read_input()), daemon=True).start()


def _read_input() -> bytes:
    held = b""
    while piece := os.read(
        sys.stdin.fileno(), 64
    ):  # a buffered read would hold a lock that the interpreter wants when it ends
        held += piece
    return held
