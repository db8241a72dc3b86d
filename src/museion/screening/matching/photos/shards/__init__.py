"""An index of photos in parts: each part is served by a process of its own, on this machine or another.

`serving.make_application` answers for one part; `ShardedPhotos` asks them all and answers as `PhotoMatcher` does.
"""

from museion.screening.matching.photos.shards.asking import ShardedPhotos, ShardUnavailableError
from museion.screening.matching.photos.shards.serving import make_application

__all__ = ["ShardUnavailableError", "ShardedPhotos", "make_application"]
