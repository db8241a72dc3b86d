"""Which part of a catalogue's worklist a page shows, and the way from lot to lot."""

from django.db.models import QuerySet

from museion.screening.catalogues.urgency import FALLS
from museion.screening.models import Catalogue, Lot
from museion.screening.queries.catalogues import get_worklist
from museion.screening.terms import CatalogueState

ALL, FOUND, NEW, UNREAD = "all", "found", "new", "unread"


def is_under_way(catalogue: Catalogue) -> bool:
    return catalogue.state in {CatalogueState.WAITING, CatalogueState.RUNNING}


def get_lots(catalogue: Catalogue, *, shown: str = ALL) -> QuerySet[Lot]:
    """The most urgent first. `shown`: those with a find (a loss, or a kind that it falls under), new since the run before, or that could not be read whole."""
    rows = get_worklist(catalogue, only_new=shown == NEW)
    if shown == FOUND:
        return rows.filter(urgency__gte=FALLS)
    return rows.exclude(problem="") if shown == UNREAD else rows


def count_lots(catalogue: Catalogue) -> dict[str, int]:
    return {shown: get_lots(catalogue, shown=shown).count() for shown in (ALL, FOUND, NEW, UNREAD)}


def find_neighbours(lot: Lot) -> tuple[int | None, int | None]:
    """The numbers (`Lot.pk`) of the lots before and after it in the worklist."""
    numbers: list[int | None] = list(get_worklist(lot.catalogue).values_list("pk", flat=True))
    padded = [None, *numbers, None]
    place = numbers.index(lot.pk) + 1
    return padded[place - 1], padded[place + 1]
