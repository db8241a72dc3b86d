"""Draws the pictures of sample losses that have none yet and attaches them; can be stopped and begun again at any time."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime

from django.db.models import QuerySet

from museion.core.access import Actor
from museion.heritage.actions.picturing import NewPhotograph
from museion.heritage.pictures import KeptPicture, keep_picture
from museion.heritage.sample.drawing import draw_picture
from museion.network.sample.marking import REASON, SOURCE, make_random
from museion.screening.actions.loss_photographs import attach_loss_photographs
from museion.screening.models import LossRecord
from museion.screening.sample.losses import make_loss_look

BATCH = 200
Task = tuple[int, int, int]
"""Seed, number of the loss in the sample, id of its row."""
Drawn = tuple[int, list[KeptPicture]]
Map = Callable[[Callable[[Task], Drawn], Sequence[Task]], Iterable[Drawn]]


def count_unpictured() -> int:
    return _unpictured().count()


def draw_pictures(
    seed: int, *, actor: Actor, at: datetime, in_parallel: Map = map, report: Callable[[int], None] | None = None
) -> None:
    """Draw and attach, batch by batch. `in_parallel` may be the `imap` of a pool of processes."""
    tasks = [
        (seed, int(str(source_id).partition("/")[2]), number)
        for source_id, number in _unpictured().order_by("id").values_list("source_id", "id")
    ]
    for start in range(0, len(tasks), BATCH):
        batch = tasks[start : start + BATCH]
        drawn = in_parallel(draw_loss, batch)
        photographs = [
            NewPhotograph(loss_id, picture, position=position)
            for loss_id, pictures in drawn
            for position, picture in enumerate(pictures)
        ]
        attach_loss_photographs(photographs, actor=actor, at=at, reason=REASON)
        if report:
            report(len(batch))


def draw_loss(task: Task) -> Drawn:
    """One or two pictures of one loss, kept in the file store. Runs in any process; writes no row."""
    seed, number, loss_id = task
    views = (0, 2) if make_random(seed, f"views of loss {number}").random() < 0.2 else (0,)
    look = make_loss_look(seed, number)
    return loss_id, [keep_picture(draw_picture(look, view)) for view in views]


def _unpictured() -> QuerySet[LossRecord]:
    return LossRecord.objects.filter(source=SOURCE, photographs__isnull=True)
