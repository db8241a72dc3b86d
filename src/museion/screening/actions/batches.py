"""Many questions in one go: looked at on every core, written in bundles, answered in order."""

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from itertools import chain
from multiprocessing import get_context

from museion.core.access import Actor, Viewer
from museion.core.bulk import batch_up
from museion.screening.actions.runs import save_examined
from museion.screening.models import Screening
from museion.screening.runs.outages import tell_outages
from museion.screening.runs.questions import Question, UnusableQuestionError
from museion.screening.runs.run import Examined, examine_all
from museion.screening.runs.workers import start_worker

BUNDLE = 16
# Starting other processes costs about as long as looking at these many.
FEW_PHOTOS, FEW_TEXTS = 8, 120

Put = Question | UnusableQuestionError
Outcome = Examined | UnusableQuestionError


@dataclass(frozen=True, slots=True)
class Asked:
    """What became of one question: its run, or why there is none."""

    outcome: Screening | UnusableQuestionError


def make_screenings(
    questions: Iterable[Put],
    *,
    actor: Actor,
    clock: Callable[[], datetime],
    language: str = "en",
    processes: int | None = None,
    is_remembered: bool = True,
) -> Iterator[Asked]:
    """One answer for each question, in order; one that cannot be asked costs only itself.

    `processes`: how many look, all cores by default. For few questions this process does it alone.
    """
    coming = iter(questions)
    first: list[Put] = []
    photos = 0
    while len(first) < FEW_TEXTS and photos < FEW_PHOTOS and (put := next(coming, None)) is not None:
        first.append(put)
        photos += len(put.photos) if isinstance(put, Question) else 0
    workers = os.cpu_count() or 1 if processes is None else processes
    bundles = batch_up(chain(first, coming), BUNDLE)
    is_long = len(first) == FEW_TEXTS or photos >= FEW_PHOTOS
    if workers > 1 and is_long:
        looked = _look_in_pool(bundles, workers, actor.viewer, language)
    else:
        looked = (_look(bundle, actor.viewer, language) for bundle in bundles)
    for outcomes in _watch(looked):
        yield from _save(outcomes, actor, clock(), is_remembered=is_remembered)


def _watch(looked: Iterator[list[Outcome]]) -> Iterator[list[Outcome]]:
    with tell_outages():
        yield from looked


def _save(outcomes: list[Outcome], actor: Actor, at: datetime, *, is_remembered: bool) -> list[Asked]:
    examined = [one for one in outcomes if isinstance(one, Examined)]
    saved = iter(save_examined(examined, actor=actor, at=at, is_remembered=is_remembered))
    return [Asked(next(saved) if isinstance(one, Examined) else one) for one in outcomes]


def _look(bundle: list[Put], viewer: Viewer, language: str) -> list[Outcome]:
    return examine_all(bundle, viewer=viewer, language=language)


def _look_in_pool(bundles: Iterator[list[Put]], workers: int, viewer: Viewer, language: str) -> Iterator[list[Outcome]]:
    """A few bundles ahead of whoever reads, so that a long file is never held whole."""
    waiting: deque[Future[list[Outcome]]] = deque()
    # Started anew, not forked: threads of OpenCV and of the registers do not survive a fork.
    with ProcessPoolExecutor(workers, get_context("spawn"), start_worker) as pool:
        for bundle in bundles:
            waiting.append(pool.submit(_look, bundle, viewer, language))
            if len(waiting) > 2 * workers:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
