"""Museion: the information system of a worldwide museum network."""
