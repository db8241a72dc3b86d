"""Rows of losses from outside become drafts."""
