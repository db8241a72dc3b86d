"""Rows of tables about events."""
