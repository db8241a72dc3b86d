"""Statutes, two past assemblies with their ballots, an open vote and a register of advice of the invented network."""

from museion.governance.sample.writing import make_sample

__all__ = ["make_sample"]
