"""The index holds what it was told, through edits, rebuilds, crashes and several processes."""

import random
import shutil
import time
from pathlib import Path

import pytest

from museion.search.documents import Document
from museion.search.engine import Engine, WriterBusyError
from museion.search.engines.tantivy.writing import LiveWriter
from museion.search.requests import SearchRequest, SearchUnavailableError
from museion.search.tests.shelves import (
    find,
    kill_when_busy,
    make_documents,
    make_engine,
    only_embedded,
    open_engine,
    write,
)


def _make(number: int, title: str) -> Document:
    document = Document(f"o{number}", "object", ("public",))
    document.add_text("title", title, "en")
    return document


def _rebuild(engine: Engine, documents: list[Document]) -> None:
    rebuild = engine.start_rebuild()
    try:
        rebuild.add(documents)
        rebuild.publish()
    finally:
        rebuild.close()


def _settle() -> None:
    """Readers look for a new commit five times a second."""
    time.sleep(0.25)


def test_after_any_adds_edits_and_withdrawals_the_counts_agree(tmp_path: Path) -> None:
    engine, chance, held = open_engine(tmp_path), random.Random(7), {}  # noqa: S311 repeatable on purpose
    for _turn in range(25):
        changed = {number: f"title {chance.random()}" for number in chance.sample(range(60), 12)}
        gone = [number for number in chance.sample(range(60), 6) if number not in changed]
        held = {number: title for number, title in (held | changed).items() if number not in gone}
        documents = [_make(number, title) for number, title in changed.items()]
        if chance.random() < 0.15:
            _rebuild(engine, [_make(number, title) for number, title in held.items()])
        else:
            write(engine, documents, gone=[f"o{number}" for number in gone])
    _settle()
    assert engine.count() == len(held)
    assert set(find(engine, limit=100)) == {f"o{number}" for number in held}


def test_indexing_twice_gives_the_same_index(tmp_path: Path) -> None:
    engine = open_engine(tmp_path)
    for _turn in range(2):
        write(engine, make_documents())
    _settle()
    assert engine.count() == len(make_documents())


def test_a_reader_sees_a_commit_soon_and_the_generation_changes(tmp_path: Path) -> None:
    writer_side, reader_side = make_engine(tmp_path), open_engine(tmp_path)
    before = reader_side.get_generation()
    write(writer_side, [_make(500, "Quetzal feather")])
    deadline = time.monotonic() + 10  # a tenth of a second on an idle machine
    while reader_side.get_generation() == before and time.monotonic() < deadline:
        time.sleep(0.05)
    assert reader_side.get_generation() != before
    assert find(reader_side, "quetzal") == ["o500"]


@only_embedded
def test_who_wrote_reads_it_at_once(tmp_path: Path) -> None:
    engine = make_engine(tmp_path)
    for number in (501, 502):
        assert not find(engine, f"quetzal{number}")
        write(engine, [_make(number, f"Quetzal{number} feather")])
        assert find(engine, f"quetzal{number}") == [f"o{number}"]


def test_changes_during_a_rebuild_are_in_both_indexes(tmp_path: Path) -> None:
    engine = make_engine(tmp_path)
    rebuild = engine.start_rebuild()
    rebuild.add(make_documents())
    write(engine, [_make(501, "Arrived meanwhile"), _make(1, "Edited meanwhile")], gone=["o2"])
    _settle()
    assert set(find(engine, "meanwhile")) == {"o501", "o1"}
    rebuild.publish()
    rebuild.close()
    _settle()
    assert set(find(engine, "meanwhile")) == {"o501", "o1"}
    assert find(engine, "atelier") == []
    assert engine.count() == len(make_documents())


def test_a_rebuild_that_is_given_up_leaves_the_old_index(tmp_path: Path) -> None:
    engine = make_engine(tmp_path)
    rebuild = engine.start_rebuild()
    rebuild.add([_make(1, "Half made")])
    rebuild.commit()
    rebuild.close()
    _settle()
    assert find(engine, "half") == []
    assert engine.count() == len(make_documents()) + 1


def test_two_rebuilds_do_not_run_at_once(tmp_path: Path) -> None:
    engine = make_engine(tmp_path)
    rebuild = engine.start_rebuild()
    with pytest.raises(WriterBusyError):
        engine.start_rebuild()
    rebuild.close()
    engine.start_rebuild().close()


_KILLED = """
    import sys, time
    import django
    django.setup()
    from pathlib import Path
    from museion.search.tests.test_keeping_in_step import _make
    from museion.search.tests.shelves import open_engine
    engine = open_engine(Path(sys.argv[1]))
    writer = engine.start_rebuild() if sys.argv[2] == "rebuild" else engine.open_writer()
    number = 1000
    while True:
        writer.replace([_make(number + step, "Doomed") for step in range(200)])
        number += 200
        if number == 2000:
            print("busy", flush=True)
"""


@only_embedded
@pytest.mark.parametrize("what", ["rebuild", "write"])
def test_a_kill_in_the_middle_leaves_the_old_index_serving(tmp_path: Path, what: str) -> None:
    engine = make_engine(tmp_path)
    kill_when_busy(_KILLED, tmp_path, what)
    fresh = open_engine(tmp_path)
    assert find(fresh, "doomed") == []
    assert fresh.count() == len(make_documents()) + 1
    write(fresh, [_make(7000, "Written afterwards")])
    _rebuild(engine, make_documents())
    _settle()
    assert engine.count() == len(make_documents())
    assert not list((tmp_path / "index").glob("building-*"))


@only_embedded
def test_one_writer_at_a_time(tmp_path: Path) -> None:
    engine = make_engine(tmp_path)
    writer = engine.open_writer()
    with pytest.raises(WriterBusyError):
        LiveWriter(engine._folders, engine._layout, wait_seconds=0.1)
    writer.close()
    engine.open_writer().close()


def test_what_was_not_committed_is_dropped(tmp_path: Path) -> None:
    engine = make_engine(tmp_path)
    writer = engine.open_writer()
    writer.replace([_make(502, "Never promised")])
    writer.close()
    _settle()
    assert find(open_engine(tmp_path), "promised") == []


def test_a_new_home_answers_nothing_found(tmp_path: Path) -> None:
    engine = open_engine(tmp_path)
    result = engine.search(SearchRequest(text="venice", facets=("country",)))
    assert (result.total, result.hits, result.facets) == (0, (), {"country": ()})
    assert (engine.count(), engine.suggest("ve", tokens=("public",))) == (0, [])


@only_embedded
def test_a_missing_index_is_an_outage(tmp_path: Path) -> None:
    with pytest.raises(SearchUnavailableError, match="museion reindex"):
        find(open_engine(tmp_path, expects_records=True), "venice")
    engine = make_engine(tmp_path)
    shutil.rmtree(next((tmp_path / "index").glob("index-*")))
    with pytest.raises(SearchUnavailableError, match="museion reindex"):
        find(engine, "venice") or _settle() or find(engine, "venice") or find(open_engine(tmp_path), "venice")


@only_embedded
@pytest.mark.parametrize("suffix", ["meta.json", "*.store", "*.idx", "museion-layout"])
def test_a_damaged_index_is_an_outage(tmp_path: Path, suffix: str) -> None:
    make_engine(tmp_path)
    for path in (tmp_path / "index" / "current").glob(suffix):
        path.write_bytes(b"\x00not what was there")
    with pytest.raises(SearchUnavailableError, match="museion reindex"):
        find(open_engine(tmp_path), "venice")
