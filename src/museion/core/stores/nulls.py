"""A NUL character is no text: PostgreSQL refuses it, SQLite keeps it. On its way to PostgreSQL it is left out, so that a stray one in
a form, an address or a partner's file breaks nothing there.
"""

from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper

NUL = "\x00"


def leave_out_nulls(connection: BaseDatabaseWrapper, **_told: Any) -> None:
    """Receiver of Django's `connection_created`."""
    if connection.vendor != "postgresql":
        return
    from psycopg.types.string import StrDumper, StrDumperUnknown  # only with the extra `postgres`

    class Text(StrDumper):
        def dump(self, obj: str) -> Any:
            return super().dump(obj.replace(NUL, ""))

    class UntypedText(StrDumperUnknown):
        def dump(self, obj: str) -> Any:
            return super().dump(obj.replace(NUL, ""))

    held: Any = connection.connection
    # Django prefers the untyped one, and psycopg takes whichever was registered last.
    held.adapters.register_dumper(str, Text)
    held.adapters.register_dumper(str, UntypedText)


def drop_nulls(value: Any) -> Any:
    """The same JSON without them."""
    if isinstance(value, str):
        return value.replace(NUL, "")
    if isinstance(value, dict):
        return {drop_nulls(name): drop_nulls(part) for name, part in value.items()}
    if isinstance(value, list | tuple):
        return [drop_nulls(part) for part in value]
    return value
