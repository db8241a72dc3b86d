"""`museion import` as a program: its contract on standard output, and a kill at any moment."""

import gzip
import random
import shutil
import sqlite3
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import orjson
import pytest

from museion.core.testing.home import ask_home, make_home_environment

BATCH_ROWS = 2000
ROWS = 7000


def run(home: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command(*arguments), env=environment(home), capture_output=True, text=True, check=False)


def command(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "museion", *arguments]


def environment(home: Path) -> dict[str, str]:
    return make_home_environment(home)


@pytest.fixture(scope="module")
def empty_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with its tables, made once."""
    home = tmp_path_factory.mktemp("empty")
    assert run(home, "journal", "head").returncode == 0
    return home


@pytest.fixture
def make_home(tmp_path: Path, empty_home: Path) -> Callable[[str], Path]:
    return lambda name: shutil.copytree(empty_home, tmp_path / name)


@pytest.fixture
def museums(tmp_path: Path) -> Path:
    path = tmp_path / "museums.csv"
    rows = (
        f"invented,{number},Musée n° {number} de Saint-Élan,Saint-Élan,FR,{number % 90},{number % 180},,\n"
        for number in range(ROWS)
    )
    broken = "invented,,,,,,,,\n"
    path.write_text("source,source_id,name,city,country,lat,lon,website,kind\n" + "".join(rows) + broken)
    return path


def test_the_json_document_keeps_the_contract(tmp_path: Path, make_home: Callable[[str], Path]) -> None:
    file = tmp_path / "words.csv"
    file.write_text("id,label_en,label_fr,broader\n1,vessel,récipient,\n2,jar,jarre,1\n3,,,\n")
    done = run(make_home("home"), "import", "concepts", str(file), "--mapping", "concepts", "--json", "--no-index")
    assert done.returncode == 0, done.stderr
    document = orjson.loads(done.stdout)
    contract = {name: document[name] for name in ("read", "created", "updated", "unchanged", "rejected")}
    assert contract == {"read": 3, "created": 2, "updated": 0, "unchanged": 0, "rejected": 1}
    assert Path(document["quarantine"]).read_bytes().count(b"\n") == 1
    assert document["seconds"] > 0
    assert "words.csv, line 4: pref_labels" in " ".join(done.stderr.split())


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["import", "paintings", "FILE", "--mapping", "moma"], "there is no kind “paintings”"),
        (["import", "museums", "FILE", "--mapping", "tate"], "no mapping “tate” for museums: shipped are museums"),
        (["import", "museums", "FILE", "--mapping", "./ministry.toml"], "there is no mapping file ./ministry.toml"),
        (["import", "museums", "nothing.csv", "--mapping", "museums"], "there is no file nothing.csv"),
        (["import", "concepts", "FILE", "--mapping", "museums"], "no mapping “museums” for concepts"),
        (["import", "museums", "FILE", "--mapping", "museums"], "its columns are: id, label"),
    ],
)
def test_a_wrong_call_says_what_there_is(
    tmp_path: Path, arguments: list[str], told: str, make_home: Callable[[str], Path]
) -> None:
    file = tmp_path / "words.csv"
    file.write_text("id,label\n1,vessel\n")
    done = run(make_home("home"), *[str(file) if part == "FILE" else part for part in arguments], "--json")
    assert done.returncode == 2
    assert done.stdout == ""
    assert told in " ".join(done.stderr.split())


def test_a_cut_file_is_imported_up_to_the_cut_and_leaves_status_1(
    tmp_path: Path, museums: Path, make_home: Callable[[str], Path]
) -> None:
    packed = tmp_path / "museums.csv.gz"
    packed.write_bytes(gzip.compress(museums.read_bytes())[:-3000])
    done = run(make_home("home"), "import", "museums", str(packed), "--mapping", "museums", "--json", "--no-index")
    document = orjson.loads(done.stdout)
    assert done.returncode == 1
    assert not document["complete"]
    assert 1000 < document["created"] < ROWS
    assert "the file was cut" in " ".join(done.stderr.split())


MINISTRY = """
kind = "museums"
source = "ministry"
source_id = "id"
language = "fr"

[fields]
names = { column = "name", transform = "strip_html" }
established = "opened"
country = "country"
latitude = "lat"
longitude = "lon"
"""
GOOD_AND_BAD = b"""id,name,opened,country,lat,lon
1,Mus\xc3\xa9e du <i>fleuve</i> &amp; des <b>bateaux</b>,19th c?,FR,45.76,4.83
2,Maison \xc3\xa9chang\xc3\xa9e,1921,FR,4.83,45.76
1,Mus\xc3\xa9e redit,1921,FR,45.76,4.83
3,Mus\xc3\xa9e \xe9gar\xe9,1921,FR,45.76,4.83
4,Ch\xc3\xa2teau d'hier,some time ago,FR,45.76,4.83
5,Mus\xc3\xa9e du Rh\xc3\xb4ne,3rd century BCE,FR,45.76,4.83
"""
TOLD = (
    "lists/good.csv, line 3: latitude: expected a place in FR; latitude and longitude look swapped (found '4.83, 45.76')",
    "lists/good.csv, line 4: source_id: expected an identifier that no row before it has; row 1 has it (found '1')",
    "lists/good.csv, line 5: the line is not utf-8: byte 0xE9",
    "lists/good.csv, line 6: established: expected a date such as 1860",
    "bad.zip: ../../etc/museums.csv: the member was not read: its name leads outside the archive",
    "bad.zip: bomb.csv: the member was not read: it would unpack to 80 MiB: it looks like an archive bomb",
)


def test_each_bad_input_is_told_with_its_place_and_the_rest_is_imported(
    tmp_path: Path, make_home: Callable[[str], Path]
) -> None:
    (tmp_path / "ministry.toml").write_text(MINISTRY)
    with zipfile.ZipFile(tmp_path / "bad.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("lists/good.csv", GOOD_AND_BAD)
        archive.writestr("../../etc/museums.csv", GOOD_AND_BAD)
        archive.writestr("bomb.csv", bytes(80 * 1024 * 1024))
    home = make_home("home")
    done = run(
        home,
        "import",
        "museums",
        str(tmp_path / "bad.zip"),
        "--mapping",
        str(tmp_path / "ministry.toml"),
        "--json",
        "--no-index",
    )
    document, told = orjson.loads(done.stdout), " ".join(done.stderr.split())
    assert (done.returncode, document["complete"]) == (1, False), told
    assert [problem for problem in TOLD if problem not in told] == []
    assert [document[name] for name in ("read", "created", "rejected", "left_out")] == [8, 3, 5, 1]
    kept = query(home, "SELECT source_id, names, established_edtf FROM network_museum ORDER BY source_id")
    # SQLite gives JSON as it is written, PostgreSQL as it is read.
    names = [row[1] if isinstance(row[1], dict) else orjson.loads(row[1]) for row in kept]
    assert [(row[0], held["fr"], row[2]) for row, held in zip(kept, names, strict=True)] == [
        ("1", "Musée du fleuve & des bateaux", "18XX?"),
        ("4", "Château d'hier", ""),
        ("5", "Musée du Rhône", "-0299/-0200"),
    ]


def test_killed_again_and_again_an_import_ends_as_if_undisturbed(
    museums: Path, make_home: Callable[[str], Path]
) -> None:
    arguments = ["import", "museums", str(museums), "--mapping", "museums", "--json", "--no-index"]
    home, quiet_home = make_home("killed"), make_home("undisturbed")
    undisturbed = run(quiet_home, *arguments)
    assert undisturbed.returncode == 0, undisturbed.stderr
    chance = random.Random(20260314)  # noqa: S311 - when to kill is no secret
    # The later kills follow a batch closely: on a quick machine the import would be over a moment after.
    for position, longest in ((0, 0.4), (BATCH_ROWS, 0.05), (2 * BATCH_ROWS, 0.05)):
        was_killed = kill_after(home, position, chance.uniform(0.0, longest), arguments)
        assert was_killed, "the import was over before it could be killed"
    finished = run(home, *arguments)
    document = orjson.loads(finished.stdout)
    assert document["resumed_at"] > 0
    assert (document["created"], document["rejected"]) == (ROWS, 1)
    assert read_museums(home) == read_museums(quiet_home)
    assert run(home, "journal", "verify").returncode == 0


def kill_after(home: Path, position: int, delay: float, arguments: list[str]) -> bool:
    """Whether the import was still at work when it was killed, some time after it had come so far."""
    with subprocess.Popen(
        command(*arguments), env=environment(home), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as process:
        end = time.monotonic() + 60
        while process.poll() is None and read_position(home) < position and time.monotonic() < end:
            time.sleep(0.01)
        time.sleep(delay)
        was_working = process.poll() is None
        process.kill()
    return was_working


def read_position(home: Path) -> int:
    rows = query(home, "SELECT max(position) FROM core_importrun")
    return int(rows[0][0] or -1) if rows else -1


def read_museums(home: Path) -> list[Any]:
    return query(
        home, "SELECT id, key, source_id, names, city, latitude, source_digest FROM network_museum ORDER BY id"
    )


def query(home: Path, statement: str) -> list[Any]:
    try:
        return list(ask_home(home, statement))
    except sqlite3.OperationalError:
        return []
