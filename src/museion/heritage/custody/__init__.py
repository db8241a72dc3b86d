"""Who held an object and when: reading provenance, reasoning over its dates, finding what speaks against it. No Django."""
