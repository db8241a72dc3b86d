"""A store is where the records of a home are kept, SQLite or PostgreSQL: measuring one, comparing two, moving from one to the other."""
