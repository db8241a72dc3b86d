"""Facts about laws that this system ships, each with its source and certainty. Information, never legal advice."""
