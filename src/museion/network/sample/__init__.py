"""An invented network: bodies, museums, people and mandates, the same ones for the same seed."""

from museion.network.sample.sizes import FULL, SMALL, NetworkSize
from museion.network.sample.writing import make_sample

__all__ = ["FULL", "SMALL", "NetworkSize", "make_sample"]
