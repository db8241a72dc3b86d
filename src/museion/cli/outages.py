"""What is the operator's to mend, and ends a command with a sentence; all else is ours, and is told whole."""

import sys

from django.db import DatabaseError, OperationalError

from museion.cli.console import err
from museion.core.environment import SettingError


def describe_outage(error: Exception) -> str:
    """Empty where it is none: a database that is away, full, locked or damaged, or a setting that is wrong."""
    if isinstance(error, SettingError):
        return str(error)
    # SQLite says so, and no more exactly, of a file that is none of its own.
    if isinstance(error, OperationalError) or type(error) is DatabaseError:
        return f"The database cannot be used: {str(error).strip()}\n`museion doctor` says what else is ill."
    return ""


def tell_outage(told: str) -> None:
    """Leaves with status 1."""
    err.print(told, style="bold red", markup=False, highlight=False)
    sys.exit(1)
