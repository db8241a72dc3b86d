"""Side-by-side measurements: each figure stands beside a peer's, measured in the same run on the same records."""
