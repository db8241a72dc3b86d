"""Another photo of the same thing: a free network whose weights come inside a package, and what a photo shows as a whole.

An extra (`views`): nothing here is imported before it is asked for.
"""

from museion.screening.matching.photos.views.describing import VIEWS_NAME, ViewsEmbedder, open_views

__all__ = ["VIEWS_NAME", "ViewsEmbedder", "open_views"]
