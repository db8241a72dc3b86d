"""Search by what texts mean, without a word in common: an optional extra (`museion[semantic]`), off by default."""
