"""Every parser, given what is nearly sound: it reads, or refuses in its own words, and soon.

`make fuzz` asks for a time (`MUSEION_FUZZ_SECONDS`, shared by all parsers); without it each gets a handful of inputs.
"""

import os
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BufferedReader, BytesIO
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from faults import seeds
from museion.core.dates.reading import UnreadableDateError, read_date
from museion.core.imports.readers import read_rows
from museion.core.imports.registry import IMPORTERS, FieldError
from museion.core.imports.rows import BadRow, Format
from museion.core.signing.statements import check_file
from museion.events.formats.ical.lines import UnreadableCalendarError
from museion.events.formats.ical.reader import read_calendar
from museion.exchange.formats.cql import CqlError, read_cql
from museion.exchange.formats.oai_answers import UnreadableAnswerError, read_answer
from museion.exchange.formats.packages import PackageError, open_package
from museion.heritage.custody.reading.paragraphs import UnreadableParagraphError, read_paragraph
from museion.heritage.formats.makers import read_maker
from museion.heritage.formats.measurements import read_measurements
from museion.library.reading.epub import read_epub
from museion.library.reading.pdf import read_pdf
from museion.network.bank import read_bank_file
from museion.network.bank.entries import BankFileError
from museion.response.feeds.reader import read_feed
from museion.screening.catalogues.lots import UnreadableCatalogueError
from museion.screening.catalogues.reading import read_catalogue
from museion.screening.matching.photos.decoding import PictureError, decode_picture
from museion.search.documents import get_fields
from museion.search.requests import QuerySyntaxError
from museion.search.syntax import read_question

SECONDS = float(os.environ.get("MUSEION_FUZZ_SECONDS", "0"))
FEW, MANY = 5, 100
SLOWEST_SECONDS = 20.0
"""No input of some kilobytes may hold a thread for longer, on a busy machine."""
NOW = datetime(2026, 3, 14, 12, tzinfo=UTC)
LIBRARY = seeds.make_publications()


@dataclass(frozen=True)
class Parser:
    name: str
    read: Callable[[bytes], object]
    seeds: Sequence[bytes]
    refusals: tuple[type[Exception], ...] = ()


def of_text(read: Callable[[str], object]) -> Callable[[bytes], object]:
    return lambda content: read(content.decode("utf-8", "surrogateescape").encode("utf-8", "replace").decode())


def encode(texts: Sequence[str]) -> list[bytes]:
    return [text.encode() for text in texts]


def read_file(name: str, form: Format) -> Callable[[bytes], object]:
    """As an import does: rows, bad rows, and no third thing."""

    def read(content: bytes) -> object:
        return sum(1 for _ in read_rows(Path(name), BufferedReader(BytesIO(content)), form))  # type: ignore[arg-type]

    return read


def read_into(kind: str, form: Format) -> Callable[[bytes], object]:
    """The room's reader, and then its rows turned into what would be saved."""
    importer = IMPORTERS[kind]

    def read(content: bytes) -> None:
        for row in read_rows(Path("file"), BufferedReader(BytesIO(content)), form):  # type: ignore[arg-type]
            if not isinstance(row, BadRow):
                try:
                    (importer.check or importer.read)({**row.values, "source": "fuzz", "source_id": "1"})
                except FieldError:
                    continue

    return read


def list_parsers() -> Iterator[Parser]:
    unreadable = (UnreadableCatalogueError, PictureError)
    yield Parser(
        "alerts",
        lambda content: read_feed(content, received_at=NOW),
        [seeds.make_alert(), b"POLYGON ((2 48, 3 48, 3 49, 2 48))"],
    )
    yield Parser("calendars", read_calendar, [seeds.CALENDAR], (UnreadableCalendarError,))
    yield Parser("dates", of_text(read_date), encode(seeds.DATES), (UnreadableDateError,))
    yield Parser(
        "questions",
        of_text(lambda text: read_question(text, get_fields())),
        encode(seeds.QUESTIONS),
        (QuerySyntaxError,),
    )
    yield Parser("cql", of_text(read_cql), encode(seeds.CQLS), (CqlError,))
    yield Parser("measurements", of_text(read_measurements), encode(seeds.MEASUREMENTS))
    yield Parser("makers", of_text(read_maker), encode(["Kano Eitoku (Japanese, 1543–1590)", "after Rubens, 17th c."]))
    yield Parser("provenance", of_text(read_paragraph), encode(seeds.PROVENANCE), (UnreadableParagraphError,))
    yield Parser("pictures", decode_picture, seeds.make_pictures(), unreadable)
    for name, content in (
        ("lots.pdf", seeds.make_paper()),
        ("lots.xlsx", seeds.make_workbook()),
        ("lots.csv", seeds.TABLE),
        ("lots.txt", b"Lot 1\nA jar\nLot 2\nA vase"),
    ):
        yield Parser(name, lambda content, name=name: read_catalogue(content, name), [content], unreadable)
    yield Parser("records of diligence", lambda content: check_file(content, {}), [seeds.make_paper()])
    yield Parser(
        "packages",
        open_package,
        [seeds.make_archive("manifest.json", b'{"format": "museion-package-1"}')],
        (PackageError,),
    )
    yield Parser(
        "answers of providers",
        read_answer,
        [
            b'<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/"><ListRecords><record><header><identifier>a</identifier></header></record></ListRecords></OAI-PMH>'
        ],
        (UnreadableAnswerError,),
    )
    yield Parser("statements of a bank", read_bank_file, [seeds.CAMT_053, seeds.BANK_TABLE], (BankFileError,))
    yield Parser("files of publications, EPUB", read_epub, [seeds.make_epub()])
    yield Parser("files of publications, PDF", read_pdf, [seeds.make_paper()])
    for name, content in (
        ("t.csv", seeds.TABLE),
        ("t.xlsx", seeds.make_workbook()),
        ("t.jsonl", seeds.JSON_LINES),
        ("t.json", b'[{"a": 1}, {"a": [2]}]'),
    ):
        yield Parser(name, read_file(name, Format()), [content, seeds.make_archive(name, content)])
    sound = {
        "lido": [seeds.LIDO],
        "skos": [seeds.TURTLE, seeds.RDF_XML, seeds.JSON_LD],
        "iconclass": [b"N 1\nK a b\nC 11 12\n$\n"],
        "ical": [seeds.CALENDAR],
    }
    for kind, importer in IMPORTERS.items():
        for form in (*importer.readers, *importer.whole_readers):
            held = Format(name=form, readers=importer.readers, whole_readers=importer.whole_readers)
            yield Parser(f"{kind}, {form}", read_into(kind, held), sound.get(form, LIBRARY))


PARSERS = list(list_parsers())
# Pieces that parsers stumble over: ends of structures, numbers without bounds, letters that are no letters.
_STUMBLES = (
    b"\x00", b"\xff\xfe", b"\xed\xa0\x80", b"<", b"]]>", b"&x;", b'"', b"'", b"\\", b"{", b"[", b"(", b"\r\n", b"\x1d", b"\x1e", b"%s", b"..",
    b"99999999999999999999", b"-1", b"1e999", b"NaN", b"0000-00-00", b"9999-12-31T23:59:60Z", b"\xe2\x80\xae", "²⅓٣".encode(), "İ".encode(),
)  # fmt: skip


@st.composite
def break_seed(draw: st.DrawFn, parser: Parser) -> bytes:
    content = bytearray(draw(st.sampled_from(parser.seeds)))
    for _ in range(draw(st.integers(1, 6))):
        begin = draw(st.integers(0, len(content)))
        end = min(len(content), begin + draw(st.sampled_from((0, 0, 1, 2, 8, 64))))
        put = draw(st.sampled_from((*_STUMBLES, b"", bytes(content[begin : begin + 40]))) | st.binary(max_size=6))
        content[begin:end] = put * draw(st.sampled_from((1, 1, 1, 3, 50)))
    return bytes(
        content[: draw(st.integers(0, len(content)))] if draw(st.booleans()) and draw(st.booleans()) else content
    )


@pytest.mark.parametrize("parser", PARSERS, ids=lambda parser: parser.name)
def test_a_parser_reads_or_refuses(parser: Parser) -> None:
    for seed in parser.seeds:
        if parser.name not in {"packages"}:
            try_one(parser, seed)
    ends = time.monotonic() + SECONDS / len(PARSERS)
    attack(parser, FEW)
    while time.monotonic() < ends:
        attack(parser, MANY)


def attack(parser: Parser, count: int) -> None:
    """Other inputs each time; what breaks it is made as small as it can be, and told."""
    told = settings(max_examples=count, database=None, suppress_health_check=list(HealthCheck))
    told(given(break_seed(parser))(lambda content: try_one(parser, content)))()


def try_one(parser: Parser, content: bytes) -> None:
    begun = time.monotonic()
    with suppress(*parser.refusals):
        parser.read(content)
    assert time.monotonic() - begun < SLOWEST_SECONDS


def test_every_format_that_rooms_read_is_attacked() -> None:
    names = {parser.name for parser in PARSERS}
    wanted: set[str] = {
        f"{kind}, {form}"
        for kind, importer in IMPORTERS.items()
        for form in (*importer.readers, *importer.whole_readers)
    }
    assert wanted <= names
