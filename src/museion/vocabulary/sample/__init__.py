"""The thesauri that Museion ships, written into the register of concepts."""

from museion.vocabulary.sample.loading import make_sample, read_labels

__all__ = ["make_sample", "read_labels"]
