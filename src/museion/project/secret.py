"""The secret that signs sessions and links: from the environment, else made once and kept in MUSEION_HOME."""

import os
import secrets
from pathlib import Path

from museion.core.environment import read_text


def read_secret_key(home: Path) -> str:
    stated = read_text("MUSEION_SECRET_KEY", "")
    if stated:
        return stated
    path = home / "secret-key"
    home.mkdir(parents=True, exist_ok=True)
    try:
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(48))
    except FileExistsError:
        pass
    return path.read_text().strip()
