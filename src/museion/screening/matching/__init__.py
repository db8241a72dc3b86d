"""Comparing, without Django: what is asked about against what is registered."""
