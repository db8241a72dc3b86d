"""Formats whose rows are strewn over a file or over the members of an archive: a room's own reader gets all of them at once."""

from collections.abc import Iterator
from typing import BinaryIO, cast

from museion.core.imports.rows import BadRow, Format, Member, Row


def read_whole(members: Iterator[Member | BadRow], form: Format) -> Iterator[Row | BadRow]:
    """A member that cannot be opened is told at the end; the reader never sees it."""
    unopened: list[BadRow] = []
    rows = form.whole_readers[form.name](_open(members, form, unopened))
    for place, values in rows:
        yield BadRow(place, values) if isinstance(values, str) else Row(place, values)
    yield from unopened


def _open(members: Iterator[Member | BadRow], form: Format, unopened: list[BadRow]) -> Iterator[tuple[str, BinaryIO]]:
    for member in members:
        if isinstance(member, BadRow):
            if not member.member or form.is_wanted(member.member):
                unopened.append(member)
        elif form.is_wanted(member.name):
            yield member.name, cast(BinaryIO, member.stream)
