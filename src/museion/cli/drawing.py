"""A child process that draws the sample's pictures while the site answers; begun again, it goes on where it stopped."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing import get_context
from multiprocessing.pool import Pool

import django

from museion.core.parents import hear_parent

_POOLS: list[Pool] = []
# A worker that takes nothing up for so long is not there.
_PATIENCE_SECONDS = 600.0


def draw_all(seed: int, size: str, processes: int) -> None:
    """Draw with every core what is not drawn yet, after the rest of the library is written and filed."""
    # Models can be imported only once Django is set up, which in the child process happens after this module is read.
    from django.utils import timezone

    from museion.cli.console import make_progress
    from museion.core.access import make_operator
    from museion.heritage import sample as heritage_sample
    from museion.screening import sample as screening_sample

    _fill_library(seed, size)
    samples = (heritage_sample, screening_sample)
    total = sum(sample.count_unpictured() for sample in samples)
    if not total:
        return
    with get_context("spawn").Pool(processes, initializer=_begin) as pool, make_progress() as progress:
        _POOLS.append(pool)
        task = progress.add_task("pictures", total=total, rate="")
        for sample in samples:
            sample.draw_pictures(
                seed,
                actor=make_operator("sample"),
                at=timezone.now(),
                in_parallel=lambda function, tasks: pool.imap(function, tasks, chunksize=10),
                report=lambda count: progress.advance(task, count),
            )


def _fill_library(seed: int, size: str) -> None:
    """The references that the demo did not wait for, and the PDFs of some."""
    from django.utils import timezone

    from museion.core.access import make_operator
    from museion.library import sample as library_sample

    actor, at = make_operator("sample"), timezone.now()
    wanted = library_sample.SMALL if size == "small" else library_sample.FULL
    library_sample.make_rest(seed, actor=actor, at=at, size=wanted)
    library_sample.file_pdfs(seed, wanted.pdfs, actor=actor, at=at)


def upload_sales() -> None:
    """The invented catalogues of sales, when their lots can be recognised; else at the next start."""
    from django.utils import timezone

    from museion.core.access import make_operator
    from museion.screening import sample

    if sample.wait_for_photos(_PATIENCE_SECONDS):
        sample.upload_catalogues(actor=make_operator("sample"), at=timezone.now())


@contextmanager
def draw_beside(seed: int, size: str) -> Iterator[None]:
    """Draws in processes of their own until the block ends; what is missing then is drawn next time."""
    command = [sys.executable, "-m", "museion.cli.drawing", str(seed), size]
    child = subprocess.Popen(command, stdin=subprocess.PIPE)  # noqa: S603 (our own command)
    try:
        yield
    finally:
        if child.stdin is not None:
            child.stdin.close()
        child.wait()


def _begin() -> None:
    # An interrupt from the keyboard reaches the whole group; the parent alone decides.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "museion.project.settings")
    django.setup()


def _end_at_once(_told: bytes) -> None:
    """Whatever it is at: what is not filed yet is drawn next time. The parent holds the other end of standard input."""
    for pool in _POOLS:
        pool.terminate()
    os._exit(0)


if __name__ == "__main__":
    # Yields to whoever answers readers; the pool's processes inherit it.
    os.nice(5)
    hear_parent(_end_at_once)
    _begin()
    draw_all(int(sys.argv[1]), sys.argv[2], os.cpu_count() or 1)
    upload_sales()
