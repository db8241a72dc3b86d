"""Files of every format and wrapping give the same rows, each with its place; bad ones are told and the rest is read."""

import gzip
import io
import tarfile
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from museion.core.imports import lines, streams
from museion.core.imports.readers import read_rows
from museion.core.imports.readers.delimited import LONGEST_CELL
from museion.core.imports.rows import BadRow, Format, Row

OBJECTS = [
    {"id": "1", "title": "Jarre à deux anses", "maker": "Atelier, de Vallauris"},
    {"id": "2", "title": "青花瓷盤", "maker": '"Ming"'},
    {"id": "3", "title": "مخطوطة قرآنية", "maker": "line one\nline two"},
]
BOMB_BYTES = streams.FREE_BYTES + 1


def read(file: Path, /, **form: Any) -> list[Row | BadRow]:
    with file.open("rb") as handle:
        return list(read_rows(file, handle, Format(**form)))


def values(rows: list[Row | BadRow]) -> list[dict[str, Any]]:
    return [row.values for row in rows if isinstance(row, Row)]


def problems(rows: list[Row | BadRow]) -> list[BadRow]:
    return [row for row in rows if isinstance(row, BadRow)]


def make_csv(objects: list[dict[str, str]] = OBJECTS, delimiter: str = ",") -> str:
    cells = [list(objects[0]), *(list(row.values()) for row in objects)]
    return "".join(delimiter.join('"' + cell.replace('"', '""') + '"' for cell in row) + "\r\n" for row in cells)


def make_json_lines(objects: list[dict[str, str]] = OBJECTS) -> bytes:
    return b"".join(orjson.dumps(row) + b"\n" for row in objects)


def make_workbook() -> bytes:
    book, file = openpyxl.Workbook(), io.BytesIO()
    sheet = book.active
    assert sheet is not None
    for row in [list(OBJECTS[0]), *(list(row.values()) for row in OBJECTS)]:
        sheet.append(row)
    book.save(file)
    return file.getvalue()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("objects.csv", make_csv().encode()),
        ("objects.csv", make_csv(delimiter=";").encode("utf-8-sig")),
        ("objects.csv", make_csv().encode("utf-16")),
        ("objects.tsv", make_csv(delimiter="\t").encode()),
        ("objects.jsonl", make_json_lines()),
        ("objects.json", orjson.dumps(OBJECTS)),
        ("objects.json", b"\xef\xbb\xbf" + orjson.dumps(OBJECTS, option=orjson.OPT_INDENT_2)),
        ("objects.xlsx", make_workbook()),
    ],
    ids=["csv", "semicolons with a mark", "utf-16", "tsv", "json lines", "json", "json with a mark", "workbook"],
)
@pytest.mark.parametrize("wrapping", ["plain", "gzip", "zip", "tar", "tar.gz"])
def test_every_format_in_every_wrapping_gives_the_same_rows(
    tmp_path: Path, name: str, content: bytes, wrapping: str
) -> None:
    path = wrap(tmp_path, name, content, wrapping)
    rows = read(path)
    assert problems(rows) == []
    assert values(rows) == OBJECTS
    assert all(row.place.startswith(name) for row in rows)


def wrap(folder: Path, name: str, content: bytes, wrapping: str) -> Path:
    if wrapping == "plain":
        (folder / name).write_bytes(content)
        return folder / name
    if wrapping == "gzip":
        (folder / f"{name}.gz").write_bytes(gzip.compress(content))
        return folder / f"{name}.gz"
    if wrapping == "zip":
        with zipfile.ZipFile(folder / "all.zip", "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr(name, content)
        return folder / "all.zip"
    path = folder / f"all.{wrapping}"
    with tarfile.open(path, "w:gz" if wrapping.endswith("gz") else "w") as archive:
        add_to_tar(archive, name, content)
    return path


def add_to_tar(archive: tarfile.TarFile, name: str, content: bytes) -> None:
    entry = tarfile.TarInfo(name)
    entry.size = len(content)
    archive.addfile(entry, io.BytesIO(content))


def test_a_place_is_the_line_where_the_row_begins(tmp_path: Path) -> None:
    (tmp_path / "objects.csv").write_text(make_csv([*OBJECTS, {"id": "4", "title": "Jar", "maker": ""}]))
    assert [row.place for row in read(tmp_path / "objects.csv")] == [
        "objects.csv, line 2",
        "objects.csv, line 3",
        "objects.csv, line 4",
        "objects.csv, line 6",
    ]


@pytest.mark.parametrize("encoding", ["latin-1", "cp1251", "shift_jis"])
def test_an_encoding_that_a_mapping_states_is_used(tmp_path: Path, encoding: str) -> None:
    text = {"latin-1": "Château d'été", "cp1251": "Музей истории", "shift_jis": "東京国立博物館"}[encoding]
    (tmp_path / "a.csv").write_bytes(f"id,title\n1,{text}\n".encode(encoding))
    assert values(read(tmp_path / "a.csv", encoding=encoding)) == [{"id": "1", "title": text}]


@pytest.mark.parametrize(
    ("encoding", "titles"),
    [
        ("cp1252", ["Vue du château de l'Île", "Été à la rivière", "Nature morte à l'épée", "Fête champêtre"]),
        ("cp1252", ["Musée de l'Armée"]),
        ("cp1250", ["Muzeum Narodowe w Łodzi", "Królewska wieża", "Święta Barbara"]),
        ("cp1251", ["Музей истории города", "Портрет неизвестной женщины", "Натюрморт с цветами"]),
        ("cp1256", ["متحف الفن الاسلامي", "مخطوطة قرآنية"]),
        ("shift_jis", ["東京国立博物館", "風景画の掛け軸", "桜の花"]),
        ("gb18030", ["青花瓷盤", "山水畫軸", "清代玉器"]),
        ("euc_kr", ["국립중앙박물관", "산수화"]),
    ],
)
def test_an_encoding_that_nobody_states_is_guessed(tmp_path: Path, encoding: str, titles: list[str]) -> None:
    content = "id,title\n" + "".join(f"{number},{title}\n" for number, title in enumerate(titles))
    (tmp_path / "a.csv").write_bytes(content.encode(encoding))
    assert [row["title"] for row in values(read(tmp_path / "a.csv"))] == titles


def test_single_lines_in_a_wrong_encoding_are_told_and_the_others_read(tmp_path: Path) -> None:
    good = "".join(f"{number},Été {number}\n" for number in range(30)).encode()
    (tmp_path / "a.csv").write_bytes(b"id,title\n" + good + "99,Été\n".encode("latin-1") + "100,Fin été\n".encode())
    rows = read(tmp_path / "a.csv")
    assert len(values(rows)) == 31
    assert [(bad.place, bad.problem) for bad in problems(rows)] == [
        ("a.csv, line 32", "the line is not utf-8: byte 0xC9 at position 4")
    ]


def test_one_broken_line_in_a_few_leaves_the_others_their_encoding(tmp_path: Path) -> None:
    names = [f"{number},Ana Díaz {number}\n".encode() for number in range(5)]
    (tmp_path / "a.csv").write_bytes(b"id,name\n" + b"".join(names) + "6,Pedro Núñez\n".encode("latin-1"))
    rows = read(tmp_path / "a.csv")
    assert [row["name"] for row in values(rows)] == [f"Ana Díaz {number}" for number in range(5)]
    assert [bad.place for bad in problems(rows)] == ["a.csv, line 7"]


@pytest.mark.parametrize(
    ("name", "content", "stated", "told"),
    [
        ("a.csv", "id,title\n1,Été\n".encode("cp1252"), "", {"a.csv": "cp1252"}),
        ("a.jsonl", '{"id": "1", "title": "Été"}'.encode("cp1252"), "", {"a.jsonl": "cp1252"}),
        ("a.csv", "id,title\n1,Été\n".encode("cp1252"), "cp1252", {}),
        ("a.csv", "id,title\n1,Été\n".encode("utf-16"), "", {}),
        ("a.csv", "id,title\n1,Été\n".encode(), "", {}),
    ],
)
def test_an_encoding_that_was_guessed_is_told(
    tmp_path: Path, name: str, content: bytes, stated: str, told: dict[str, str]
) -> None:
    (tmp_path / name).write_bytes(content)
    guessed: dict[str, str] = {}
    assert values(read(tmp_path / name, encoding=stated, guessed=guessed)) == [{"id": "1", "title": "Été"}]
    assert guessed == told


def test_a_truncated_gzip_gives_the_rows_before_the_cut(tmp_path: Path) -> None:
    objects = [{"id": str(number), "title": f"Vase {number * 7919}"} for number in range(5000)]
    packed = gzip.compress(make_json_lines(objects))
    (tmp_path / "a.jsonl.gz").write_bytes(packed[: len(packed) * 2 // 3])
    rows = read(tmp_path / "a.jsonl.gz")
    assert values(rows) == objects[: len(values(rows))]
    assert len(values(rows)) > 2000
    assert [(bad.is_cut, "the file was cut" in bad.problem) for bad in problems(rows)] == [(True, True)]


def test_an_archive_whose_contents_point_to_nowhere_is_told(tmp_path: Path) -> None:
    file, held = tmp_path / "objects.zip", io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr("objects.jsonl", make_json_lines())
    end = held.getvalue().rindex(b"PK\x05\x06")
    content = bytearray(held.getvalue())
    content[end + 12 : end + 16] = (1 << 30).to_bytes(4, "little")
    file.write_bytes(content)
    (told,) = read(file)
    assert isinstance(told, BadRow)
    assert told.is_cut


def test_a_damaged_member_does_not_stop_the_archive(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(3):
            archive.writestr(f"{number}.jsonl", make_json_lines() * 50)
    content = bytearray((tmp_path / "a.zip").read_bytes())
    start = content.index(b"1.jsonl") + 40
    content[start : start + 40] = bytes(40)
    (tmp_path / "a.zip").write_bytes(content)
    rows = read(tmp_path / "a.zip")
    assert {row.place.split(",")[0] for row in rows if isinstance(row, Row)} >= {"0.jsonl", "2.jsonl"}
    assert any("1.jsonl" in bad.place and bad.is_cut for bad in problems(rows))


@pytest.mark.parametrize("number", ["\0", "not octal"])
def test_a_tar_whose_first_header_is_spoilt_is_told(tmp_path: Path, number: str) -> None:
    with tarfile.open(tmp_path / "a.tar", "w") as archive:
        add_to_tar(archive, "a.jsonl", make_json_lines())
    content = bytearray((tmp_path / "a.tar").read_bytes())
    content[148 : 148 + len(number)] = number.encode()  # of the checksum's field
    (tmp_path / "a.tar").write_bytes(content)
    (told,) = read(tmp_path / "a.tar")
    assert isinstance(told, BadRow)
    assert told.is_cut


@pytest.mark.parametrize("wrapping", ["gzip", "zip", "tar.gz"])
def test_an_archive_bomb_is_left_unread(tmp_path: Path, wrapping: str) -> None:
    path = wrap(tmp_path, "a.jsonl", bytes(BOMB_BYTES + 20 * 1024 * 1024), wrapping)
    rows = read(path)
    assert values(rows) == []
    assert "archive bomb" in problems(rows)[-1].problem


def test_members_that_lead_outside_the_archive_are_refused(tmp_path: Path) -> None:
    with tarfile.open(tmp_path / "a.tar", "w") as archive:
        add_to_tar(archive, "../../etc/cron.d/a.jsonl", make_json_lines())
        add_to_tar(archive, "/root/a.jsonl", make_json_lines())
        link = tarfile.TarInfo("link.jsonl")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        archive.addfile(link)
        add_to_tar(archive, "good/a.jsonl", make_json_lines())
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive_zip:
        archive_zip.writestr("..\\..\\a.jsonl", make_json_lines())
        archive_zip.writestr("good/a.jsonl", make_json_lines())
    from_tar, from_zip = read(tmp_path / "a.tar"), read(tmp_path / "a.zip")
    assert values(from_tar) == values(from_zip) == OBJECTS
    assert ["outside" in bad.problem for bad in problems(from_tar)] == [True, True, False]
    assert ["outside" in bad.problem for bad in problems(from_zip)] == [True]


def test_a_line_of_200_megabytes_costs_that_line_only(tmp_path: Path) -> None:
    with gzip.open(tmp_path / "a.jsonl.gz", "wb", compresslevel=1) as file:
        file.write(make_json_lines(OBJECTS[:1]) + b'{"id": "')
        part = bytes(48 + number * 7919 % 75 for number in range(1024 * 1024)).replace(b"\\", b"/").replace(b'"', b"'")
        for number in range(200):
            file.write(part[number:] + part[:number])
        file.write(b'"}\n' + make_json_lines(OBJECTS[1:]))
    rows = read(tmp_path / "a.jsonl.gz")
    assert values(rows) == OBJECTS
    assert [(bad.place, bad.problem) for bad in problems(rows)] == [
        ("a.jsonl, line 2", f"the line is longer than {lines.LONGEST_LINE // 1024**2} MiB")
    ]
    assert len(problems(rows)[0].raw) < 10_000


def test_nul_bytes_cost_their_row_only(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(b"id,title\n1,Jar\n2,J\0r\n3,Jar\n")
    (tmp_path / "a.jsonl").write_bytes(b'{"id": 1}\n{"id": "\\u0000"}\n{"id": 3}\n')
    (tmp_path / "a.json").write_bytes(b'[{"id": 1}, {"id": "\\u0000"}, {"id": 3}]')
    for name in ("a.csv", "a.jsonl", "a.json"):
        rows = read(tmp_path / name)
        assert [str(row["id"]) for row in values(rows)] == ["1", "3"], name
        assert "NUL" in problems(rows)[0].problem


def test_a_quotation_mark_that_nobody_closed_costs_its_row_only(tmp_path: Path) -> None:
    rest = "".join(f"{number},Jar {number}\n" for number in range(3, 60_000))
    (tmp_path / "a.csv").write_text('id,title\n1,Jar\n2,"Jar\n' + rest)
    rows = read(tmp_path / "a.csv")
    assert [row["id"] for row in values(rows)] == ["1", *map(str, range(3, 60_000))]
    assert [bad.place for bad in problems(rows)] == ["a.csv, line 3"]
    assert len(rest) < LONGEST_CELL


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("a.jsonl", b'{"id": 1}\n{"id": \n{"id": 3}\n', "not JSON"),
        ("a.jsonl", b'{"id": 1}\n[1, 2]\n{"id": 3}\n', "not a JSON object"),
        ("a.csv", b"id,title\n1,Jar\n2,Jar,blue,big\n3,Jar\n", "4 cells, the header has 2"),
        ("a.csv", b"id,title\n1,Jar\n2\n3,Jar\n", "1 cells, the header has 2"),
    ],
)
def test_a_row_that_is_none_is_told_with_its_line(tmp_path: Path, name: str, content: bytes, told: str) -> None:
    (tmp_path / name).write_bytes(content)
    rows = read(tmp_path / name)
    assert [str(row["id"]) for row in values(rows)] == ["1", "3"]
    assert told in problems(rows)[0].problem
    assert problems(rows)[0].place.endswith(("line 2", "line 3"))


def test_json_that_ends_in_the_middle_gives_the_items_before(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_bytes(orjson.dumps(OBJECTS)[:-30])
    rows = read(tmp_path / "a.json")
    assert values(rows) == OBJECTS[:2]
    assert problems(rows)[0].is_cut


def test_an_array_inside_a_document_is_found_by_its_path(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_bytes(orjson.dumps({"meta": {}, "result": {"objects": OBJECTS}}))
    assert values(read(tmp_path / "a.json", path="result.objects")) == OBJECTS


def test_only_the_members_that_a_mapping_wants_are_read(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("README.txt", "Read this, please\nfirst")
        archive.writestr("data/objects.csv", make_csv())
    assert values(read(tmp_path / "a.zip", members="*.csv")) == OBJECTS


def read_generic_xml(stream: Any) -> Iterator[tuple[str, dict[str, Any]]]:
    yield "record 1", {"title": "Krug"}
    raise ValueError("line 9: the record has no end")


def test_an_xml_reader_of_a_room_says_what_it_read_and_where_it_stopped(tmp_path: Path) -> None:
    (tmp_path / "a.xml").write_text("<records/>")
    rows = read(tmp_path / "a.xml", name="krug", readers={"krug": read_generic_xml})
    assert values(rows) == [{"title": "Krug"}]
    assert problems(rows)[0].place == "a.xml, after record 1"


@given(
    content=st.binary(max_size=3000),
    suffix=st.sampled_from(["csv", "tsv", "jsonl", "json", "xlsx", "zip", "gz", "tar"]),
)
def test_no_content_at_all_brings_the_reader_down(tmp_path_factory: Any, content: bytes, suffix: str) -> None:
    path = tmp_path_factory.mktemp("any") / f"a.{suffix}"
    path.write_bytes(content)
    for row in read(path):
        assert row.place


@given(
    cells=st.lists(
        st.tuples(*[st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=20)] * 2).filter(any),
        min_size=1,
        max_size=10,
    )
)
def test_what_was_written_as_csv_is_read_as_it_was(tmp_path_factory: Any, cells: list[tuple[str, str]]) -> None:
    objects = [dict(zip(("id", "title"), row, strict=True)) for row in cells]
    path = tmp_path_factory.mktemp("csv") / "a.csv"
    path.write_text(make_csv(objects), encoding="utf-8")
    assert values(read(path)) == objects
