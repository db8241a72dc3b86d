"""Rows of files as publications: one reader a format, one draft a row."""
