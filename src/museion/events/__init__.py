"""Meetings of every kind: calendar, registration, programme, attendance, certificates."""
