"""Asking feeds by the clock, and how each feed fares."""
