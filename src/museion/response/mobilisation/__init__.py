"""Who should go: an explained shortlist for each seat and the best team under all constraints at once."""
