"""Reads tables of objects as offices send them: of any encoding, cut by commas, semicolons or tabs, with columns of their own."""

import io
from collections.abc import Iterator
from typing import Any, BinaryIO, cast

from django.utils.translation import gettext as _

from museion.core.imports.encodings import open_text
from museion.core.imports.registry import BadRecord
from museion.heritage.formats.object_table import read_object_table


def read_table(stream: BinaryIO) -> Iterator[tuple[str, dict[str, Any] | BadRecord]]:
    """Columns that nobody here reads are told once, and the rest of every row goes on."""
    opened, encoding = open_text(cast("io.BufferedReader", stream))
    unknown: list[str] = []
    for number, (place, values) in enumerate(read_object_table(opened, encoding=encoding, unknown=unknown)):
        if not number and unknown:
            yield "line 1", BadRecord(_("columns that are not read: %(names)s") % {"names": ", ".join(unknown)})
        yield place, values
