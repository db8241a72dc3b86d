"""Due-diligence records: a run on paper and as a file, signed so that anybody can prove it unchanged, offline."""
