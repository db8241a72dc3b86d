"""A child process that draws the sample's pictures while the site answers; begun again, it goes on where it stopped."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing import get_context

import django


def draw_all(seed: int, processes: int) -> None:
    """Draw with every core, yielding to whoever answers readers."""
    from django.utils import timezone

    from museion.cli.console import make_progress
    from museion.core.access import make_operator
    from museion.heritage import sample

    total = sample.count_unpictured()
    if not total:
        return
    pool = get_context("spawn").Pool(processes, initializer=_begin)
    with pool, make_progress() as progress:
        task = progress.add_task("pictures", total=total, rate="")
        sample.draw_pictures(
            seed,
            actor=make_operator("sample"),
            at=timezone.now(),
            in_parallel=lambda function, tasks: pool.imap(function, tasks, chunksize=10),
            report=lambda count: progress.advance(task, count),
        )


@contextmanager
def draw_beside(seed: int) -> Iterator[None]:
    """Draws in processes of their own until the block ends; what is missing then is drawn next time."""
    child = subprocess.Popen([sys.executable, "-m", "museion.cli.drawing", str(seed)], env=os.environ.copy())  # noqa: S603 (our own command)
    try:
        yield
    finally:
        child.terminate()
        child.wait()


def _begin() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "museion.project.settings")
    os.nice(10)
    django.setup()


if __name__ == "__main__":
    _begin()
    draw_all(int(sys.argv[1]), os.cpu_count() or 1)
