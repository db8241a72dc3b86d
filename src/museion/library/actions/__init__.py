"""Every write of the room: check the right, save, journal, announce."""
