"""`python -m bench.screening.fit_views`: how the descriptor of views is projected, from paintings left for development alone.

The first directions of how parts of paintings differ, each divided by the root of its spread (half of a whitening): a whole one
gives as much weight to noise. Kept in one byte a number.
"""

from pathlib import Path

import numpy as np

from bench.screening.pictures import load, split_pictures
from museion.screening.matching.photos import views
from museion.screening.matching.photos.views import open_views

TARGET = Path(views.__file__).with_name("projection.npz")
DIMENSIONS = 128
WHITENING = 0.5
_STEPS = 127


def main() -> None:
    split, embedder = split_pictures(), open_views()
    paths = [path for path in (*split.tried, *split.seen) if path.parent.name == "paintings"]
    vectors = np.concatenate([embedder.sum_up(load(path).pixels) for path in paths])
    mean = vectors.mean(axis=0)
    _, spreads, directions = np.linalg.svd(vectors - mean, full_matrices=False)
    kept = directions[:DIMENSIONS].T / (spreads[:DIMENSIONS] / np.sqrt(len(vectors))) ** WHITENING
    scales = np.abs(kept).max(axis=0) / _STEPS
    np.savez_compressed(
        TARGET,
        mean=mean.astype(np.float16),
        directions=np.round(kept / scales).astype(np.int8),
        scales=scales.astype(np.float32),
    )
    share = (spreads[:DIMENSIONS] ** 2).sum() / (spreads**2).sum()
    print(
        f"{len(vectors)} parts of {len(paths)} paintings; {share:.1%} of the spread kept; {TARGET.stat().st_size} bytes"
    )


if __name__ == "__main__":
    main()
