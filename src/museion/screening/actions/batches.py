"""Many questions in one go: looked at on every core, written in bundles, answered in order."""

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from multiprocessing import get_context

import cv2
import django

from museion.core.access import Actor, Viewer
from museion.screening.actions.runs import save_examined
from museion.screening.models import Screening
from museion.screening.runs.questions import Question, UnusableQuestionError
from museion.screening.runs.run import Examined, try_to_examine

# Starting other processes costs about as long as looking at this many photos.
FEW_PHOTOS = 12
BUNDLE = 32

Outcome = Examined | UnusableQuestionError
Look = Callable[[Sequence[Question | UnusableQuestionError]], "Iterator[list[Outcome]]"]


@dataclass(frozen=True, slots=True)
class Asked:
    """What became of one question."""

    outcome: Screening | UnusableQuestionError
