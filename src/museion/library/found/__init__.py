"""What of the room is found."""
