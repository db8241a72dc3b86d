"""Draws the pictures of sample objects that have none yet and attaches them; can be stopped and begun again at any time."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime

from django.db.models import QuerySet

from museion.core.access import Actor
from museion.core.bulk import batch_up
from museion.heritage.actions import NewPhotograph, attach_photographs
from museion.heritage.models import CulturalObject
from museion.heritage.pictures import KeptPicture, keep_picture
from museion.heritage.sample.drawing import draw_picture
from museion.heritage.sample.objects import make_look
from museion.heritage.terms import PhotographView
from museion.network.sample.marking import REASON, SOURCE, make_random

BATCH = 200
Map = Callable[[Callable[["Task"], "Drawn"], Sequence["Task"]], Iterable["Drawn"]]
Task = tuple[int, int, int]
"""Seed, number of the object in the sample, id of its row."""
Drawn = tuple[int, list[tuple[str, KeptPicture]]]

_VIEWS = (PhotographView.OVERALL, PhotographView.DETAIL, PhotographView.OVERALL)
_CAPTIONS = (
    {
        "en": "Whole view (drawn)",
        "fr": "Vue d'ensemble (dessinée)",
        "es": "Vista general (dibujada)",
        "ar": "منظر كامل (مرسوم)",
    },
    {"en": "Detail (drawn)", "fr": "Détail (dessiné)", "es": "Detalle (dibujado)", "ar": "تفصيل (مرسوم)"},
    {
        "en": "In other light (drawn)",
        "fr": "Sous une autre lumière (dessiné)",
        "es": "Con otra luz (dibujado)",
        "ar": "في إضاءة أخرى (مرسوم)",
    },
)


def count_unpictured() -> int:
    return _unpictured().count()


def draw_pictures(
    seed: int, *, actor: Actor, at: datetime, in_parallel: Map = map, report: Callable[[int], None] | None = None
) -> None:
    """Draw and attach, batch by batch. `in_parallel` may be the `imap` of a pool of processes."""
    for batch in batch_up(_list_tasks(seed), BATCH):
        drawn = list(in_parallel(draw_object, batch))
        attach_photographs(_make_photographs(drawn), actor=actor, at=at, reason=REASON)
        if report:
            report(len(batch))


def draw_object(task: Task) -> Drawn:
    """One to three pictures of one object, kept in the file store. Runs in any process; writes no row."""
    seed, number, object_id = task
    views = make_random(seed, f"views {number}").choice(((0,), (0,), (0, 1), (0, 1, 2)))
    look = make_look(seed, number)
    return object_id, [(str(view), keep_picture(draw_picture(look, view))) for view in views]


def _unpictured() -> QuerySet[CulturalObject]:
    return CulturalObject.objects.filter(source=SOURCE, photographs__isnull=True)


def _list_tasks(seed: int) -> list[Task]:
    rows = _unpictured().order_by("id").values_list("source_id", "id")
    return [(seed, int(str(source_id).partition("/")[2]), number) for source_id, number in rows]


def _make_photographs(drawn: Iterable[Drawn]) -> list[NewPhotograph]:
    return [
        NewPhotograph(object_id, picture, _VIEWS[int(view)].value, _CAPTIONS[int(view)], position)
        for object_id, pictures in drawn
        for position, (view, picture) in enumerate(pictures)
    ]
