"""How a process of the pool begins. Nothing here may name a model: models exist only once Django is set up."""

import cv2
import faiss

from museion.core.parents import end_with_parent
from museion.core.starting import set_up


def start_worker() -> None:
    """One thread each: the pool has a process for every core."""
    end_with_parent()
    cv2.setNumThreads(1)
    faiss.omp_set_num_threads(1)
    set_up()
