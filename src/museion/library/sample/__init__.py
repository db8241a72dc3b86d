"""Invented publications, archives and series with gaps; some of the publications have generated PDFs. The laws are real facts."""

from museion.library.sample.desk import write_desk
from museion.library.sample.filing import count_unfiled, file_pdfs
from museion.library.sample.sizes import FULL, SMALL, LibrarySize
from museion.library.sample.writing import make_rest, make_sample

__all__ = ["FULL", "SMALL", "LibrarySize", "count_unfiled", "file_pdfs", "make_rest", "make_sample", "write_desk"]
