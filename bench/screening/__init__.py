"""Measurements of the screening room."""
