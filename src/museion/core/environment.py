"""Typed reading of environment variables; a wrong value stops the start with its name and what was expected."""

import os
import re
from collections.abc import Collection, Mapping
from difflib import get_close_matches
from pathlib import Path
from urllib.parse import SplitResult, urlsplit

_PREFIX = "MUSEION_"
_read = {"MUSEION_PASSWORD"}  # which a command asks for by itself
_HOST_NAME = re.compile(r"[*.]?[\w.-]*|\[[0-9a-fA-F:]+\]")


class SettingError(Exception):
    """A variable of the environment holds what it may not."""

    def __init__(self, name: str, value: str, expected: str) -> None:
        super().__init__(f"{name}={value!r}: expected {expected}")


def read_text(name: str, default: str, *, environ: Mapping[str, str] = os.environ) -> str:
    return _find(name, environ) or default


def list_unread(*, environ: Mapping[str, str] = os.environ) -> list[str]:
    """A sentence about each variable that looks like a setting and is none, such as one that was mistyped."""
    strange = sorted(name for name in environ if name.startswith(_PREFIX) and name not in _read)
    known = [name for name in _read if not name.endswith("_FILE")]
    return [f"{name} is no setting{_guess(name, known)}" for name in strange]


def _guess(name: str, known: Collection[str]) -> str:
    near = get_close_matches(name, known, n=1, cutoff=0.8)
    return f": is {near[0]} meant?" if near else ""


def _find(name: str, environ: Mapping[str, str]) -> str:
    """`NAME_FILE` may name a file that holds the value: secrets come so to containers, and are in no list of processes."""
    _read.update((name, f"{name}_FILE"))
    stated = environ.get(name, "").strip()
    path = environ.get(f"{name}_FILE", "").strip()
    if stated or not path:
        return stated
    try:
        return Path(path).read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError):
        raise SettingError(f"{name}_FILE", path, "a file that can be read") from None


def read_flag(name: str, *, default: bool, environ: Mapping[str, str] = os.environ) -> bool:
    value = _find(name, environ).lower()
    if value in {"1", "true", "yes", "on"}:
        return True
    if value in {"0", "false", "no", "off"}:
        return False
    if value:
        raise SettingError(name, value, "yes or no")
    return default


def read_number(name: str, default: int, *, least: int = 0, environ: Mapping[str, str] = os.environ) -> int:
    value = _find(name, environ)
    if not value:
        return default
    if not value.isdecimal() or int(value) < least:
        raise SettingError(name, value, f"a whole number of at least {least}")
    return int(value)


def read_list(name: str, default: list[str], *, environ: Mapping[str, str] = os.environ) -> list[str]:
    value = _find(name, environ)
    return [part.strip() for part in value.split(",") if part.strip()] or default


def read_folder(name: str, default: str, *, environ: Mapping[str, str] = os.environ) -> Path:
    """An absolute path; the folder need not exist yet, but nothing else may stand in its place."""
    path = Path(_find(name, environ) or default).absolute()
    if path.exists() and not path.is_dir():
        raise SettingError(name, str(path), "a folder")
    return path


def make_private_folder(path: Path) -> None:
    """Where it is not there, for nobody else on this machine. One that is there stays as its operator has it."""
    path.mkdir(parents=True, exist_ok=True, mode=0o700)


def read_file(name: str, *, environ: Mapping[str, str] = os.environ) -> str:
    """The path of a file that is there, or nothing."""
    path = _find(name, environ)
    if path and not Path(path).is_file():
        raise SettingError(name, path, "a file that is there")
    return path


def read_choice(name: str, default: str, choices: Collection[str], *, environ: Mapping[str, str] = os.environ) -> str:
    value = _find(name, environ) or default
    if value not in choices:
        raise SettingError(name, value, f"one of {', '.join(choices)}")
    return value


def read_hosts(name: str, default: list[str], *, environ: Mapping[str, str] = os.environ) -> list[str]:
    """Names of hosts alone: with a scheme or a port in them, a site would refuse everybody."""
    hosts = read_list(name, default, environ=environ)
    for host in hosts:
        if not _HOST_NAME.fullmatch(host):
            raise SettingError(name, host, "names of hosts such as museums.example.org, parted by commas")
    return hosts


def read_address(name: str, *, environ: Mapping[str, str] = os.environ) -> str:
    """The address of a site, without a slash at its end."""
    value = read_text(name, "", environ=environ).rstrip("/")
    expected = "an address such as https://museums.example.org"
    if value and not is_web_address(value, name, expected):
        raise SettingError(name, value, expected)
    return value


def read_addresses(name: str, *, environ: Mapping[str, str] = os.environ) -> list[str]:
    addresses = [each.rstrip("/") for each in read_list(name, [], environ=environ)]
    expected = "different addresses such as http://10.0.0.5:8300, parted by commas"
    if len(set(addresses)) < len(addresses) or not all(is_web_address(each, name, expected) for each in addresses):
        raise SettingError(name, ",".join(addresses), expected)
    return addresses


def read_cluster(name: str, *, environ: Mapping[str, str] = os.environ) -> str:
    """Addresses of nodes, of which the first alone states scheme, account and prefix."""
    value = read_text(name, "", environ=environ)
    expected = "https://host:9200, or several with commas between them"
    if value and not is_web_address(value.partition(",")[0].strip(), name, expected):
        raise SettingError(name, "…", expected)
    return value


def is_web_address(value: str, name: str, expected: str) -> bool:
    parts = split_address(name, value, expected)
    return parts.scheme in {"http", "https"} and bool(parts.hostname) and not (parts.query or parts.fragment)


def split_address(name: str, value: str, expected: str) -> SplitResult:
    """Raises `SettingError`, which does not repeat the value: it may hold a password."""
    try:
        parts = urlsplit(value)
        _ = parts.port
    except ValueError:
        raise SettingError(name, "…", expected) from None
    return parts
