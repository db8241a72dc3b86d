"""Two orders made one by reciprocal rank fusion (Cormack, Clarke and Büttcher 2009): scores of unlike scales need no common one."""

from collections import defaultdict
from collections.abc import Sequence

_SMOOTHING = 60


def fuse(orders: Sequence[tuple[Sequence[str], float]]) -> dict[str, float]:
    """Keys from the best down with their scores; each order with its weight."""
    scores: defaultdict[str, float] = defaultdict(float)
    for keys, weight in orders:
        for rank, key in enumerate(keys, 1):
            scores[key] += weight / (_SMOOTHING + rank)
    return dict(sorted(scores.items(), key=lambda pair: (-pair[1], pair[0])))
