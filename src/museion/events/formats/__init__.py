"""Reading and writing calendars, forms and certificates: pure functions without Django."""
