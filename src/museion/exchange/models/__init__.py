"""What goes out and comes in: publications and their flaws, saved sets."""

from museion.exchange.models.publications import FeedFlaw, Publication, PublishingMark, SavedSet, SavedSetMember

__all__ = ["FeedFlaw", "Publication", "PublishingMark", "SavedSet", "SavedSetMember"]
