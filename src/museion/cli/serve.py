"""`museion serve`: the site and, beside it, the worker as a child process."""

import atexit
import errno
import multiprocessing
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import Annotated, Any

import typer
from django.conf import settings
from django.db import connection
from django.utils.module_loading import import_string
from granian.constants import Interfaces
from granian.server.mp import MPServer

from museion.cli.console import err, fail, warn
from museion.cli.home import prepare_home
from museion.core.environment import list_unread
from museion.core.http.downloads import note_threads
from museion.core.parents import end_with_parent
from museion.core.secrecy import find_home_doubt, find_key_doubt
from museion.core.site_address import find_address_doubt, note_listening
from museion.core.stores.moving import MOVED, is_closed

# As many as Linux lets wait by itself; harvesters that come at once are told when to come back rather than cut off.
WAITING_CONNECTIONS = 4096
GRACE_SECONDS = 10
HOST = "127.0.0.1"
_LOOK_SECONDS = 0.3
# The terminal's interrupt reaches the worker first; a worker that cannot start is not started without pause.
_RESTART_SECONDS = 2.0
_PAUSE_SECONDS = 0.5
_MEMORY = Path("/dev/shm")  # noqa: S108 (a folder of its own is made in it)


def register(app: typer.Typer) -> None:
    app.command("serve")(serve)


def serve(
    port: Annotated[int, typer.Option(min=1, max=65535, help="Where to listen.")] = 8000,
    host: Annotated[str, typer.Option(help="The address to listen on; 0.0.0.0 for all.")] = HOST,
    workers: Annotated[int, typer.Option(min=0, help="Processes that answer; 0: one a core.")] = 0,
    blocking_threads: Annotated[int, typer.Option(min=1, help="Threads a process answers with.")] = 4,
    with_worker: Annotated[bool, typer.Option("--worker/--no-worker", help="Keep the index in step too.")] = True,
) -> None:
    """Answer on a port: pages, API, and the worker beside them."""
    check_port(host, port)
    note_listening(host, port)
    note_threads(blocking_threads)
    prepare_home()
    if settings.METRICS_TOKEN:
        share_metrics()
    err.print(f"http://{host}:{port}/", highlight=False)
    doubts = [*list_unread(), find_key_doubt(), find_home_doubt(), find_address_doubt(), _find_old_store()]
    for doubt in filter(None, doubts):
        warn(doubt)
    with run_worker() if with_worker else nullcontext():
        # Tantivy and SQLite release the interpreter's lock, so threads beside processes pay.
        _Server(
            "museion.project.wsgi:application",
            address=host,
            port=port,
            interface=Interfaces.WSGI,
            workers=workers or multiprocessing.cpu_count(),
            blocking_threads=blocking_threads,
            backlog=WAITING_CONNECTIONS,
            respawn_failed_workers=True,
            workers_kill_timeout=GRACE_SECONDS,
            websockets=False,
        ).serve(target_loader=_load_site, wrap_loader=False)


class _Server(MPServer):
    """Begins a process again however soon it dies. The package's own way is to end when one dies that it began within the last seconds,
    and to end the others with it; but whoever killed the one (a system out of memory, say) may come again so soon.
    """

    def _respawn_workers(self, workers: list[int], *arguments: Any, **options: Any) -> None:
        time.sleep(_PAUSE_SECONDS)
        super()._respawn_workers(workers, *arguments, **options)
        self.respawned_wrks.clear()


def _load_site() -> Any:
    """In each process that answers. One that outlived the server would keep the port, and nobody could serve again."""
    end_with_parent()
    return import_string(settings.WSGI_APPLICATION)


def check_port(host: str, port: int) -> None:
    """The server itself would share the port with another site, and each would answer some of the questions."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        socket.create_server((host, port), family=family).close()
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            fail(f"Cannot listen on {host}, port {port}: another program listens there. Choose another with --port.")
        if error.errno == errno.EACCES:
            fail(f"Cannot listen on port {port}: ports below 1024 are the system's. Choose another with --port.")
        fail(f"Cannot listen on {host}: it is no address of this machine. Choose another with --host.")


def _find_old_store() -> str:
    return MOVED if connection.vendor == "sqlite" and is_closed() else ""


def share_metrics() -> None:
    """The processes that answer add up what they count in one folder, in memory: its files are mapped, and a full disk under such a file
    would kill whoever counts.
    """
    folder = tempfile.mkdtemp(prefix="museion-metrics-", dir=_MEMORY if _MEMORY.is_dir() else None)
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    os.environ["PROMETHEUS_MULTIPROC_DIR"] = folder


@contextmanager
def run_worker() -> Iterator[None]:
    """The worker in a process of its own: begun again when it ends by itself, ended with the site.

    It begins before the server divides itself: a half-born process beside a fork leaves its pipe open there, and its parent waits for ever.
    """
    stopping = threading.Event()
    keeper = threading.Thread(target=_keep_worker, args=(_start_worker(), stopping), daemon=True)
    keeper.start()
    try:
        yield
    finally:
        stopping.set()
        keeper.join()


def _keep_worker(child: subprocess.Popen[bytes], stopping: threading.Event) -> None:
    while not stopping.wait(_LOOK_SECONDS):
        if child.poll() is not None and not stopping.wait(_RESTART_SECONDS):
            err.print("The worker ended; it is started again.", highlight=False)
            child = _start_worker()
    _end(child)


def _start_worker() -> subprocess.Popen[bytes]:
    command = [str(Path(sys.executable).parent / "museion"), "worker", "--wait", "--with-parent"]
    # With `close_fds` a pipe would tell when it has begun; a process that the server divides off meanwhile would hold that pipe open.
    return subprocess.Popen(command, env=os.environ.copy(), close_fds=False)  # noqa: S603 (our own command)


def _end(child: subprocess.Popen[bytes]) -> None:
    child.send_signal(signal.SIGTERM)
    try:
        child.wait(GRACE_SECONDS)
    except subprocess.TimeoutExpired:
        child.kill()
        child.wait()
