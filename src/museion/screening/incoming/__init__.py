"""Rows of losses and of looted sites from outside become drafts."""
