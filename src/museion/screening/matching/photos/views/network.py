"""EfficientNet-lite0 (Tan and Le 2019, Google's variant for telephones) up to its thirteenth block, as an ONNX graph.

Batch normalisations are folded into the convolutions before them. What the last blocks add tells classes of things apart, and
no longer one vase from another: measured in docs/reference/screening-measured.md.
"""

from dataclasses import dataclass, field
from typing import Any

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

from museion.screening.matching.photos.views.weights import Weights

INPUT, OUTPUT = "pixels", "map"
CHANNELS = 1152
EPSILON = 1e-3
_OPSET, _FORMAT = 13, 8
_HALVING = frozenset((1, 3, 5, 11))
"""Blocks that halve the picture."""
_WIDENING = frozenset((0, 8))
"""Blocks whose outcome has another depth than what they took."""
_LAST = 12


@dataclass(slots=True)
class _Graph:
    weights: Weights
    nodes: list[Any] = field(default_factory=list)
    constants: list[Any] = field(default_factory=list)

    def convolve(self, taken: str, name: str, norm: str, *, stride: int = 1, cut: bool = True) -> str:
        """A convolution with its normalisation folded in; `cut`: numbers below 0 and above 6 are cut off."""
        kernel, bias = _fold(self.weights, name, norm)
        given = f"{name}.out"
        groups = 1 if kernel.shape[1] > 1 or "_depthwise" not in name else kernel.shape[0]
        self.constants += [numpy_helper.from_array(kernel, name), numpy_helper.from_array(bias, f"{name}.bias")]
        self._add(
            "Conv", [taken, name, f"{name}.bias"], given,
            kernel_shape=kernel.shape[2:], strides=[stride, stride], group=groups, auto_pad="SAME_UPPER",
        )  # fmt: skip
        return self._add("Clip", [given, "zero", "six"], f"{given}.cut") if cut else given

    def add(self, first: str, second: str) -> str:
        return self._add("Add", [first, second], f"{second}.sum")

    def _add(self, kind: str, taken: list[str], given: str, **how: Any) -> str:
        self.nodes.append(helper.make_node(kind, taken, [given], **how))
        return given


def make_network(weights: Weights) -> bytes:
    """A model that takes (1, 3, height, width) and gives (1, 1152, height / 32, width / 32)."""
    graph = _Graph(weights)
    graph.constants += [
        numpy_helper.from_array(np.array(limit, np.float32), name) for name, limit in (("zero", 0), ("six", 6))
    ]
    held = graph.convolve(INPUT, "_conv_stem.weight", "_bn0", stride=2)
    for number in range(_LAST):
        held = _add_block(graph, number, held)
    block = f"_blocks.{_LAST}."
    last = graph.convolve(held, f"{block}_expand_conv.weight", f"{block}_bn0")
    graph.nodes.append(helper.make_node("Identity", [last], [OUTPUT]))
    return _write(graph)


def _add_block(graph: _Graph, number: int, taken: str) -> str:
    block, held = f"_blocks.{number}.", taken
    if number:
        held = graph.convolve(held, f"{block}_expand_conv.weight", f"{block}_bn0")
    stride = 2 if number in _HALVING else 1
    held = graph.convolve(held, f"{block}_depthwise_conv.weight", f"{block}_bn1", stride=stride)
    held = graph.convolve(held, f"{block}_project_conv.weight", f"{block}_bn2", cut=False)
    return held if number in _HALVING | _WIDENING else graph.add(taken, held)


def _fold(weights: Weights, name: str, norm: str) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    gain = weights[f"{norm}.weight"] / np.sqrt(weights[f"{norm}.running_var"] + EPSILON)
    bias = weights[f"{norm}.bias"] - weights[f"{norm}.running_mean"] * gain
    return (weights[name] * gain[:, None, None, None]).astype(np.float32), bias.astype(np.float32)


def _write(graph: _Graph) -> bytes:
    shapes = [(INPUT, 3), (OUTPUT, CHANNELS)]
    taken, given = (
        helper.make_tensor_value_info(name, TensorProto.FLOAT, [1, depth, f"{name}_height", f"{name}_width"])
        for name, depth in shapes
    )
    model = helper.make_model(
        helper.make_graph(graph.nodes, "efficientnet-lite0", [taken], [given], graph.constants),
        opset_imports=[helper.make_opsetid("", _OPSET)],
        ir_version=_FORMAT,
    )
    onnx.checker.check_model(model)
    return bytes(model.SerializeToString())
