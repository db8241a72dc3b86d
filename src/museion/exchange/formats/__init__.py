"""Metadata formats and packages, without the framework."""
