"""Every write of the room: check the right, save with journal and outbox. Doors, imports and the sample call these."""
