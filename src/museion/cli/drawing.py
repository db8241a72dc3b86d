"""A child process that draws the sample's pictures while the site answers; begun again, it goes on where it stopped."""

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing import get_context
from multiprocessing.pool import Pool

import django


def draw_all(seed: int, processes: int) -> None:
    """Draw with every core what is not drawn yet."""
    # Models can be imported only once Django is set up, which in the child process happens after this module is read.
    from django.utils import timezone

    from museion.cli.console import make_progress
    from museion.core.access import make_operator
    from museion.heritage import sample as heritage_sample
    from museion.screening import sample as screening_sample

    samples = (heritage_sample, screening_sample)
    total = sum(sample.count_unpictured() for sample in samples)
    if not total:
        return
    with get_context("spawn").Pool(processes, initializer=_begin) as pool, make_progress() as progress:
        _end_with_parent(pool)
        task = progress.add_task("pictures", total=total, rate="")
        for sample in samples:
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
    command = [sys.executable, "-m", "museion.cli.drawing", str(seed)]
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


def _end_with_parent(pool: Pool) -> None:
    """The parent holds the other end of standard input: when it ends, however it ends, the pool does too."""
    if __name__ == "__main__":
        threading.Thread(target=_wait_for_end, args=(pool,), daemon=True).start()


def _wait_for_end(pool: Pool) -> None:
    sys.stdin.buffer.read()
    pool.terminate()
    os._exit(0)


if __name__ == "__main__":
    # Yields to whoever answers readers; the pool's processes inherit it.
    os.nice(5)
    _begin()
    draw_all(int(sys.argv[1]), os.cpu_count() or 1)
