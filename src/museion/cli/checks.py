"""What `museion doctor` looks at. A check returns what it saw, and raises `IllError` (or `DoubtError`) with what to do."""

import io
import shutil
import tempfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection

from museion.cli.home import list_missing_migrations
from museion.cli.translations import list_gaps
from museion.core.environment import SettingError, list_unread
from museion.core.messages import get_messages_given_up, get_messages_in_doubt
from museion.core.models import OutboxEntry
from museion.core.outbox import HANDLERS, count_waiting
from museion.core.replicas import REPLICA, find_problem
from museion.core.secrecy import find_home_doubt, find_key_doubt
from museion.core.site_address import find_address_doubt, is_public
from museion.core.stores.moving import MOVED, is_closed
from museion.library.queries.files import list_damaged_files
from museion.screening.matching.photos import PhotoIndexError
from museion.screening.matching.photos.shards import ShardUnavailableError
from museion.screening.matching.texts.register import TextRegisterError
from museion.screening.registers.keeping import PHOTOS, TEXTS, compare_registers
from museion.search.documents import SOURCES
from museion.search.requests import SearchUnavailableError
from museion.search.setup import get_engine

LEAST_FREE_BYTES = 1 << 30
LONG_BACKLOG = 100_000
_SHOWN = 10


class IllError(Exception):
    """What is wrong, and what mends it."""


@dataclass(frozen=True, slots=True)
class Finding:
    check: str
    is_well: bool
    detail: str
    is_doubtful: bool = False


class DoubtError(Exception):
    """What works, though perhaps not as its operator means it."""


def run_checks(checks: Iterable[tuple[str, Callable[[], str]]]) -> list[Finding]:
    """Every check, whatever the ones before it found."""
    findings = []
    for name, check in checks:
        try:
            findings.append(Finding(name, True, check()))  # noqa: FBT003 (the field says what it is)
        except DoubtError as doubt:
            findings.append(Finding(name, True, str(doubt), is_doubtful=True))  # noqa: FBT003
        except (IllError, DatabaseError, OSError, SearchUnavailableError, SettingError) as error:
            findings.append(Finding(name, False, str(error)))  # noqa: FBT003
    return findings


def check_settings() -> str:
    if settings.DEBUG and settings.BASE_URL.startswith("https://"):
        raise IllError("MUSEION_DEBUG is on at a public address: errors would show the code")
    if doubt := find_key_doubt():
        raise (IllError if is_public() else DoubtError)(doubt)
    if unread := list_unread():
        raise DoubtError("; ".join(unread))
    return f"home {settings.HOME}, {'debugging' if settings.DEBUG else 'not debugging'}"


def check_home() -> str:
    if doubt := find_home_doubt():
        raise (IllError if is_public() else DoubtError)(doubt)
    return f"nobody else on this machine may enter {settings.HOME}"


def check_address() -> str:
    """A guess is no more than a doubt as long as nobody outside this machine is served or written to."""
    if doubt := find_address_doubt():
        raise (IllError if is_public() else DoubtError)(doubt)
    return str(settings.BASE_URL)


def check_database() -> str:
    missing = list_missing_migrations()
    if missing:
        raise IllError(f"{len(missing)} migrations are missing: run `museion serve` or `museion import` once")
    if connection.vendor == "sqlite" and is_closed():
        raise IllError(f"{MOVED}; or go back with `museion migrate-store --reopen`")
    return f"{connection.vendor}, as this version wants it"


def check_replica() -> str:
    if REPLICA not in settings.DATABASES:
        return "none: the first database answers everybody"
    if problem := find_problem():
        raise DoubtError(f"{problem}: the first database answers visitors too")
    return "follows the first database, and answers visitors"


def check_index() -> str:
    """As many documents as records that have one."""
    held = get_engine().count(tokens=None)
    current = sum(len(keys) for source in SOURCES.values() for keys in source.iterate_keys())
    waiting = sum(count_waiting(topic) for topic in HANDLERS)
    if held != current and not waiting:
        raise IllError(f"{held} documents for {current} records: run `museion reindex`")
    return f"{held} documents for {current} records"


def check_losses() -> str:
    """The registers that screening asks hold what the table holds."""
    try:
        state = compare_registers()
    except ShardUnavailableError as error:
        raise IllError(f"{error} Look at that part's own log; what is registered meanwhile waits for it") from error
    except (TextRegisterError, PhotoIndexError) as error:
        raise IllError(f"{error} Run `museion reindex`") from error
    told = f"{state.losses} of {state.sought} losses, {state.photos} of {state.photographs} photos"
    told = f"{told}, other views by {state.descriptor or 'no descriptor'}"
    waiting = sum(count_waiting(topic) for topic in (TEXTS, PHOTOS))
    is_used = state.sought or state.losses
    if is_used and not waiting and (not state.is_whole or not state.is_current):
        raise IllError(f"{told}: run `museion reindex`; its log names photos that cannot be compared")
    return told


def check_outbox() -> str:
    waiting = OutboxEntry.objects.count()
    failed = OutboxEntry.objects.exclude(error="").order_by("-attempts").first()
    if failed:
        raise IllError(f"{waiting} waiting; {failed.topic} fails on {failed.key}: {failed.error[:200]}")
    if waiting > LONG_BACKLOG:
        raise IllError(f"{waiting} waiting: is `museion worker` running?")
    return f"{waiting} waiting"


def check_files() -> str:
    folder = Path(settings.MEDIA_ROOT)
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=folder):
        return f"{folder} can be written"


def check_library() -> str:
    """What the worker's checks of the library's files found last."""
    if damaged := list_damaged_files(limit=_SHOWN):
        raise IllError(f"changed or gone: {', '.join(damaged)}: take them from a backup")
    return "no file of the library is known to be changed or gone"


def check_mail() -> str:
    in_doubt, given_up = get_messages_in_doubt().count(), get_messages_given_up().count()
    if in_doubt or given_up:
        raise DoubtError(
            f"{in_doubt} e-mails may have gone out or not, {given_up} were given up: write to these people"
        )
    return "every e-mail went out or waits its turn"


def check_disk() -> str:
    free = shutil.disk_usage(settings.HOME).free
    if free < LEAST_FREE_BYTES:
        raise IllError(f"{free / 1e9:.1f} GB free, which is too little")
    return f"{free / 1e9:.1f} GB free"


def check_migrations() -> str:
    said = io.StringIO()
    try:
        call_command("makemigrations", check=True, dry_run=True, verbosity=1, stdout=said)
    except (SystemExit, CommandError) as error:
        raise IllError(f"models and migrations differ: {said.getvalue().strip() or error}") from error
    return "models and migrations agree"


def check_translations() -> str:
    gaps = list_gaps()
    if gaps:
        raise IllError("; ".join(gaps[:10]) + (f" and {len(gaps) - 10} more" if len(gaps) > 10 else ""))
    return "every text is translated"


HOME_CHECKS: tuple[tuple[str, Callable[[], str]], ...] = (
    ("settings", check_settings),
    ("home", check_home),
    ("address", check_address),
    ("database", check_database),
    ("replica", check_replica),
    ("index", check_index),
    ("loss register", check_losses),
    ("outbox", check_outbox),
    ("files", check_files),
    ("library", check_library),
    ("mail", check_mail),
    ("disk", check_disk),
)
CODE_CHECKS: tuple[tuple[str, Callable[[], str]], ...] = (
    ("migrations", check_migrations),
    ("translations", check_translations),
)
