"""Whether two publications are the same one: by their numbers, then by title, people and year; with reasons. No Django."""
