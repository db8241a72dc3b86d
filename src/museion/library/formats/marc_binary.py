"""ISO 2709 files of MARC21 records, by pymarc: records are found by their terminator, so that one wrong length spoils no other.

MARC-8 becomes Unicode. What reading a record changes of its bytes is said (`Read.changes`).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import BinaryIO

import pymarc
from pymarc.exceptions import PymarcException

from museion.core.wording import Wording
from museion.library.formats.marc_records import Field, MarcRecord

TERMINATOR = b"\x1d"
LONGEST = 99_999  # what five digits of the leader can say
_BLOCK = 256 * 1024
_BETWEEN = b"\r\n\t \x1a\x00\xef\xbb\xbf"
_ESCAPE = re.compile(rb"\x1b(?:[(,)-][!-~]{1,2}|\$[(,)-]?[!-~]|[gbps])")
_WITHOUT_CODE = re.compile(rb"\x1f(?=[\x1e\x1f])")
# What MARC-8 has no character for.
_CONTROLS = re.compile(rb"[\x00-\x1a\x1c\x80-\x87\x8a-\x8c\x8f-\x9f]")
_NOT_ASCII_TEXT = re.compile(rb"[\x00-\x1c\x7f]")
_ODD_CODE = re.compile(rb"\x1f[\x80-\xff]")
_PARTS = re.compile(rb"[\x1e\x1f]")
_NO_NUMBER = Wording("the first five characters are no length, so this is no MARC21 record")


@dataclass(slots=True)
class Read:
    """One record, or the problem that it has; `changes` says how it differs from the bytes it came in."""

    place: str
    record: MarcRecord | None = None
    problem: str = ""
    raw: bytes = b""
    changes: list[str] = field(default_factory=list)


def read_binary(stream: BinaryIO) -> Iterator[Read]:
    """Every record of the file; a bad one comes with its problem, and reading goes on after it."""
    for number, (chunk, is_whole) in enumerate(_cut(stream), start=1):
        place = f"record {number}"
        if not is_whole:
            told = Wording("the record has no end: %(count)s bytes without its terminator", count=len(chunk))
            yield Read(place, problem=told, raw=chunk)
        elif len(chunk) > LONGEST:
            told = Wording("the record has %(count)s bytes; MARC21 allows %(most)s", count=len(chunk), most=LONGEST)
            yield Read(place, problem=told, raw=chunk)
        else:
            yield _read_chunk(place, chunk)


def _cut(stream: BinaryIO) -> Iterator[tuple[bytes, bool]]:
    """Each record with its terminator. Of one that is longer than any may be, only the beginning is kept."""
    held, is_skipping = b"", False
    while block := stream.read(_BLOCK):
        *whole, held = (held + block).split(TERMINATOR)
        for chunk in whole:
            if not is_skipping and (kept := chunk.lstrip(_BETWEEN)):
                yield kept + TERMINATOR, True
            is_skipping = False
        if len(held) > 16 * _BLOCK and not is_skipping:
            yield held, False
            is_skipping = True
        held = b"" if is_skipping else held
    if rest := held.strip(_BETWEEN):
        yield rest, False


def _read_chunk(place: str, chunk: bytes) -> Read:
    changes: list[str] = []
    if not chunk[:5].isdigit():
        return Read(place, problem=_NO_NUMBER, raw=chunk)
    if int(chunk[:5]) != len(chunk):
        changes.append(f"leader/00-04 says {int(chunk[:5])} bytes, the record has {len(chunk)}")
        chunk = b"%05d" % len(chunk) + chunk[5:]
    try:
        fields = decode_plainly(chunk) or _decode(chunk)
    except UnicodeDecodeError as error:
        coding = "UTF-8" if chunk[9:10] == b"a" else "MARC-8"
        found = repr(error.object[error.start : error.end][:20])
        told = Wording("the leader says %(coding)s, but %(found)s is not", coding=coding, found=found)
        return Read(place, problem=told, raw=chunk)
    except (PymarcException, ValueError, IndexError) as error:
        why = str(error) or type(error).__name__
        return Read(place, problem=Wording("the directory or the leader is broken: %(why)s", why=why), raw=chunk)
    changes += _describe_changes(chunk)
    record = MarcRecord(chunk[:24].decode("ascii", "replace"), fields)
    return Read(place, record, raw=chunk, changes=changes)


def decode_plainly(chunk: bytes) -> list[Field] | None:
    """The fields of a record of UTF-8, or of MARC-8 that is ASCII alone, in which nothing is odd; None for any other.

    It reads what pymarc reads, in a third of the time.
    """
    base = int(chunk[12:17]) if chunk[12:17].isdigit() else 0
    directory = chunk[24 : base - 1]
    is_plain = chunk[9:10] == b"a" or (chunk.isascii() and not _NOT_ASCII_TEXT.search(chunk))
    if not is_plain or not directory.isalnum() or len(directory) % 12 or not 24 < base < len(chunk):
        return None
    if _ODD_CODE.search(chunk):
        return None
    fields = []
    for at in range(0, len(directory), 12):
        tag, rest = directory[at : at + 3].decode(), directory[at + 3 : at + 12]
        if not rest.isdigit():
            return None
        begin = base + int(rest[4:])
        text = chunk[begin : begin + int(rest[:4]) - 1].decode()
        if tag < "010" and tag.isdigit():
            fields.append(Field(tag, text))
            continue
        indicators, *parts = text.split("\x1f")
        if len(indicators) != 2 or not indicators.isascii():
            return None
        fields.append(Field(tag, "", indicators, tuple([(part[0], part[1:]) for part in parts if part])))
    return fields


def _decode(chunk: bytes) -> list[Field]:
    parsed = pymarc.Record(chunk, to_unicode=True, hide_utf8_warnings=True)
    return [_convert(held) for held in parsed.fields]


def _convert(held: pymarc.Field) -> Field:
    if held.control_field:
        return Field(held.tag, held.data or "")
    first, second = held.indicators or ("", "")
    return Field(held.tag, "", first + second, tuple((part.code, part.value) for part in held.subfields))


def _describe_changes(chunk: bytes) -> list[str]:
    changes = []
    if empty := len(_WITHOUT_CODE.findall(chunk)):
        changes.append(f"subfields without a code were left out: {empty}")
    if chunk[9:10] != b"a" and (b"\x1b" in chunk or not chunk.isascii()):
        changes.append("MARC-8 became UTF-8, and leader/09 says so")
        changes += _find_damage(chunk)
        if lost := len(_CONTROLS.findall(chunk)):
            changes.append(f"bytes that MARC-8 has no character for were left out: {lost}")
    return changes


def _find_damage(chunk: bytes) -> list[str]:
    """Escape sequences that are cut off or unknown, and East Asian characters that are not three bytes whole."""
    if b"\x1b" not in chunk:
        return []
    problems = []
    for part in _PARTS.split(chunk):
        if b"\x1b" in _ESCAPE.sub(b"", part):
            problems.append(f"an escape of MARC-8 is cut off or unknown in {part[:40]!r}")
        for multibyte in re.findall(rb"\x1b\$[(,]?1([^\x1b]*)", part):
            if len(multibyte) % 3:
                problems.append(f"an East Asian character of MARC-8 is cut off in {part[:40]!r}")
    return problems


def write_binary(record: MarcRecord) -> bytes:
    """ISO 2709, UTF-8 unless every character is ASCII and the leader says otherwise. Raises `ValueError` where it is too long."""
    leader = record.leader
    if leader[9] != "a" and not all(_is_ascii(held) for held in record.fields):
        leader = leader[:9] + "a" + leader[10:]
    made = pymarc.Record(to_unicode=False, force_utf8=True)
    made.leader = pymarc.Leader(leader)
    made.fields = list(map(_restore, record.fields))
    content = made.as_marc()
    if len(content) > LONGEST:
        raise ValueError(f"the record has {len(content):,} bytes; MARC21 allows {LONGEST:,}: export it as MARCXML")
    return content


def _is_ascii(held: Field) -> bool:
    return held.data.isascii() and all(value.isascii() for _, value in held.subfields)


def _restore(held: Field) -> pymarc.Field:
    if held.is_control:
        return pymarc.Field(tag=held.tag, data=held.data)
    subfields = [pymarc.Subfield(code, value) for code, value in held.subfields]
    return pymarc.Field(held.tag, pymarc.Indicators(held.indicators[0], held.indicators[1]), subfields)
