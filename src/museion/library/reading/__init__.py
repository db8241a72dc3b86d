"""Reading files: what they are by their bytes, their text page by page, their pages as pictures."""
