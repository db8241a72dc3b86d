"""Matching objects by their words: fields, free text, any of six languages. Pure: no Django, no database."""
