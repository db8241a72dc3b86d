"""What of the room is found by the one search."""
