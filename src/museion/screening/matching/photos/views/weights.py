"""Weights out of a file that PyTorch saved before version 1.6, without PyTorch and without running what a pickle may name.

The file is five pickles one after the other (a magic number, a version, the sizes of the writer's types, the table of tensors, the
names of their stores) and then each store: the count of its numbers in eight bytes, and the numbers.
"""

import pickle
from collections import OrderedDict
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple

import numpy as np
from numpy.typing import NDArray

MAGIC = 0x1950A86A20F9469CFC6C
VERSION = 1001
Weights = dict[str, NDArray[Any]]
_TYPES: dict[str, np.dtype[Any]] = {"FloatStorage": np.dtype("<f4"), "LongStorage": np.dtype("<i8")}


class WeightsError(Exception):
    """A file that holds no such weights."""


class _Tensor(NamedTuple):
    store: tuple[Any, ...]
    offset: int
    size: tuple[int, ...]
    stride: tuple[int, ...]


def _note_tensor(
    store: tuple[Any, ...], offset: int, size: tuple[int, ...], stride: tuple[int, ...], *_: Any
) -> _Tensor:
    return _Tensor(store, offset, size, stride)


class _Reader(pickle.Unpickler):
    """Knows the names that a table of tensors needs, and no others."""

    def find_class(self, module: str, name: str) -> Any:
        if (module, name) == ("collections", "OrderedDict"):
            return OrderedDict
        if (module, name) == ("torch._utils", "_rebuild_tensor_v2"):
            return _note_tensor
        if module == "torch" and name in _TYPES:
            return name
        raise WeightsError(f"A file of weights names {module}.{name}, which is not a tensor.")

    def persistent_load(self, pid: Any) -> Any:
        return pid


def read_weights(path: Path) -> Weights:
    """Raises `WeightsError` for any other file."""
    try:
        with path.open("rb") as file:
            magic, version, _sizes = (_load(file) for _ in range(3))
            if (magic, version) != (MAGIC, VERSION):
                raise WeightsError(f"{path} is no file of weights of the kind that is known.")
            tensors, names = _load(file), _load(file)
            types = {tensor.store[2]: _TYPES[tensor.store[1]] for tensor in tensors.values()}
            stores = {name: _read_store(file, types[name]) for name in names}
    except (OSError, EOFError, ValueError, KeyError, AttributeError, pickle.UnpicklingError) as error:
        raise WeightsError(f"The weights {path} cannot be read: {error}") from error
    return {name: _cut(tensor, stores[tensor.store[2]]) for name, tensor in tensors.items()}


def _load(file: BinaryIO) -> Any:
    return _Reader(file).load()


def _read_store(file: BinaryIO, kind: np.dtype[Any]) -> NDArray[Any]:
    count = int.from_bytes(file.read(8), "little")
    return np.frombuffer(file.read(count * kind.itemsize), kind, count)


def _cut(tensor: _Tensor, store: NDArray[Any]) -> NDArray[Any]:
    strides = [step * store.itemsize for step in tensor.stride]
    reach = tensor.offset + sum((size - 1) * step for size, step in zip(tensor.size, tensor.stride, strict=True))
    if reach >= len(store):
        raise WeightsError("A tensor reaches beyond its store.")
    view = np.lib.stride_tricks.as_strided(store[tensor.offset :], tensor.size, strides, writeable=False)
    return np.ascontiguousarray(view)
