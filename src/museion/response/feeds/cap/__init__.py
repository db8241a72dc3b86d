"""Alerts of the OASIS Common Alerting Protocol: alone, in Atom, in RSS and in EDXL-DE."""
