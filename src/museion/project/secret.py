"""The secret that signs sessions and links: from the environment, else made once and kept in MUSEION_HOME."""

import os
import secrets
import time
from contextlib import suppress
from pathlib import Path

from museion.core.environment import SettingError, make_private_folder, read_text

_PATIENCE_SECONDS = 1.0


def read_secret_key(home: Path) -> str:
    stated = read_text("MUSEION_SECRET_KEY", "")
    if stated:
        return stated
    path = home / "secret-key"
    try:
        make_private_folder(home)
        with suppress(FileExistsError):
            _make(path)
        held = _read(path)
    except OSError as error:
        raise SettingError("MUSEION_HOME", str(home), f"a folder that can be used ({error.strerror})") from error
    if not held:
        raise SettingError("MUSEION_HOME", str(home), "no empty `secret-key` in it: bring it back, or remove it")
    return held


def _make(path: Path) -> None:
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(secrets.token_urlsafe(48))


def _read(path: Path) -> str:
    """Another process, which starts at the same time, may be about to write it."""
    until = time.monotonic() + _PATIENCE_SECONDS
    while not (held := path.read_text().strip()) and time.monotonic() < until:
        time.sleep(0.02)
    return held
