"""The kinds of record that the rooms hold: what `/id/<key>`, navigation, exports and search say of each.

Rooms add theirs when Django starts; nothing here knows a kind by name.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest, HttpResponse

from museion.core.access import PUBLIC_VIEWER, Viewer
from museion.core.access.catalogue import make_actions, register_actions
from museion.core.keys import get_prefix, read_key
from museion.core.models.records import KeyAlias, Record

Page = Callable[[HttpRequest, Any], HttpResponse]
Writer = Callable[[Any, "WriterContext"], bytes]
Withdraw = Callable[..., None]


class WithdrawalError(ValueError):
    """The record cannot be withdrawn as things stand; the message says why, and what to do instead."""


@dataclass(frozen=True, slots=True)
class WriterContext:
    """What a representation may depend on beside the record: the site's address, the reader's languages and rights."""

    base_url: str
    languages: tuple[str, ...]
    viewer: Viewer = PUBLIC_VIEWER


@dataclass(frozen=True, slots=True)
class Representation:
    """One way to write a record: `suffix` serves `/id/<key>.<suffix>`, the media type serves content negotiation.

    `suits`: whether there is anything of this record to write so; pages offer no other.
    """

    suffix: str
    media_type: str
    label: str
    write: Writer
    suits: Callable[[Any], bool] = lambda _record: True


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of record. `page` answers with HTML; `model` gives the rows; labels are lazily translated.

    `withdraw`: the room's action that takes one from view, called as `withdraw(record, actor=…, at=…, reason=…)`; without it no page offers to.
    """

    name: str
    model: type[Record]
    label: Any
    label_plural: Any
    page: Page
    representations: tuple[Representation, ...] = field(default_factory=tuple)
    in_navigation: bool = True
    withdraw: Withdraw | None = None


KINDS: dict[str, Kind] = {}
_BY_LETTER: dict[str, Kind] = {}


def register_kind(kind: Kind) -> None:
    taken = _BY_LETTER.setdefault(kind.model.LETTER, kind)
    if taken is not kind and taken.name != kind.name:
        raise ValueError(f"keys of {kind.name} and {taken.name} would begin alike")
    register_actions(make_actions(kind.name, kind.label_plural))
    KINDS[kind.name] = _BY_LETTER[kind.model.LETTER] = kind


def find_kind(key: str) -> Kind | None:
    return _BY_LETTER.get(get_prefix(key))


def find_record(text: str) -> tuple[Kind, Record] | None:
    """The record that a key, or a key merged into another, names. Raises `InvalidKeyError` for what is no key."""
    key = read_key(text)
    kind = find_kind(key)
    if kind is None:
        return None
    row = kind.model._default_manager.filter(key=key).first()
    if row is None or row.withdrawn_at:
        alias = KeyAlias.objects.filter(old_key=key).values_list("key", flat=True).first()
        row = kind.model._default_manager.filter(key=alias).first() if alias else row
    return (kind, row) if row else None
