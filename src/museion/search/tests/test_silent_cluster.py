"""A cluster that is away or only beginning is told as an outage, soon, and without a thread for everybody who asks."""

import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from museion.search.engine import Engine
from museion.search.engines.opensearch import engine as module
from museion.search.engines.opensearch import outage
from museion.search.engines.opensearch.cluster import Address
from museion.search.engines.opensearch.engine import OpenSearchEngine
from museion.search.requests import IndexUnusableError, SearchUnavailableError

NO_INDEX = b'{"error": {"type": "index_not_found_exception"}, "status": 404}'
NOT_RECOVERED = b'{"error": {"type": "cluster_block_exception"}, "status": 503}'


class Node(ThreadingHTTPServer):
    """Answers as a node does that waits for the others. `mappings`: its answer to who asks for the index."""

    daemon_threads = True
    mappings = 503
    asked = 0

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Answer)


class _Answer(BaseHTTPRequestHandler):
    server: Node

    def do_GET(self) -> None:
        self._answer()

    def do_POST(self) -> None:
        self._answer()

    def _answer(self) -> None:
        self.server.asked += 1
        status = self.server.mappings if "_mapping" in self.path else 503
        body = NO_INDEX if status == 404 else NOT_RECOVERED
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        return


@pytest.fixture
def node() -> Iterator[Node]:
    with Node() as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


@pytest.fixture
def engine(node: Node, monkeypatch: pytest.MonkeyPatch) -> Engine:
    monkeypatch.setattr(module, "_READER_PATIENCE", 0.5)
    return OpenSearchEngine(Address((f"http://127.0.0.1:{node.server_port}",)), {}, lambda: True)


def _count(engine: Engine) -> str:
    with pytest.raises(SearchUnavailableError) as caught:
        engine.count(tokens=None)
    return str(caught.value)


def test_one_asks_a_silent_cluster_and_all_others_are_told_at_once(engine: Engine, node: Node) -> None:
    began = time.monotonic()
    with ThreadPoolExecutor(8) as pool:
        told = set(pool.map(lambda _: _count(engine), range(8)))
    assert time.monotonic() - began < 2, "not one after the other"
    assert len(told) == 1
    asked = node.asked
    assert "cannot answer" in _count(engine)
    assert node.asked == asked, "nobody asks again so soon"


def test_whoever_comes_later_finds_out_that_it_is_back(
    engine: Engine, node: Node, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(outage, "REST_SECONDS", 0.1)
    _count(engine)
    asked = node.asked
    time.sleep(0.15)
    _count(engine)
    assert node.asked > asked


def test_a_cluster_that_has_just_begun_has_not_lost_its_index(engine: Engine, node: Node) -> None:
    """It knows of no index until it has read its disks; an index made anew then would be a second one."""
    node.mappings = 404
    with pytest.raises(SearchUnavailableError) as caught:
        engine.check()
    assert not isinstance(caught.value, IndexUnusableError)
