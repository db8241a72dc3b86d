"""Typed reading of environment variables; a wrong value stops the start with its name and what was expected."""

import os
from collections.abc import Mapping
from pathlib import Path


class SettingError(Exception):
    """A variable of the environment holds what it may not."""

    def __init__(self, name: str, value: str, expected: str) -> None:
        super().__init__(f"{name}={value!r}: expected {expected}")


def read_text(name: str, default: str, *, environ: Mapping[str, str] = os.environ) -> str:
    """`NAME_FILE` may name a file that holds the value: secrets come so to containers, and are in no list of processes."""
    stated = environ.get(name, "").strip()
    path = environ.get(f"{name}_FILE", "").strip()
    if stated or not path:
        return stated or default
    try:
        return Path(path).read_text(encoding="utf-8").strip() or default
    except (OSError, UnicodeDecodeError):
        raise SettingError(f"{name}_FILE", path, "a file that can be read") from None


def read_flag(name: str, *, default: bool, environ: Mapping[str, str] = os.environ) -> bool:
    value = environ.get(name, "").strip().lower()
    if value in {"1", "true", "yes", "on"}:
        return True
    if value in {"0", "false", "no", "off"}:
        return False
    if value:
        raise SettingError(name, value, "yes or no")
    return default


def read_number(name: str, default: int, *, least: int = 0, environ: Mapping[str, str] = os.environ) -> int:
    value = environ.get(name, "").strip()
    if not value:
        return default
    if not value.isdecimal() or int(value) < least:
        raise SettingError(name, value, f"a whole number of at least {least}")
    return int(value)


def read_list(name: str, default: list[str], *, environ: Mapping[str, str] = os.environ) -> list[str]:
    value = environ.get(name, "").strip()
    return [part.strip() for part in value.split(",") if part.strip()] or default


def read_folder(name: str, default: str, *, environ: Mapping[str, str] = os.environ) -> Path:
    """An absolute path; the folder need not exist yet, but nothing else may stand in its place."""
    path = Path(environ.get(name, "").strip() or default).absolute()
    if path.exists() and not path.is_dir():
        raise SettingError(name, str(path), "a folder")
    return path
