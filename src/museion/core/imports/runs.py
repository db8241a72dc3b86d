"""Where an import stands: begun, continued after a kill, finished. A run is known by the file's and the mapping's content."""

import hashlib
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from django.db import models

from museion.core.models import ImportRun


class ConcurrentRunError(Exception):
    """Somebody else is importing the same file at this moment."""


def compute_run_digest(paths: Iterable[Path], mapping_digest: bytes, limit: int | None) -> str:
    """Of everything that decides what the run does, so that only an equal run is continued."""
    total = hashlib.sha256(mapping_digest + str(limit).encode())
    for path in paths:
        with path.open("rb") as file:
            total.update(hashlib.file_digest(file, "sha256").digest())
    return total.hexdigest()


def open_run(*, kind: str, mapping: str, path: Path, digest: str, at: datetime, is_dry: bool) -> ImportRun:
    """The unfinished run of the same content, or a new one; a dry run is never stored and never continues another."""
    unfinished = ImportRun.objects.filter(kind=kind, file_digest=digest).exclude(state=ImportRun.State.FINISHED)
    run = None if is_dry else unfinished.order_by("-id").first()
    if run is None:
        run = ImportRun(kind=kind, mapping=mapping[:64], file_name=str(path), file_digest=digest, started_at=at)
        if not is_dry:
            run.save()
    return run


def advance_run(run: ImportRun, *, rows: int) -> None:
    """Move the position, in the transaction of the rows that it counts."""
    moved = ImportRun.objects.filter(id=run.pk, position=run.position).update(
        position=models.F("position") + rows,
        created=run.created,
        updated=run.updated,
        unchanged=run.unchanged,
        rejected=run.rejected,
        state=ImportRun.State.RUNNING,
    )
    if not moved:
        raise ConcurrentRunError(f"run {run.pk} was moved on by another import of the same file")
    run.position += rows


def finish_run(run: ImportRun, *, at: datetime) -> None:
    run.state, run.finished_at = ImportRun.State.FINISHED, at
    run.save(update_fields=["state", "finished_at"])
