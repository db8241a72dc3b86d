"""Reads of the room that span tables."""
