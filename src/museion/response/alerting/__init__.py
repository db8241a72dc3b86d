"""From messages to what the desk sees: how alerts are kept, joined to events, placed, and held against the register."""
