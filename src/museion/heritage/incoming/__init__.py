"""Rows of partners' files, read into drafts: one file a kind."""
