"""Which optional descriptor a bench measures: none, that of the extra `views`, or a model file."""

import argparse
from pathlib import Path

from museion.screening.matching.photos import Embedder, OnnxEmbedder
from museion.screening.matching.photos.views import open_views

VIEWS = "views"


def add_descriptor(parser: argparse.ArgumentParser) -> None:
    told = f"the optional descriptor to measure: '{VIEWS}' for that extra, or an ONNX copy-detection model's file"
    parser.add_argument("--model", type=Path, help=told)


def open_descriptor(model: Path | None) -> Embedder | None:
    if model is None:
        return None
    return open_views() if str(model) == VIEWS else OnnxEmbedder(model, name=model.stem)
