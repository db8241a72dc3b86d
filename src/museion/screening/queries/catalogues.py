"""Catalogues as whoever uploaded them, and the desk, read them: lists, worklists, a table to take away."""

import csv
import io
from collections.abc import Iterator

from django.db import models

from museion.core.access import AccessLevel, Actor
from museion.core.models.records import RecordQuerySet
from museion.core.tables import make_cell_safe
from museion.screening.models import Catalogue, Lot, ScreeningMatch

COLUMNS = (
    "lot",
    "urgency",
    "new",
    "best_match",
    "title",
    "verdict",
    "probability",
    "red_list",
    "sites",
    "legal",
    "problem",
    "record",
    "text",
)


def get_catalogues(actor: Actor) -> RecordQuerySet[Catalogue]:
    """The actor's own; to the desk, all. Newest first."""
    return _own(Catalogue.objects.current(), actor).order_by("-created_at", "-id")


def get_catalogues_taken_away(actor: Actor) -> RecordQuerySet[Catalogue]:
    """Of the actor's own, or to the desk of all, those that can be brought back."""
    return _own(Catalogue.objects.get_queryset().filter(withdrawn_at__isnull=False), actor)


def _own(rows: RecordQuerySet[Catalogue], actor: Actor) -> RecordQuerySet[Catalogue]:
    if AccessLevel.DESK in actor.viewer.levels:
        return rows
    return rows.filter(account_id=actor.account_id, account_id__isnull=False)


def get_worklist(catalogue: Catalogue, *, only_new: bool = False) -> models.QuerySet[Lot]:
    """The most urgent lot first; what could not be screened stands before what was screened without a find."""
    matches = models.Prefetch("screening__matches", ScreeningMatch.objects.select_related("loss"))
    lots = catalogue.lots.select_related("screening").prefetch_related(matches)
    if only_new:
        lots = lots.filter(is_new=True)
    unscreened = models.Case(models.When(screening__isnull=True, then=0), default=1)
    return lots.annotate(unscreened=unscreened).order_by("-urgency", "unscreened", "id")


def write_worklist(catalogue: Catalogue) -> Iterator[str]:
    """The worklist as CSV, line by line."""
    yield _write_line(COLUMNS)
    for lot in get_worklist(catalogue).iterator(chunk_size=200):
        yield _write_line(_describe(lot))
    for told in catalogue.problem.splitlines():
        yield _write_line(tuple({"verdict": "not screened", "problem": told}.get(name, "") for name in COLUMNS))


def _describe(lot: Lot) -> tuple[object, ...]:
    screening = lot.screening
    best = next(iter(screening.matches.all()), None) if screening else None
    kinds = [f"{entry['answer']}: {entry['title']}" for entry in (screening.red_list if screening else ())]
    sites = [f"{entry['answer']}: {entry['title']}" for entry in (screening.sites if screening else ())]
    laws = [f"{entry['answer']}: {entry['source']}" for entry in (screening.legal if screening else ())]
    return (
        lot.number,
        lot.urgency,
        "new" if lot.is_new else "",
        best.loss.key if best else "",
        str(best.loss) if best else "",
        best.verdict if best else ("" if screening else "not screened"),
        round(best.probability, 4) if best else "",
        "; ".join(kinds),
        "; ".join(sites),
        "; ".join(laws),
        lot.problem,
        screening.key if screening else "",
        lot.text,
    )


def _write_line(values: tuple[object, ...]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerow(
        [make_cell_safe(value) if isinstance(value, str) else value for value in values]
    )
    return out.getvalue()
