"""Open data: the public records as tables with checksums, made a little at a time, and asked without changing them."""

import csv
import gzip
import hashlib
import io
import sqlite3
import time
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

import orjson
import pytest
from django.conf import LazySettings
from django.test import Client

from museion.core.access import AccessLevel, Actor
from museion.exchange.formats.flat import flatten, list_columns, observe
from museion.exchange.opendata.exploring import ExploringError, run_sql
from museion.exchange.opendata.manifest import DATABASE, read_manifest
from museion.exchange.opendata.store import get_folder
from museion.exchange.opendata.working import OpenData
from museion.exchange.tests.conftest import Repository
from museion.heritage.actions import update_object, withdraw_object

Make = Callable[..., None]


@pytest.fixture(autouse=True)
def home(settings: LazySettings, tmp_path: Path) -> None:
    """Each test has its own files."""
    settings.HOME = tmp_path


@pytest.fixture
def make(repository: Repository, now: datetime) -> Iterator[Make]:
    """Works until nothing is left, so many minutes after noon; in slices as small as they come."""
    data = OpenData()

    def make_at(minutes: int = 0) -> None:
        turns = iter(range(500))
        while data.work_until(now + timedelta(minutes=minutes), _late_after(20)):
            assert next(turns) < 499, "it never comes to an end"

    make_at()
    yield make_at
    data.close()


def _late_after(looks: int) -> Callable[[], bool]:
    left = iter(range(looks))
    return lambda: next(left, None) is None


def _fetch(client: Client, address: str, **headers: str) -> bytes:
    response = client.get(address, headers=headers)
    assert response.status_code == 200
    return b"".join(response) if response.streaming else response.content


def _read_rows(client: Client, kind: str) -> dict[str, dict[str, str]]:
    text = _fetch(client, f"/data/{kind}.csv").decode()
    return {row["key"]: row for row in csv.DictReader(io.StringIO(text))}


def test_a_register_is_a_table_of_its_public_records(client: Client, repository: Repository, make: Make) -> None:
    rows = _read_rows(client, "object")
    assert set(rows) == {repository.jar.key, repository.scroll.key}
    assert rows[repository.jar.key]["title_en"] == "Water jar"
    assert rows[repository.jar.key]["title_fr"] == "Jarre à eau"
    museum = _read_rows(client, "museum")[repository.other.key]
    assert orjson.loads(museum["names_other_languages"]) == {"ja": "海の博物館"}
    lines = [orjson.loads(line) for line in _fetch(client, "/data/object.jsonl").splitlines()]
    assert lines[0] == client.get(f"/id/{lines[0]['key']}.json").json()


def test_checksums_and_columns_are_told_and_true(client: Client, make: Make) -> None:
    register = next(held for held in client.get("/api/v1/data").json() if held["kind"] == "object")
    for file in register["files"]:
        packed = _fetch(client, f"{file['url']}.gz")
        assert hashlib.sha256(packed).hexdigest() == file["packed_sha256"]
        assert len(packed) == file["packed_bytes"]
        for headers in ({}, {"Accept-Encoding": "gzip"}):
            content = _fetch(client, file["url"], **headers)
            plain = gzip.decompress(content) if headers else content
            assert (hashlib.sha256(plain).hexdigest(), len(plain)) == (file["sha256"], file["bytes"])
    described = client.get("/data/object.csv-metadata.json").json()["tableSchema"]["columns"]
    assert [column["name"] for column in described] == [column["name"] for column in register["columns"]]
    assert all(column["description"] for column in register["columns"])


def test_only_what_changed_is_made_anew(
    client: Client, repository: Repository, make: Make, operator: Actor, now: datetime
) -> None:
    before = read_manifest()
    update_object(repository.scroll, {"title": {"ja": "巻物", "en": "=cmd|' /C calc'!A0"}}, actor=operator, at=now)
    withdraw_object(repository.jar, actor=operator, at=now, reason="")
    make(5)
    assert read_manifest() == before, "files are made anew every ten minutes at most"
    make(20)
    after = read_manifest()
    assert after["museum"] == before["museum"]
    assert after["object"].files != before["object"].files
    rows = _read_rows(client, "object")
    assert set(rows) == {repository.scroll.key}
    assert rows[repository.scroll.key]["title_en"].startswith("'="), "a spreadsheet must not run it"
    assert run_sql("select count(*) from object").rows == ((1,),)


def test_what_is_shut_leaves_the_files_and_the_daily_round_finds_what_no_line_names(
    client: Client, repository: Repository, make: Make, operator: Actor, now: datetime
) -> None:
    type(repository.scroll).objects.filter(id=repository.scroll.id).update(access=AccessLevel.DESK)
    make(30)
    assert repository.scroll.key in _read_rows(client, "object"), "nobody wrote a line of the journal"
    make(60 * 25)
    assert repository.scroll.key not in _read_rows(client, "object")
    with sqlite3.connect(get_folder() / DATABASE) as database:
        assert database.execute("select key from object").fetchall() == [(repository.jar.key,)]


def test_rows_are_narrowed_sorted_and_paged(client: Client, repository: Repository, make: Make) -> None:
    page = client.get("/data/museum?country=JP").content.decode()
    assert repository.other.key in page
    assert f"/id/{repository.museum.key}" not in page
    rows = client.get("/data/museum.json?names_fr__contains=fleuve&_size=1").json()["rows"]
    assert [row["key"] for row in rows] == [repository.museum.key]
    ordered = [row["country"] for row in client.get("/data/museum.json?_sort=-country").json()["rows"]]
    assert ordered == ["SN", "JP"]
    assert client.get("/data/museum.json?_size=1&_offset=1").json()["rows"][0]["key"] != ""
    asked = client.get("/data/museum?_in=names_fr&_text=fleuve&_sort=key")
    assert asked.headers["Location"] == "/data/museum?_sort=key&names_fr__contains=fleuve"
    assert "There is no column" in client.get("/data/museum?nix=1").content.decode()


@pytest.mark.parametrize("wrong", ["/data/museum.json?nix=1", "/data/museum.json?_sort=nix", "/data/sql.json?sql=nix"])
def test_a_question_that_cannot_be_answered_is_told(client: Client, make: Make, wrong: str) -> None:
    assert client.get(wrong).status_code == 400
    assert client.get("/data/account").status_code == client.get("/data/account.csv").status_code == 404


@pytest.mark.parametrize(
    "sql",
    [
        "delete from museum", "drop table museum", "attach '/etc/passwd' as p", "pragma table_info(museum)",
        "select load_extension('x')", "insert into museum (key) values ('x')", "vacuum into '/tmp/x'",
        "select 1; select 2", "select * from nix", "select zeroblob(1000000000)", "x" * 5000, "sel\0ect",
    ],
)  # fmt: skip
def test_sql_reads_and_nothing_else(client: Client, make: Make, sql: str) -> None:
    with pytest.raises(ExploringError):
        run_sql(sql)
    response = client.get("/data/sql", {"sql": sql})
    assert response.status_code == 400


def test_sql_is_stopped_after_a_second_and_a_thousand_rows(client: Client, make: Make) -> None:
    endless = "with recursive n(x) as (select 1 union all select x + 1 from n) select "
    begun = time.process_time()
    with pytest.raises(ExploringError, match="longer than a second"):
        run_sql(f"{endless} count(*) from n")
    assert time.process_time() - begun < 5
    table = run_sql(f"{endless} x from n")
    assert (len(table.rows), table.is_cut) == (1000, True)
    answer = client.get("/data/sql.json?sql=select country, count(*) as n from museum group by 1 order by 1").json()
    assert answer["rows"] == [{"country": "JP", "n": 1}, {"country": "SN", "n": 1}]


def test_before_the_first_round_the_page_says_so(client: Client, db: None) -> None:
    assert "No open data was made yet" in client.get("/data").content.decode()
    assert client.get("/data/museion.sqlite3").status_code == 404
    assert "No open data was made yet" in client.get("/data/sql?sql=select+1").content.decode()


def test_a_field_that_is_seen_in_two_kinds_keeps_both() -> None:
    kinds: dict[str, str] = {}
    records = [{"a": None, "t": {"en": "x"}}, {"a": 1, "t": {}}, {"a": 1.5}, {"b": [1]}, {"b": None}]
    for record in records:
        observe(kinds, record, frozenset({"t"}))
    columns = list_columns(kinds)
    assert {column.name: column.kind for column in columns if not column.tag} == {"a": "number", "b": "json"}
    assert flatten({"a": 2, "t": {"de": "Krug", "en": "Jar"}}, columns)[:2] == [2, "Jar"]
