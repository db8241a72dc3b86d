"""The Red Lists that Museion ships as data: one file a list, facts and texts of the network's own.

Red Lists are published by others. A file states which lists there are, of what year and area, and which kinds of object
such a list concerns, each with the certainty of the statement. Do not copy a publication's words or pictures into it.
"""
