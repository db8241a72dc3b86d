"""XML by a room's own reader, which knows the schema; the place is the file and what the reader calls the element."""

from collections.abc import Iterator

from lxml import etree

from museion.core.imports.rows import BadRow, Format, Member, Row


def read_xml(member: Member, form: Format) -> Iterator[Row | BadRow]:
    reader = form.xml_readers[form.name]
    last = ""
    try:
        for last, values in reader(member.stream):
            yield Row(f"{member.name}, {last}", values)
    except (etree.LxmlError, ValueError) as error:
        place = f"{member.name}, after {last}" if last else member.name
        yield BadRow(place, f"not {form.name} XML from here on: {error}", is_cut=True)
