"""Readers of hazard feeds: bytes in, typed alerts, links and problems out."""
