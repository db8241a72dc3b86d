"""What is to stay on this machine and with its operator: whether others may read the home, and whether the key can be guessed. In English,
for operators.
"""

import stat
from pathlib import Path

from django.conf import settings
from django.core.checks.security.base import (
    SECRET_KEY_MIN_LENGTH,
    SECRET_KEY_MIN_UNIQUE_CHARACTERS,
    check_secret_key,
)

_OTHERS = stat.S_IRWXO


def find_key_doubt() -> str:
    """Empty where Django's own check (`security.W009`) takes the key for a good one; else why it is none."""
    if not check_secret_key(None):
        return ""
    return (
        f"MUSEION_SECRET_KEY can be guessed: it has fewer than {SECRET_KEY_MIN_LENGTH} characters, fewer than "
        f"{SECRET_KEY_MIN_UNIQUE_CHARACTERS} different ones, or begins as Django's examples do. Whoever guesses it signs in as anybody. Unset it in a "
        "new home, which makes its own; where people have second factors already, they must set these up anew after a change"
    )


def find_home_doubt() -> str:
    """Empty where no other user of the machine may enter; a group may, where its operator wants one."""
    home = Path(settings.HOME).resolve()
    is_reached = all(folder.stat().st_mode & stat.S_IXOTH for folder in home.parents)
    if not is_reached or not home.stat().st_mode & _OTHERS:
        return ""
    return (
        f"every user of this machine may enter {home}, and read there what not everybody may read here: records, letters "
        f"with links that open something, photos. Run: chmod o-rwx {home}"
    )
