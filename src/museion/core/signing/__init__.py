"""The site's signing keys, and the statements and files that they sign."""
