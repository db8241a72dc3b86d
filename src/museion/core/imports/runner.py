"""One import of one file: read, map, validate, save in batches; what was done survives a kill, and only that is skipped."""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import chain, islice
from pathlib import Path

from django.db import transaction

from museion.core.access import Actor
from museion.core.bulk import batch_up
from museion.core.imports.batches import Batch, save_batch
from museion.core.imports.expectations import check_expectations
from museion.core.imports.joins import find_joined_file, load_joins
from museion.core.imports.mapping import SourceMapping
from museion.core.imports.preparing import Prepared, Preparer
from museion.core.imports.quarantine import Rejection, record_rejections, write_quarantine
from museion.core.imports.readers import read_rows
from museion.core.imports.registry import Importer
from museion.core.imports.rows import BadRow, Row
from museion.core.imports.runs import advance_run, compute_run_digest, finish_run, open_run
from museion.core.models import ImportRun, QuarantinedRow

BATCH_ROWS = 2000
# A JSON row states only the columns that it has, so several say which there are.
_ROWS_FOR_COLUMNS = 1000


@dataclass(frozen=True, slots=True)
class Step:
    """How far a run is: rows dealt with, bytes of the file read, bytes that it has."""

    rows: int
    bytes_read: int
    bytes_total: int


@dataclass(frozen=True, slots=True)
class Order:
    """What to import, as whom. `clock` says when; `limit` stops after so many rows.

    `files_in`: folders besides the file's own in which the files that rows name may lie.
    """

    importer: Importer
    mapping: SourceMapping
    path: Path
    actor: Actor
    clock: Callable[[], datetime]
    is_dry: bool = False
    limit: int | None = None
    on_progress: Callable[[Step], None] | None = None
    files_in: tuple[Path, ...] = ()


@dataclass(slots=True)
class Outcome:
    """What an import did. `read` counts every row of the file; `left_out` values were dropped from rows that were kept.

    `encodings`: of files that are not UTF-8 and of which nobody stated it. `run_id`: None for a dry run.
    """

    read: int = 0
    created: int = 0
    updated: int = 0
    unchanged: int = 0
    rejected: int = 0
    left_out: int = 0
    run_id: int | None = None
    quarantine: Path | None = None
    seconds: float = 0.0
    resumed_at: int = 0
    is_cut: bool = False
    warnings: list[str] = field(default_factory=list)
    encodings: dict[str, str] = field(default_factory=dict)
    examples: list[Rejection] = field(default_factory=list)


def import_file(order: Order) -> Outcome:
    """Raises `UnusableMappingError` before anything is written; bad rows are quarantined and told in the outcome."""
    return _Import(order).run()


class _Import:
    def __init__(self, order: Order) -> None:
        self.order = order
        self.outcome = Outcome()
        self.form = replace(order.mapping.form, guessed=self.outcome.encodings)
        self.has_referring = False
        self.joined = load_joins(order.mapping.joins, order.path)
        self.reason = f"import of {order.path.name} by mapping {order.mapping.name}"

    def run(self) -> Outcome:
        started, order = time.perf_counter(), self.order
        preparer = self._make_preparer()
        files = [order.path, *(find_joined_file(join, order.path) for join in order.mapping.joins)]
        with order.path.open("rb") as handle:
            rows = self._check_columns(read_rows(order.path, handle, self.form))
            run = self._open_run(files)
            prepared = self._note_referring(map(preparer.prepare, rows))
            for batch in batch_up(islice(prepared, run.position, None), BATCH_ROWS):
                self._import_batch(run, batch)
                if order.on_progress:
                    order.on_progress(Step(run.position, handle.tell(), order.path.stat().st_size))
        unresolved = self._import_second_pass()
        self._finish(run, unresolved)
        if not order.limit and not self.outcome.is_cut:
            self.outcome.warnings += check_expectations(
                order.mapping.expect, read=preparer.read, stated=preparer.stated
            )
        self.outcome.seconds = round(time.perf_counter() - started, 3)
        return self.outcome

    def _make_preparer(self) -> Preparer:
        order, importer = self.order, self.order.importer
        if order.is_dry:
            importer = replace(importer, read=importer.check or importer.read)
        return Preparer(importer, order.mapping, self.joined, order.path.parent, order.files_in)

    def _note_referring(self, rows: Iterator[Prepared]) -> Iterator[Prepared]:
        """A file of which no row names another need not be read twice."""
        chosen = self.order.importer.second_pass
        for item in rows:
            if chosen is not None and item.typed is not None and chosen(item.typed):
                self.has_referring = True
            yield item

    def _check_columns(self, rows: Iterator[Row | BadRow]) -> Iterator[Row | BadRow]:
        limited = islice(rows, self.order.limit)
        first = list(islice(limited, _ROWS_FOR_COLUMNS))
        known = {name: None for row in first if isinstance(row, Row) for name in row.values}
        if known:
            self.order.mapping.check_columns(known)
        return chain(first, limited)

    def _open_run(self, files: list[Path]) -> ImportRun:
        order = self.order
        run = open_run(
            kind=order.importer.kind,
            mapping=order.mapping.name,
            path=order.path,
            digest=compute_run_digest(files, order.mapping.digest, order.limit),
            at=order.clock(),
            is_dry=order.is_dry,
        )
        self.outcome.resumed_at = run.position
        return run

    def _import_batch(self, run: ImportRun, rows: list[Prepared]) -> None:
        """The rows, their quarantine and the run's position are written together or not at all."""
        rejections = [rejection for item in rows for rejection in item.rejections]
        lost = sum(item.typed is None for item in rows)
        self.outcome.is_cut |= any(isinstance(item.row, BadRow) and item.row.is_cut for item in rows)
        with transaction.atomic():
            batch = self._save([item for item in rows if item.typed is not None])
            rejections += batch.rejections
            run.created += batch.saved.created
            run.updated += batch.saved.updated
            run.unchanged += batch.saved.unchanged
            run.rejected += lost + batch.lost
            if self.order.is_dry:
                transaction.set_rollback(True)
                run.position += len(rows)
                self.outcome.left_out += len(rejections) - lost - batch.lost
            else:
                record_rejections(run, rejections)
                advance_run(run, rows=len(rows))
        self._keep_examples(rejections)

    def _save(self, rows: list[Prepared], *, is_final: bool = False) -> Batch:
        order = self.order
        return save_batch(
            order.importer, rows, actor=order.actor, at=order.clock(), reason=self.reason, is_final=is_final
        )

    def _import_second_pass(self) -> list[Rejection]:
        """Rows that name rows further down are saved once more; equal ones cost nothing. Says what stayed unknown."""
        chosen = self.order.importer.second_pass
        if chosen is None or self.order.is_dry or not self.has_referring:
            return []
        unresolved: list[Rejection] = []
        with self.order.path.open("rb") as handle:
            rows = islice(read_rows(self.order.path, handle, self.form), self.order.limit)
            for batch in batch_up(map(self._make_preparer().prepare, rows), BATCH_ROWS):
                with transaction.atomic():
                    named = [item for item in batch if item.typed is not None and chosen(item.typed)]
                    unresolved += self._save(named, is_final=True).rejections
        return unresolved

    def _finish(self, run: ImportRun, unresolved: list[Rejection]) -> None:
        outcome = self.outcome
        self._keep_examples(unresolved)
        if not self.order.is_dry:
            with transaction.atomic():
                record_rejections(run, unresolved)
                finish_run(run, at=self.order.clock())
            outcome.quarantine = write_quarantine(run)
            outcome.left_out = QuarantinedRow.objects.filter(run=run).count() - run.rejected
        outcome.read, outcome.created, outcome.updated = run.position, run.created, run.updated
        outcome.unchanged, outcome.rejected = run.unchanged, run.rejected
        outcome.run_id = run.pk

    def _keep_examples(self, rejections: list[Rejection]) -> None:
        self.outcome.examples += rejections[: max(0, 10 - len(self.outcome.examples))]
