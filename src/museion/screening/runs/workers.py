"""How a process of the pool begins. Nothing here may name a model: models exist only once Django is set up."""

import cv2
import django


def start_worker() -> None:
    """One thread each: the pool has a process for every core."""
    cv2.setNumThreads(1)
    django.setup()
