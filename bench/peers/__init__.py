"""What else one could search the same records with: SQLite FTS5, Whoosh, PostgreSQL full text."""
