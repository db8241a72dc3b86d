"""The thesauri that Museion ships, written into the register of concepts."""

from museion.vocabulary.sample.loading import make_sample

__all__ = ["make_sample"]
