"""Every write of the room."""

from museion.search.actions.indexing import COMMIT_AT_MOST, TOPIC, index_announced, rebuild_index
from museion.search.actions.mending import IndexMending

__all__ = ["COMMIT_AT_MOST", "TOPIC", "IndexMending", "index_announced", "rebuild_index"]
