"""A cluster of three real nodes: what was acknowledged outlives a kill, and readers never notice."""

import os
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.request import Request, urlopen

import orjson
import pytest

from museion.core.testing.opensearch import CLUSTER_URLS, OpenSearchCluster
from museion.search.documents import Document
from museion.search.engine import Engine, WriterBusyError
from museion.search.engines.opensearch import locking
from museion.search.engines.opensearch.bulk import Operation, send
from museion.search.engines.opensearch.catalogue import Catalogue
from museion.search.engines.opensearch.cluster import read_urls
from museion.search.engines.opensearch.writing import LiveWriter
from museion.search.requests import SearchUnavailableError
from museion.search.tests.shelves import (
    ask,
    find,
    is_on_cluster,
    kill_when_busy,
    make_documents,
    make_engine,
    open_engine,
    write,
)

pytestmark = pytest.mark.skipif(not is_on_cluster(), reason="asks for MUSEION_TEST_SEARCH=opensearch")
_WRITES, _AT_ONCE = 30, 20


def _make(number: int, title: str) -> Document:
    document = Document(f"k{number}", "object", ("public",))
    document.add_text("title", title, "en")
    return document


@dataclass
class Reader:
    """Asks all the time, as visitors do; keeps how often it was answered, and every failure."""

    engine: Engine
    answers: int = 0
    failures: list[str] = field(default_factory=list)
    is_over: threading.Event = field(default_factory=threading.Event)

    def run(self) -> None:
        while not self.is_over.is_set():
            try:
                found = ask(self.engine, "venice", offset=self.answers % 2).total
                if found != 2:
                    self.failures.append(f"{found} found")
            except SearchUnavailableError as error:
                self.failures.append(str(error))
            self.answers += 1


@contextmanager
def reading(engine: Engine) -> Iterator[Reader]:
    reader = Reader(engine)
    thread = threading.Thread(target=reader.run)
    thread.start()
    try:
        yield reader
    finally:
        reader.is_over.set()
        thread.join()


def test_a_node_killed_in_the_middle_loses_nothing_and_is_not_noticed(
    cluster: OpenSearchCluster, tmp_path: Path
) -> None:
    engine = make_engine(tmp_path)
    acknowledged = 0
    with reading(open_engine(tmp_path)) as reader:
        for turn in range(_WRITES):
            if turn == _WRITES // 3:
                cluster.nodes[1].kill()
            write(engine, [_make(turn * _AT_ONCE + place, "Acknowledged sheet") for place in range(_AT_ONCE)])
            acknowledged += _AT_ONCE
        before = reader.answers
        time.sleep(2)
    assert (reader.failures, reader.answers > before) == ([], True)
    time.sleep(0.3)
    assert ask(engine, "acknowledged").total == acknowledged
    held = {key for start in range(0, acknowledged, 100) for key in find(engine, "sheet", offset=start, limit=100)}
    assert held == {f"k{number}" for number in range(acknowledged)}
    cluster.start(cluster.nodes[1])
    time.sleep(2)
    cluster.wait(3)
    assert ask(engine, "acknowledged").total == acknowledged


def test_a_cluster_that_is_away_is_an_outage_and_back_without_help(cluster: OpenSearchCluster, tmp_path: Path) -> None:
    """All nodes are killed and started again; their data is on their disks."""
    engine = make_engine(tmp_path)
    assert find(engine, "atelier") == ["o2"]
    for node in cluster.nodes:
        node.kill()
    with pytest.raises(SearchUnavailableError, match="cannot answer"):
        find(engine, "iris")
    for node in cluster.nodes:
        cluster.start(node)
    cluster.wait(len(cluster.nodes))
    assert find(engine, "iris") == ["o3"]


def test_the_alias_moves_at_once_and_the_old_index_goes(cluster: OpenSearchCluster, tmp_path: Path) -> None:
    engine = make_engine(tmp_path)
    with reading(open_engine(tmp_path)) as reader:
        for _turn in range(3):
            rebuild = engine.start_rebuild()
            rebuild.add(make_documents())
            rebuild.publish()
            rebuild.close()
    assert reader.failures == []
    assert reader.answers > 0


_LEASE = 2.0
_KILLED = """
    import sys
    import django
    django.setup()
    from pathlib import Path
    from museion.search.engines.opensearch import locking
    locking.LEASE_SECONDS = float(sys.argv[3])
    from museion.search.tests.test_cluster import _make
    from museion.search.tests.shelves import open_engine
    engine = open_engine(Path(sys.argv[1]))
    writer = engine.start_rebuild() if sys.argv[2] == "rebuild" else engine.open_writer()
    writer.replace([_make(1000 + step, "Doomed") for step in range(200)])
    print("busy", flush=True)
    while True:
        writer.replace([_make(2000 + step, "Doomed") for step in range(200)])
"""


@pytest.mark.parametrize("what", ["rebuild", "write"])
def test_a_writer_killed_in_the_middle_leaves_the_old_index_and_its_lease_runs_out(tmp_path: Path, what: str) -> None:
    make_engine(tmp_path)
    environment = {"MUSEION_TEST_SEARCH": "opensearch", CLUSTER_URLS: os.environ[CLUSTER_URLS]}
    kill_when_busy(_KILLED, tmp_path, what, str(_LEASE), **environment)
    fresh = open_engine(tmp_path)
    assert find(fresh, "doomed") == []
    write(fresh, [_make(7000, "Written afterwards")])
    time.sleep(_LEASE + 0.5)  # A rebuild that another one seems to be about does not wait for it.
    rebuild = fresh.start_rebuild()
    rebuild.add(make_documents())
    rebuild.publish()
    rebuild.close()
    time.sleep(0.3)
    assert fresh.count() == len(make_documents())


def _get_catalogue(engine: Engine) -> Catalogue:
    catalogue = engine._writers  # type: ignore[attr-defined]  # the engine's own door to the cluster
    assert isinstance(catalogue, Catalogue)
    return catalogue


def test_one_writer_at_a_time_on_all_machines(tmp_path: Path) -> None:
    engine, other = make_engine(tmp_path), open_engine(tmp_path)
    writer = engine.open_writer()
    with pytest.raises(WriterBusyError):
        LiveWriter(_get_catalogue(other), wait_seconds=0.5)
    writer.close()
    other.open_writer().close()


def test_a_writer_whose_lease_was_taken_commits_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    engine, other = make_engine(tmp_path), open_engine(tmp_path)
    monkeypatch.setattr(locking, "LEASE_SECONDS", 0.1)
    sleeper = engine.open_writer()
    time.sleep(0.3)
    other.open_writer()
    monkeypatch.setattr(locking, "_RENEW_AFTER", 0.0)
    with pytest.raises(WriterBusyError, match="lost"):
        sleeper.commit()


def test_what_a_cluster_refuses_for_now_is_sent_again(tmp_path: Path, cluster: OpenSearchCluster) -> None:
    """An index without room for more writes answers 429 to each; the sender goes on when it has some again."""
    engine = make_engine(tmp_path)
    catalogue = _get_catalogue(engine)
    live = catalogue.find_live()
    assert live is not None
    _set(cluster, live.index, {"index.blocks.read_only_allow_delete": True})
    freed = threading.Timer(1.0, _set, [cluster, live.index, {"index.blocks.read_only_allow_delete": None}])
    freed.start()
    tombs = [Operation("index", live.index, f"t{number}", {"_key": f"t{number}", "_kind": ""}) for number in range(50)]
    assert send(catalogue.cluster, tombs, patience=30) == len(tombs)
    freed.join()


def _set(cluster: OpenSearchCluster, index: str, settings: dict[str, object]) -> None:
    url = f"{cluster.nodes[0].url}/{index}/_settings"
    request = Request(url, orjson.dumps(settings), {"Content-Type": "application/json"}, method="PUT")  # noqa: S310
    urlopen(request, timeout=10).close()  # noqa: S310 its own node


def test_a_deleted_index_is_an_outage(tmp_path: Path) -> None:
    engine = make_engine(tmp_path)
    live = _get_catalogue(engine).find_live()
    assert live is not None
    _get_catalogue(engine).cluster.client.indices.delete(index=live.index)
    time.sleep(0.3)
    with pytest.raises(SearchUnavailableError, match="museion reindex"):
        find(open_engine(tmp_path, expects_records=True), "venice")


@pytest.mark.parametrize(
    ("text", "urls", "prefix"),
    [
        ("http://one:9200", ("http://one:9200",), "museion"),
        ("https://m:s@one:9200/home, two:9200", ("https://m:s@one:9200", "https://m:s@two:9200"), "home"),
    ],
)
def test_addresses_are_read(text: str, urls: tuple[str, ...], prefix: str) -> None:
    assert read_urls(text) == (urls, prefix)
