"""SRU 1.2 and searchRetrieve 2.0: one search, asked in CQL."""
