"""Forms in which thesauri come and go. Pure: no Django, no database."""
