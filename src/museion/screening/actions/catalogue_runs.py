"""Screening a catalogue lot by lot, with progress; broken off, it goes on where it was."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from museion.core.access import Actor, make_operator
from museion.core.files import FileStore
from museion.core.http.asking import make_actor
from museion.core.models import Account
from museion.core.outbox import Announcement, announce
from museion.screening.actions.batches import make_screenings
from museion.screening.actions.catalogues import TOPIC, WORK, load_catalogue, save_lots
from museion.screening.catalogues.lots import ReadLot, UnreadableCatalogueError
from museion.screening.catalogues.reading import ReadCatalogue
from museion.screening.catalogues.urgency import list_findings, measure_urgency
from museion.screening.models import Catalogue, Lot, Screening
from museion.screening.runs.questions import Question, UnusableQuestionError
from museion.screening.terms import CatalogueState

Clock = Callable[[], datetime]
Progress = Callable[[int, int], None]
MOST_AT_ONCE = 200
_TOLD_EVERY = 10


def screen_announced(announcements: Sequence[Announcement]) -> None:
    """Handler of the outbox: a part of each catalogue, in the name of whoever uploaded it; what is left is promised anew.

    So a long catalogue holds up no other work of the worker for long.
    """
    keys = [announced.key for announced in announcements]
    due = Catalogue.objects.current().filter(state__in=(CatalogueState.WAITING, CatalogueState.RUNNING))
    for catalogue in due.filter(key__in=keys):
        screen_catalogue(catalogue, actor=_find_actor(catalogue), clock=timezone.now, most=MOST_AT_ONCE)
        if catalogue.state == CatalogueState.RUNNING:
            announce(WORK, [catalogue.key], topics=[TOPIC])


def screen_catalogue(
    catalogue: Catalogue,
    *,
    actor: Actor,
    clock: Clock,
    processes: int | None = None,
    most: int | None = None,
    on_progress: Progress | None = None,
) -> None:
    """Every lot (or `most` of those left) against the registers as they are now. A file without lots fails, and says why."""
    try:
        lots, read = _open(catalogue)
    except UnreadableCatalogueError as error:
        _set(catalogue, state=CatalogueState.FAILED, problem=str(error))
        return
    done = catalogue.screened_count if catalogue.state == CatalogueState.RUNNING else 0
    _set(catalogue, state=CatalogueState.RUNNING, problem="", screened_count=done)
    todo = lots[done : done + most if most else None]
    questions = _iterate_questions(catalogue, todo, read)
    answers = make_screenings(questions, actor=actor, clock=clock, language=catalogue.language, processes=processes)
    for place, (lot, answer) in enumerate(zip(todo, answers, strict=True), start=done + 1):
        _note(lot, answer.outcome)
        if place % _TOLD_EVERY == 0:
            _set(catalogue, screened_count=place)
        if on_progress:
            on_progress(place, len(lots))
    _set(catalogue, screened_count=done + len(todo))
    if catalogue.screened_count == len(lots):
        _set(catalogue, state=CatalogueState.DONE, screened_at=clock())


def _open(catalogue: Catalogue) -> tuple[list[Lot], ReadCatalogue | None]:
    """The lots, read from the file the first time. The file stays open while a lot's pictures have not been kept."""
    is_first = catalogue.screened_at is None
    with translation.override(catalogue.language):
        read = load_catalogue(catalogue) if is_first else None
        if read and not catalogue.lots.exists():
            save_lots(catalogue, read)
    return list(catalogue.lots.order_by("id").select_related("screening", "catalogue")), read


def _iterate_questions(catalogue: Catalogue, lots: Iterable[Lot], read: ReadCatalogue | None) -> Iterator[Question]:
    store = FileStore(Path(settings.MEDIA_ROOT))
    from_file: dict[str, ReadLot] = {lot.number: lot for lot in read.lots} if read else {}
    for lot in lots:
        held = from_file.get(lot.number)
        if read and held:
            photos = tuple(read.iterate_pictures(held))
            lot.problem = "\n".join(held.problems)
        else:
            photos = tuple(store.read(name) for name in lot.photos)
        yield Question(lot.fields, lot.text, photos, purpose=f"{catalogue.title}, {lot.number}"[:200])


def _note(lot: Lot, outcome: Screening | UnusableQuestionError) -> None:
    """What was found, or why nothing could be looked for: the two must never be taken for each other."""
    if isinstance(outcome, UnusableQuestionError):
        lot.problem = "\n".join(filter(None, (lot.problem, str(outcome))))
        lot.screening, lot.urgency, lot.is_new = None, 0.0, False
    else:
        before = list_findings(lot.screening) if lot.screening else None
        lot.is_new = before is not None and bool(list_findings(outcome) - before)
        lot.screening, lot.urgency = outcome, measure_urgency(outcome)
        lot.photos = outcome.asked["photos"]
        told = [f"{problem['part']} {problem['value']}: {problem['told']}" for problem in outcome.asked["problems"]]
        if not lot.photos and not told:
            told = [_("The lot has no picture: only its words were compared.")]
        lot.problem = "\n".join(dict.fromkeys(filter(None, (*lot.problem.splitlines(), *told))))
    lot.save(update_fields=["screening", "urgency", "is_new", "photos", "problem"])


def _set(catalogue: Catalogue, **values: object) -> None:
    for name, value in values.items():
        setattr(catalogue, name, value)
    Catalogue.objects.filter(id=catalogue.id).update(**values)


def _find_actor(catalogue: Catalogue) -> Actor:
    """Whoever uploaded it sees no more for having a machine ask."""
    if catalogue.account_id is None:
        return make_operator("catalogues", via="worker")
    return make_actor(Account.objects.filter(pk=catalogue.account_id).first(), via="worker")
