"""Which issues of a series are expected, and which are missing. No Django."""
