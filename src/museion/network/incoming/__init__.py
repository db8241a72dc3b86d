"""Rows from outside, by kind: read into drafts, joined to the records that they name, handed to the room's actions."""
