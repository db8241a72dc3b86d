"""Column types that every room uses."""

from collections.abc import Mapping
from typing import Any

import orjson
from django.core.exceptions import ValidationError
from django.db import models

from museion.core.languages import InvalidLanguageError, LanguageMap, read_language_map


class WrittenJSONField(models.JSONField):
    """JSON kept to the letter. PostgreSQL's `jsonb` writes numbers anew and refuses a NUL, so that a hash over it would not hold."""

    def db_type(self, connection: Any) -> str:
        return "json" if connection.vendor == "postgresql" else str(super().db_type(connection))

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Any:
        """psycopg reads `json` itself, and leaves `jsonb` to Django."""
        return super().from_db_value(value, expression, connection) if isinstance(value, str) else value


class LanguageMapField(models.JSONField):
    """A `LanguageMap` stored as JSON; never null, an empty map says that no text is known."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("default", LanguageMap)
        kwargs.setdefault("blank", True)
        super().__init__(*args, **kwargs)

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> LanguageMap:
        """Every page reads hundreds of these, most of them empty, so they take the short way."""
        if not isinstance(value, str) or value == "{}":
            return LanguageMap()
        try:
            parsed = orjson.loads(value)
        except orjson.JSONDecodeError:  # one text from inside, which a query asked for by its language
            return LanguageMap()
        return LanguageMap(parsed) if isinstance(parsed, dict) else LanguageMap()

    def to_python(self, value: Any) -> LanguageMap:
        if isinstance(value, Mapping | str) or value is None:
            try:
                return read_language_map(value)
            except InvalidLanguageError as error:
                raise ValidationError(str(error)) from error
        raise ValidationError('expected texts by language, such as {"en": "Jar"}')
