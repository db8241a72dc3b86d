"""Reads that span tables, cut to what the viewer may see."""
