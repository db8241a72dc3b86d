"""Screening a catalogue lot by lot, with progress; broken off, it goes on where it was."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime

from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from museion.core.access import Actor
from museion.core.outbox import Announcement, announce
from museion.screening.actions.accounts import find_asker
from museion.screening.actions.batches import make_screenings
from museion.screening.actions.catalogues import TOPIC, WORK, load_catalogue, save_lots
from museion.screening.catalogues.lots import ReadLot, UnreadableCatalogueError
from museion.screening.catalogues.reading import ReadCatalogue
from museion.screening.catalogues.urgency import list_findings, measure_urgency
from museion.screening.models import Catalogue, Lot, Screening
from museion.screening.runs.photos import read_kept
from museion.screening.runs.questions import Question, UnusableQuestionError, tell_problem
from museion.screening.runs.seen import LOT
from museion.screening.runs.seen import TOPIC as SEEN
from museion.screening.terms import CatalogueState

Clock = Callable[[], datetime]
Progress = Callable[[int, int], None]
MOST_AT_ONCE = 200
MOST_TOLD = 50
_TOLD_EVERY = 10


def screen_announced(announcements: Sequence[Announcement]) -> None:
    """Handler of the outbox: a part of each catalogue, in the name of whoever uploaded it; what is left is promised anew.

    So a long catalogue holds up no other work of the worker for long.
    """
    keys = [announced.key for announced in announcements]
    due = Catalogue.objects.current().filter(state__in=(CatalogueState.WAITING, CatalogueState.RUNNING))
    for catalogue in due.filter(key__in=keys):
        screen_catalogue(catalogue, actor=find_asker(catalogue.account_id), clock=timezone.now, most=MOST_AT_ONCE)
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
    # Read once, so told as long as the catalogue is there.
    unread = "\n".join(read.problems[:MOST_TOLD]) if read else catalogue.problem
    _set(catalogue, state=CatalogueState.RUNNING, problem=unread, screened_count=done)
    todo = lots[done : done + most if most else None]

    def tell(place: int) -> None:
        if place % _TOLD_EVERY == 0:
            _set(catalogue, screened_count=done + place)
        if on_progress:
            on_progress(done + place, len(lots))

    screen_lots(catalogue, todo, read, actor=actor, clock=clock, processes=processes, tell=tell)
    _set(catalogue, screened_count=done + len(todo))
    if catalogue.screened_count == len(lots):
        _set(catalogue, state=CatalogueState.DONE, screened_at=clock())


def screen_lots(
    catalogue: Catalogue,
    lots: list[Lot],
    read: ReadCatalogue | None = None,
    *,
    actor: Actor,
    clock: Clock,
    processes: int | None = None,
    tell: Callable[[int], None] | None = None,
) -> None:
    """These lots, with the pictures of the file where they were not kept yet."""
    questions = _iterate_questions(catalogue, lots, read)
    answers = make_screenings(
        questions,
        actor=actor,
        clock=clock,
        language=catalogue.language,
        processes=processes,
        is_remembered=False,
    )
    for place, (lot, answer) in enumerate(zip(lots, answers, strict=True), start=1):
        with translation.override(catalogue.language):
            _note(lot, answer.outcome)
        if tell:
            tell(place)


def _open(catalogue: Catalogue) -> tuple[list[Lot], ReadCatalogue | None]:
    """The lots, read from the file the first time. The file stays open while a lot's pictures have not been kept."""
    is_first = catalogue.screened_at is None
    with translation.override(catalogue.language):
        read = load_catalogue(catalogue) if is_first else None
        if read and not catalogue.lots.exists():
            save_lots(catalogue, read)
    return list(catalogue.lots.order_by("id").select_related("screening", "catalogue")), read


def _iterate_questions(catalogue: Catalogue, lots: Iterable[Lot], read: ReadCatalogue | None) -> Iterator[Question]:
    from_file: dict[str, ReadLot] = {lot.number: lot for lot in read.lots} if read else {}
    for lot in lots:
        held = from_file.get(lot.number)
        if read and held:
            with translation.override(catalogue.language):
                photos = tuple(read.iterate_pictures(held))
            lot.problem = "\n".join(held.problems)
        else:
            photos = tuple(read_kept(lot.photos))
        yield Question(lot.fields, lot.text, photos, purpose=f"{catalogue.title}, {lot.number}"[:200])


def _note(lot: Lot, outcome: Screening | UnusableQuestionError) -> None:
    """What was found, or why nothing could be looked for: the two must never be taken for each other."""
    if isinstance(outcome, UnusableQuestionError):
        lot.screening, lot.urgency, lot.is_new = None, 0.0, False
        told = [str(outcome)]
    else:
        before = list_findings(lot.screening) if lot.screening else None
        lot.is_new = before is not None and bool(list_findings(outcome) - before)
        lot.screening, lot.urgency = outcome, measure_urgency(outcome)
        lot.photos = outcome.asked["photos"]
        told = list(_list_problems(outcome))
    lot.problem = "\n".join(dict.fromkeys(filter(None, (*lot.problem.splitlines(), *told))))
    with transaction.atomic():
        lot.save(update_fields=["screening", "urgency", "is_new", "photos", "problem"])
        announce(LOT, [str(lot.id)], topics=[SEEN])


def _set(catalogue: Catalogue, **values: object) -> None:
    for name, value in values.items():
        setattr(catalogue, name, value)
    Catalogue.objects.filter(id=catalogue.id).update(**values)


def _list_problems(screening: Screening) -> Iterator[str]:
    problems = screening.asked["problems"]
    if not screening.asked["photos"] and not any(problem["part"] == "photo" for problem in problems):
        yield _("The lot has no picture: only its words were compared.")
    yield from map(tell_problem, problems)
