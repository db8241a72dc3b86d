"""Django's settings of a PostgreSQL, from its address."""

from typing import Any
from urllib.parse import parse_qsl, unquote

from museion.core.environment import SettingError, split_address

# A cable that is pulled says nothing: without these, whoever waits for an answer waits for a quarter of an hour.
_SECONDS_TO_CONNECT = "5"
_UNHEARD = {"tcp_user_timeout": "10000", "keepalives_idle": "10", "keepalives_interval": "5", "keepalives_count": "2"}


def make_postgresql(variable: str, url: str) -> dict[str, Any]:
    """From `postgresql://user:password@host:port/name`."""
    expected = "postgresql://user:password@host:port/name"
    parts = split_address(variable, url, expected)
    if parts.scheme not in {"postgresql", "postgres"} or not parts.path.strip("/"):
        # The value may hold a password, so it is not repeated.
        raise SettingError(variable, f"{parts.scheme}://…", expected)
    # What follows `?` is libpq's: `host` names a socket's folder, `sslmode` and the like go to the driver.
    options = {"connect_timeout": _SECONDS_TO_CONNECT, **_UNHEARD, **dict(parse_qsl(parts.query))}
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.strip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": options.pop("host", unquote(parts.hostname or "")),
        "PORT": options.pop("port", str(parts.port or "")),
        "OPTIONS": options,
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
    }
