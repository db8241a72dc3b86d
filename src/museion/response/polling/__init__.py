"""Asking feeds: fetching what strangers publish with care, and how each feed fares."""
