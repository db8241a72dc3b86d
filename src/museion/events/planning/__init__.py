"""Planning across bodies and within a programme: clashes, coverage, conflicts. Pure: no Django, no clock."""
