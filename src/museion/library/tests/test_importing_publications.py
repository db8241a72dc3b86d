"""Files of libraries become works: what they held is kept, what is wrong is told, doubles wait for a person."""

import gzip
import io
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import orjson
import pytest
from django.test import Client

from museion.core.access import make_operator
from museion.core.imports.mapping import load_mapping
from museion.core.imports.runner import Order, Outcome, import_file
from museion.core.models import KeyAlias, QuarantinedRow
from museion.library.actions.pairing import AlreadyJudgedError, judge_different, merge_pair, undo_judgement
from museion.library.formats.marc_binary import read_binary, write_binary
from museion.library.formats.marc_records import MarcRecord
from museion.library.formats.marc_writing import write_marc
from museion.library.formats.marc_xml import read_xml
from museion.library.imports import IMPORTERS
from museion.library.models import DuplicatePair, Work, WorkNumber
from museion.library.representations import make_written
from museion.library.terms import Judgement
from museion.library.tests.conftest import MakeWork
from museion.library.tests.publications import make_report
from museion.library.tests.test_marc import DATA, TODAY, needs_data

pytestmark = pytest.mark.django_db
OPERATOR = make_operator()
NOON = datetime(2026, 3, 14, 12, tzinfo=UTC)


def bring_in(path: Path, mapping: str, **more: Any) -> Outcome:
    importer = IMPORTERS[0]
    order = Order(importer, load_mapping(mapping, importer), path, OPERATOR, lambda: NOON, **more)
    return import_file(order)


@needs_data
def test_a_thousand_marc_records_come_in_and_go_out_as_they_were() -> None:
    outcome = bring_in(DATA / "jazz_1k.mrc.gz", "marc")
    assert (outcome.read, outcome.created, outcome.rejected) == (1000, 1000, 0)
    reads = read_binary(io.BytesIO(gzip.decompress((DATA / "jazz_1k.mrc.gz").read_bytes())))
    same = 0
    for read, work in zip(reads, Work.objects.order_by("id"), strict=True):
        if write_binary(make_written(work, "https://museion.example").make_marc()) == read.raw:
            same += 1
        else:
            assert set(read.changes) <= set(work.import_notes)
            assert read.changes, work.source_id
    assert same == 900
    assert bring_in(DATA / "jazz_1k.mrc.gz", "marc", limit=100).created == 0
    work = Work.objects.get(source_id="03-0018137")
    assert work.titles == {"en": "Friendly fire"}
    assert work.contributors[0]["name"] == "Lovano, Joe"


@needs_data
def test_broken_isbns_are_told_and_kept() -> None:
    outcome = bring_in(DATA / "badisbns.xml.gz", "marc")
    assert outcome.created == 10
    assert outcome.left_out == 10
    assert "check digit" in " ".join(QuarantinedRow.objects.values_list("value", flat=True))
    assert any("ISBN" in note for work in Work.objects.all() for note in work.import_notes)
    with gzip.open(DATA / "badisbns.xml.gz") as stream:
        written = {isbn for read in read_xml(stream) if read.record for isbn in _list_isbns(read.record)}
    exported = {
        isbn for work in Work.objects.all() for isbn in _list_isbns(make_written(work, "https://x.example").make_marc())
    }
    assert exported == written


def _list_isbns(record: MarcRecord) -> list[str]:
    return [text for held in record.find("020") for text in held.get_all("az")]


@needs_data
def test_serials_come_in_with_their_issn_and_go_out_as_they_were() -> None:
    outcome = bring_in(DATA / "serials_marc21.xml.gz", "marc")
    with gzip.open(DATA / "serials_marc21.xml.gz") as stream:
        records = [read.record for read in read_xml(stream) if read.record]
    assert (outcome.created, outcome.rejected) == (len(records), 0)
    works = Work.objects.order_by("id")
    assert [make_written(work, "https://x.example").make_marc() for work in works] == records
    assert WorkNumber.objects.filter(scheme="issn", value="0009-7330", work=works[0]).exists()


@needs_data
def test_resources_hang_under_their_parents_wherever_those_stand_in_the_file(tmp_path: Path) -> None:
    lines = gzip.decompress((DATA / "awol.jsonl.gz").read_bytes()).splitlines()
    rows = [orjson.loads(line) for line in lines[:4000]]
    by_address = {row["url"]: row for row in rows}
    children = [row for row in rows if row["is_part_of"] and row["is_part_of"]["url"] in by_address][:300]
    chosen = {row["url"]: row for row in children}
    chosen |= {row["is_part_of"]["url"]: by_address[row["is_part_of"]["url"]] for row in children}
    path = tmp_path / "awol.jsonl"
    path.write_bytes(b"\n".join(orjson.dumps(row) for row in chosen.values()))
    outcome = bring_in(path, "awol")
    assert (outcome.created, outcome.rejected) == (len(chosen), 0)
    works = {work.source_id: work for work in Work.objects.select_related("parent")}
    for row in children:
        parent = works[row["url"]].parent
        assert parent is not None
        assert parent.source_id == row["is_part_of"]["url"]
    child = children[0]
    work = works[child["url"]]
    assert work.other_fields["domain"] == child["domain"]


def test_cut_escapes_huge_records_and_wrong_lengths_cost_only_themselves(tmp_path: Path) -> None:
    good = [write_binary(write_marc(make_report(), control=f"r{number}", changed=TODAY)) for number in (1, 2)]
    escaped = good[0].replace(b"Cuadernos", b"Cuadern\x1b(")
    escaped = escaped[:9] + b" " + escaped[10:]
    huge = b"99999" + b"x" * 5_000_000 + b"\x1d"
    wrong = (b"00031" + good[1][5:]).replace(b"r2", b"r3")
    path = tmp_path / "bad.mrc"
    path.write_bytes(escaped + huge + wrong + good[1])
    outcome = bring_in(path, "marc")
    assert (outcome.read, outcome.rejected) == (4, 1)
    problems = dict(QuarantinedRow.objects.values_list("place", "problem"))
    assert "MARC21 allows 99,999" in problems["bad.mrc, record 2"] or "has no end" in problems["bad.mrc, record 2"]
    told = [note for work in Work.objects.order_by("id") for note in work.import_notes]
    assert any("cut off" in note or "unknown" in note for note in told), told
    assert any("leader/00-04 says 31 bytes" in note for note in told)


def test_a_bad_record_between_two_good_ones_costs_only_itself(tmp_path: Path) -> None:
    good = [write_binary(write_marc(make_report(), control=f"r{number}", changed=TODAY)) for number in (1, 2)]
    path = tmp_path / "mixed.mrc"
    path.write_bytes(good[0] + b"00099 this is no record\x1d" + good[1])
    outcome = bring_in(path, "marc")
    assert (outcome.read, outcome.created, outcome.rejected) == (3, 2, 1)
    assert "record 2" in QuarantinedRow.objects.get().place


@pytest.mark.parametrize(
    ("name", "content", "titles"),
    [
        ("ris", "TY  - BOOK\nAU  - Núñez, María\nTI  - Jarras\nPY  - 1999\nSN  - 9781845332136\nER  - \n", ["Jarras"]),
        ("bibtex", "@book{a1, author={Fall, A.}, title={Les jarres}, year={2001}, shelf={B 2}}\n", ["Les jarres"]),
        ("csl", '[{"id": "x", "type": "book", "title": "Jars", "issued": {"date-parts": [[2003]]}}, 5]', ["Jars"]),
    ],
)
def test_reference_managers_are_read(tmp_path: Path, name: str, content: str, titles: list[str]) -> None:
    path = tmp_path / f"refs.{name}"
    path.write_text(content, encoding="utf-8")
    outcome = bring_in(path, name)
    assert [next(iter(work.titles.values())) for work in Work.objects.all()] == titles
    assert outcome.rejected == content.count(", 5]")
    if name == "bibtex":
        assert Work.objects.get().other_fields == {"shelf": "B 2"}


@pytest.mark.parametrize(
    ("suffix", "mapping"),
    [("dc", "dublin-core"), ("datacite", "datacite"), ("csv", "publications-csv"), ("mods", "mods"), ("csl", "csl")],
)
def test_what_is_exported_is_imported_again(
    client: Client, tmp_path: Path, make_work: MakeWork, suffix: str, mapping: str
) -> None:
    work = make_work()
    path = tmp_path / f"one.{suffix}"
    path.write_bytes(client.get(f"{work.url}.{suffix}").content)
    outcome = bring_in(path, mapping)
    assert (outcome.created, outcome.rejected) == (1, 0)
    again = Work.objects.exclude(pk=work.pk).get()
    assert set(again.titles.values()) <= set(work.titles.values())
    assert DuplicatePair.objects.get().degree == "certain"


@pytest.mark.parametrize(
    ("mapping", "content", "told"),
    [
        ("publications-csv", "name,year\nJars,1999\n", "no column “titles”"),
        ("dublin-core", "<records><title>Jars</title></records>", "no dc element"),
        ("datacite", "[5]", "a record of DataCite JSON is an object"),
    ],
)
def test_a_file_of_another_kind_is_told(tmp_path: Path, mapping: str, content: str, told: str) -> None:
    path = tmp_path / "other"
    path.write_text(content, encoding="utf-8")
    outcome = bring_in(path, mapping)
    assert outcome.created == 0
    assert told in outcome.examples[0].problem


def test_a_file_that_is_no_marc_is_told_at_once(tmp_path: Path) -> None:
    path = tmp_path / "letter.mrc"
    path.write_text("Dear librarian, this is a letter.")
    outcome = bring_in(path, "marc")
    assert (outcome.created, outcome.rejected) == (0, 1)
    assert outcome.examples[0].problem


def test_doubles_wait_with_reasons_and_a_merge_can_be_undone(make_work: MakeWork) -> None:
    one = make_work()
    report = make_report()
    report.links, report.extent = [{"url": "https://example.org/other"}], ""
    other = make_work(report)
    pair = DuplicatePair.objects.get()
    assert (pair.degree, {held["code"] for held in pair.reasons} >= {"number", "title"}) == ("certain", True)
    kept = merge_pair(pair, keep=other.key, actor=OPERATOR, at=NOON)
    kept.refresh_from_db()
    assert kept.extent == "112 p."
    assert len(kept.links) == 2
    assert KeyAlias.objects.get(old_key=one.key).key == other.key
    with pytest.raises(AlreadyJudgedError):
        judge_different(pair, actor=OPERATOR, at=NOON)
    undo_judgement(pair, actor=OPERATOR, at=NOON)
    one.refresh_from_db()
    kept.refresh_from_db()
    assert (one.withdrawn_at, kept.extent, KeyAlias.objects.count()) == (None, "", 0)
    assert DuplicatePair.objects.get().judgement == Judgement.WAITING


def test_works_with_nothing_in_common_are_no_pair(make_work: MakeWork) -> None:
    make_work()
    report = make_report()
    report.titles, report.numbers = {"es": "Otra cosa distinta sobre textiles"}, []
    make_work(report)
    assert not DuplicatePair.objects.exists()


def test_an_address_longer_than_the_column_still_names_its_resource_and_its_parts(tmp_path: Path) -> None:
    address = "https://example.org/" + "x" * 400
    columns = (
        "year issued_dates title_extended volume issue identifiers url_alternates domain zenon_id form issuance places"
    )
    columns += " responsibility provenance subordinate_resources resource_key"
    empty: dict[str, Any] = dict.fromkeys(columns.split())
    rows = [empty | {"url": address, "title": "Atlas", "languages": ["fr"], "is_part_of": None}]
    rows.append(
        empty
        | {
            "url": "https://example.org/1",
            "title": "Planche 1",
            "languages": [],
            "is_part_of": {"url": address, "title_full": "Atlas"},
        }
    )
    path = tmp_path / "awol.jsonl"
    path.write_bytes(b"\n".join(orjson.dumps(row) for row in rows))
    assert bring_in(path, "awol").created == 2
    part = Work.objects.get(source_id="https://example.org/1")
    assert part.parent is not None
    assert part.parent.links == [{"url": address}]
