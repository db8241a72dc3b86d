"""Formats that a room reads itself, for it knows the schema; the place is the file and what the reader calls the record."""

from collections.abc import Iterator

from lxml import etree

from museion.core.imports.registry import BadRecord
from museion.core.imports.rows import RAW_LENGTH, BadRow, Format, Member, Row
from museion.core.wording import Wording, get_message


def read_by_room(member: Member, form: Format) -> Iterator[Row | BadRow]:
    reader = form.readers[form.name]
    last = ""
    try:
        for last, values in reader(member.stream):
            place = f"{member.name}, {last}"
            if isinstance(values, BadRecord):
                yield BadRow(place, values.problem, values.raw[:RAW_LENGTH])
            else:
                yield Row(place, values)
    except (etree.LxmlError, ValueError) as error:
        place = f"{member.name}, after {last}" if last else member.name
        told = Wording("not %(format)s from here on: %(why)s", format=form.name, why=get_message(error))
        yield BadRow(place, told, is_cut=True)
