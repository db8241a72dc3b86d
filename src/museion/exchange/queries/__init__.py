"""What the door's boards show."""
