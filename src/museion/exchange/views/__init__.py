"""The doors' addresses: protocols for programs, boards for people."""
