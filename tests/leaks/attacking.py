"""Sending a form in the name of somebody who must not, and seeing what was written: every statement, of whatever table."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from copy import copy
from dataclasses import dataclass
from typing import Any

from django.db import connection, transaction
from django.test import Client

from leaks.forms import Sending
from museion.core.models import Account

_WRITE = re.compile(r'\s*(?:INSERT|UPDATE|DELETE|REPLACE|COPY)\b[^"]*"(\w+)"', re.IGNORECASE)
_SAVEPOINT = re.compile(r'(ROLLBACK TO )?SAVEPOINT "?(\w+)"?')
# Who is signed in where, and how often something was tried.
_NO_RECORDS = frozenset({"django_session", "core_sharedentry"})


@dataclass(frozen=True, slots=True)
class Outcome:
    status: int
    place: str
    content: bytes
    tables: frozenset[str]


class Asker:
    """A browser that is signed in as `account`, or as nobody, whatever it sent before. Its parts are made once: they cost the most."""

    def __init__(self, name: str, account: Account | None = None) -> None:
        self.name, self.is_signed_in = name, account is not None
        self._client = Client(raise_request_exception=False)
        if account is not None:
            self._client.force_login(account)
        self._cookies = copy(self._client.cookies)

    def send(self, sending: Sending) -> Outcome:
        """Nothing of it stays; `tables` says where it would have been written."""
        self._client.cookies = copy(self._cookies)
        with _undone(), _watch() as written:
            if sending.body:
                told = (sending.method.upper(), sending.address, sending.body, "application/json")
                response = self._client.generic(*told)
            else:
                response = self._client.post(sending.address, sending.make_data())
            content = b"".join(response.streaming_content) if response.streaming else response.content
        return Outcome(response.status_code, response.headers.get("Location", ""), content, frozenset(written))


class _UndoneError(Exception):
    """Takes a transaction back."""


@contextmanager
def _undone() -> Iterator[None]:
    try:
        with transaction.atomic():
            yield
            raise _UndoneError
    except _UndoneError:
        pass


@contextmanager
def _watch() -> Iterator[list[str]]:
    """The tables written to, without what the site itself took back."""
    tables: list[str] = []
    marks: dict[str, int] = {}

    def note(execute: Any, sql: str, *told: Any) -> Any:
        if match := _SAVEPOINT.match(sql):
            if match[1]:
                del tables[marks[match[2]] :]
            else:
                marks[match[2]] = len(tables)
        elif (match := _WRITE.match(sql)) and match[1] not in _NO_RECORDS:
            tables.append(match[1])
        return execute(sql, *told)

    with connection.execute_wrapper(note):
        yield tables
