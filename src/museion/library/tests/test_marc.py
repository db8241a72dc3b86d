"""MARC21 comes in and goes out: whole records, both scripts, languages of the original; what is broken is named."""

import gzip
import io
from datetime import date
from pathlib import Path

import pymarc
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from pymarc.exceptions import PymarcException

from museion.library.formats.marc_binary import LONGEST, Read, decode_plainly, read_binary, write_binary
from museion.library.formats.marc_reading import read_publication
from museion.library.formats.marc_records import Field, MarcRecord, make_field, read_json
from museion.library.formats.marc_writing import write_marc
from museion.library.formats.marc_xml import read_xml, write_collection
from museion.library.formats.numbers import explain_number
from museion.library.formats.publication import FIELD_NAMES
from museion.library.tests.publications import make_article, make_report

TODAY = date(2026, 3, 14)
DATA = Path(__file__).parents[5] / "shared" / "data" / "library"
needs_data = pytest.mark.skipif(not DATA.is_dir(), reason=f"the library data is not at {DATA}")


def make_record(title: str = "Muzejnoe delo") -> MarcRecord:
    fixed = Field("008", "200101s2019    ru            000 0 rus d")
    return MarcRecord("00000nam a2200000 i 4500", [Field("001", "x1"), fixed, make_field("245", "00", [("a", title)])])


def read_one(content: bytes) -> Read:
    (read,) = read_binary(io.BytesIO(content))
    return read


@pytest.mark.parametrize("make", [make_report, make_article])
def test_a_publication_survives_marc(make: object) -> None:
    publication = make()  # type: ignore[operator]
    record = write_marc(publication, control="w1", changed=TODAY)
    read = read_one(write_binary(record))
    assert read.record is not None
    again = read_publication(read.record)
    lost = [name for name in FIELD_NAMES if getattr(publication, name) != getattr(again, name)]
    assert set(lost) <= {"abstracts", "host", "publication_country"}, lost


def test_both_scripts_and_the_language_of_the_original_stand_side_by_side() -> None:
    record = write_marc(make_report(), control="w1", changed=TODAY)
    assert record.find("041")[0].subfields == (("a", "rus"), ("h", "eng"))
    assert record.find("245")[0].get("a") == "Muzei i navodneniia :"
    linked = [held.get("6") for held in record.find("880")]
    assert sorted(linked) == ["100-02/(N", "245-01/(N"]
    again = read_publication(record)
    assert again.titles["ru"] == "Музеи и наводнения: опыт Перу"
    assert again.titles["ru-Latn"] == "Muzei i navodneniia: opyt Peru"
    assert again.contributors[0]["scripts"] == {"ru": "Иванов, Иван"}


def test_an_edit_changes_its_own_fields_and_no_other() -> None:
    base = make_record()
    base.fields += [
        make_field("949", "  ", [("a", "local"), ("z", "  two  spaces ")]),
        make_field("650", " 0", [("a", "Floods.")]),
    ]
    publication = read_publication(base)
    assert write_marc(publication, control="w1", changed=TODAY, base=base) is base
    publication.titles = {"ru-Latn": "Muzejnoe delo segodnia"}
    written = write_marc(publication, control="w1", changed=TODAY, base=base)
    assert written.find("245")[0].get("a") == "Muzejnoe delo segodnia"
    others = [[held for held in one.fields if held.tag != "245"] for one in (written, base)]
    assert others[0] == others[1]


@needs_data
def test_a_thousand_real_records_come_back_byte_for_byte_or_with_the_difference_named() -> None:
    content = gzip.decompress((DATA / "jazz_1k.mrc.gz").read_bytes())
    same = named = 0
    for read in read_binary(io.BytesIO(content)):
        assert read.record is not None, read.problem
        assert read_json(read.record.to_json()) == read.record
        if write_binary(read.record) == read.raw:
            same += 1
        else:
            named += 1
            assert read.changes, read.raw
            assert all(
                change.startswith(("MARC-8 became UTF-8", "subfields without a code")) for change in read.changes
            )
    assert (same, named) == (900, 100)


def _read_by_pymarc(content: bytes) -> list[Field]:
    return [
        Field(held.tag, held.data or "")
        if held.control_field
        else Field(
            held.tag, "", "".join(held.indicators or ()), tuple((part.code, part.value) for part in held.subfields)
        )
        for held in pymarc.Record(content, to_unicode=True, hide_utf8_warnings=True).fields
    ]


@needs_data
def test_the_quick_way_of_reading_reads_what_pymarc_reads() -> None:
    content = gzip.decompress((DATA / "jazz_1k.mrc.gz").read_bytes())
    chunks = [read.raw for read in read_binary(io.BytesIO(content))]
    quick = {chunk: fields for chunk in chunks if (fields := decode_plainly(chunk)) is not None}
    assert len(quick) > 800
    assert all(fields == _read_by_pymarc(chunk) for chunk, fields in quick.items())


@given(st.data())
def test_no_damage_makes_the_quick_way_read_something_else(data: st.DataObject) -> None:
    content = bytearray(write_binary(make_record("Pushkin é 水")))
    place = data.draw(st.integers(24, len(content) - 2))
    content[place] = data.draw(st.integers(0, 255))
    try:
        quick = decode_plainly(bytes(content))
        known = _read_by_pymarc(bytes(content)) if quick is not None else None
    except (UnicodeDecodeError, ValueError, PymarcException):
        return
    assert quick == known


@needs_data
def test_broken_numbers_are_reported_and_kept() -> None:
    with gzip.open(DATA / "badisbns.xml.gz") as stream:
        publications = [read_publication(read.record) for read in read_xml(stream) if read.record]
    numbers = [number for publication in publications for number in publication.numbers]
    bad = [explain_number(number) for number in numbers if not number.get("is_valid", True)]
    assert len(publications) == 10
    assert "ISBN 089542262X295: it has 10 digits, not 10 or 13" not in bad
    assert any("HL00361126" in told for told in bad)
    assert {"scheme": "isbn", "value": "9780553204308", "as_written": "0553204300"} in numbers


@needs_data
def test_records_without_an_element_around_them_are_read() -> None:
    with gzip.open(DATA / "serials_marc21.xml.gz") as stream:
        reads = list(read_xml(stream))
    titles = [next(iter(read_publication(read.record).titles.values())) for read in reads if read.record]
    assert titles[0] == "Circulation research"
    assert len(titles) == len(reads) > 3


def test_a_wrong_length_spoils_no_other_record() -> None:
    good = write_binary(make_record("Éléments"))
    wrong = b"00031" + good[5:]
    reads = list(read_binary(io.BytesIO(wrong + b"\r\n" + good)))
    assert [bool(read.record) for read in reads] == [True, True]
    assert reads[0].changes == [f"leader/00-04 says 31 bytes, the record has {len(good)}"]


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"this is a letter to the editor\x1d", "no MARC21 record"),
        (b"00099nam  2299999 a 4500001001100000\x1e\x1d", "directory or the leader"),
        (b"9" * 200_000 + b"\x1d", "MARC21 allows 99,999"),
        (b"00026nam  2200025 a 4500 cut off", "has no end"),
    ],
)
def test_what_is_no_record_is_named_and_the_next_one_is_read(content: bytes, told: str) -> None:
    good = write_binary(make_record())
    reads = list(read_binary(io.BytesIO(good + content)))
    assert [read.problem == "" for read in reads] == [True, False]
    assert told in reads[1].problem


def test_a_record_of_five_megabytes_is_refused_and_the_next_one_is_read() -> None:
    good = write_binary(make_record())
    reads = list(read_binary(io.BytesIO(b"99999" + b"x" * 5_000_000 + b"\x1d" + good)))
    assert [bool(read.record) for read in reads] == [False, True]
    with pytest.raises(ValueError, match="export it as MARCXML"):
        write_binary(make_record("x" * LONGEST))


def test_an_escape_cut_in_half_is_named() -> None:
    good = write_binary(make_record("Pushkin"))
    whole, half = good.replace(b"Pushkin", b"\x1b(NpUQ\x1b"), good.replace(b"Pushkin", b"\x1b$1!0a\x1b(B")
    for damaged in (whole, half):
        content = b"%05d" % len(damaged) + damaged[5:9] + b" " + damaged[10:]
        # The directory holds lengths, so only texts of the same length keep it whole.
        read = read_one(content)
        assert read.problem or any("cut off" in change or "unknown" in change for change in read.changes), read


def test_utf8_that_is_none_is_refused_with_the_bytes() -> None:
    read = read_one(write_binary(make_record("Pushkin é")).replace("é".encode(), b"\xe9\x28"))
    assert "UTF-8" in read.problem
    assert "xe9" in read.problem


def test_marcxml_is_streamed_and_comes_back() -> None:
    records = [make_record("Jarre < à > anses & couvercle"), make_record("bell \x07 control")]
    content = b"".join(write_collection(records))
    etree.fromstring(content)
    reads = [read.record for read in read_xml(io.BytesIO(content))]
    assert reads[0] == records[0]
    assert reads[1].find("245")[0].get("a") == "bell � control"  # type: ignore[union-attr]


@given(st.text(alphabet=st.characters(blacklist_categories=["Cc", "Cs"]), min_size=1, max_size=60))
def test_any_title_survives_both_forms(title: str) -> None:
    record = make_record(title)
    assert read_one(write_binary(record)).record.fields == record.fields  # type: ignore[union-attr]
    (read,) = read_xml(io.BytesIO(b"".join(write_collection([record]))))
    assert read.record is not None


@given(st.binary(max_size=400))
def test_no_bytes_break_the_reader(content: bytes) -> None:
    for read in read_binary(io.BytesIO(content)):
        assert read.record is not None or read.problem
