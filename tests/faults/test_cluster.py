"""A whole site whose search is on three real OpenSearch nodes: what it answers, what it says while they are away, and that they come back."""

import os
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.request import Request, urlopen

import orjson
import pytest

from faults.sites import COMMAND, Site, open_site, run
from faults.test_kills import TOKENS
from faults.test_stores import CREATE, get_environment
from museion.core.testing.opensearch import NoClusterError, OpenSearchCluster, start_cluster

pytestmark = pytest.mark.skipif(not os.environ.get("MUSEION_FAULTS"), reason="takes minutes: make test-faults")

MUSEUMS = """
from museion.network.actions import create_museum
for country, names in (
    ("SN", {"fr": "Musée des Civilisations noires", "en": "Museum of Black Civilisations"}),
    ("SN", {"fr": "Musée Théodore Monod d'art africain"}),
    ("EG", {"ar": "المتحف المصري بالقاهرة", "en": "Egyptian Museum in Cairo"}),
    ("JP", {"ja": "東京国立博物館", "en": "Tokyo National Museum"}),
):
    print(create_museum({"names": names, "country": country}, actor=make_operator(), at=datetime.now(UTC)).key)
"""
ONE_MORE = """
from museion.network.actions import create_museum
print(create_museum({"names": {"en": "Kisumu Museum of Fisheries"}, "country": "KE"}, actor=make_operator(), at=datetime.now(UTC)).key)
"""


@pytest.fixture(scope="module")
def cluster() -> Iterator[OpenSearchCluster]:
    try:
        started = start_cluster()
    except NoClusterError as error:
        pytest.skip(f"no OpenSearch here: {error}")
    try:
        yield started
    finally:
        started.stop()


@dataclass(frozen=True)
class Served:
    site: Site
    keys: list[str]
    token: str

    def read(self, path: str, *, method: str = "GET", body: dict[str, Any] | None = None) -> Any:
        """As the holder of the token."""
        headers = {"Authorization": f"Bearer {self.token}", "Content-Type": "application/json"}
        address = f"http://127.0.0.1:{self.site.port}/api/v1{path}"
        request = Request(address, orjson.dumps(body) if body else None, headers, method=method)
        with urlopen(request, timeout=30) as response:  # noqa: S310
            return orjson.loads(response.read())

    def count(self, query: str) -> int:
        return int(self.read(f"/search?q={query}")["total"])


@pytest.fixture(scope="module")
def served(cluster: OpenSearchCluster, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    environment = get_environment(tmp_path_factory.mktemp("cluster") / "home", MUSEION_SEARCH_URL=cluster.urls)
    subprocess.run([COMMAND, "reindex"], env=environment, check=True, capture_output=True, timeout=180)
    keys = run(environment, MUSEUMS).stdout.split()
    token = run(environment, TOKENS).stdout.split()[0]
    with open_site(environment) as site:
        holder = Served(site, keys, token)
        wait_until(lambda: site.read_health().get("documents") == len(keys))
        yield holder
    assert not (Path(environment["MUSEION_HOME"]) / "index").exists()


def wait_until(is_so: Callable[[], bool], seconds: float = 120) -> None:
    ends = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < ends
        time.sleep(0.3)


def test_pages_facets_and_suggestions_come_from_the_cluster(served: Served) -> None:
    status, page = served.site.ask("/search?q=th%C3%A9odore", accept="text/html")
    assert (status, served.keys[1] in page.decode(), served.keys[3] in page.decode()) == (200, True, False)
    told = served.read("/search?q=museum&facets=country")
    assert {"code": "JP", "label": "Japan", "count": 1} in told["facets"]["country"]
    assert [hit["key"] for hit in served.read("/search?q=cairo")["hits"]] == [served.keys[2]]
    assert served.count("%E6%9D%B1%E4%BA%AC") == 1, "by characters"
    assert "odore" in served.site.ask("/search/suggestions?q=theod")[1].decode()
    assert served.site.ask("/museums", accept="text/html")[0] == 200


def test_a_saved_search_hears_of_a_record_that_comes(served: Served) -> None:
    kept = served.read("/saved-searches?q=kisumu", method="POST", body={"title": "Kisumu"})
    (key,) = run(served.site.environment, ONE_MORE).stdout.split()
    wait_until(lambda: key in str(served.read(f"/saved-searches/{kept['key']}/alerts")))
    wait_until(lambda: served.count("fisheries") == 1)


def test_a_cluster_that_is_away_is_told_everywhere_and_what_was_written_meanwhile_is_found_afterwards(
    served: Served, cluster: OpenSearchCluster
) -> None:
    site, before = served.site, served.count("museum")
    for node in cluster.nodes:
        node.kill()
    status, page = site.ask("/search?q=museum", accept="text/html", timeout=90)
    assert status == 503
    assert b"This does not mean that nothing was found" in page
    assert site.ask("/api/v1/search?q=museum", timeout=90)[0] == 503
    assert site.ask(f"/id/{served.keys[0]}", accept="text/html", timeout=90)[0] == 200, "records are read as ever"
    health = site.read_health()
    assert (health["status"], health["index"], health["database"]) == ("failing", "unavailable", "ok")
    written = run(site.environment, CREATE.format(count=5, size=1)).stdout.split()
    assert len(written) == 5, "and written"
    for node in cluster.nodes:
        cluster.start(node)
    cluster.wait(len(cluster.nodes))
    wait_until(lambda: site.read_health().get("status") == "ok")
    wait_until(lambda: served.count("museum") == before + 5)


def test_a_new_index_takes_the_old_ones_place_while_records_come_and_readers_ask(served: Served) -> None:
    answers: list[int] = []
    is_over = threading.Event()

    def ask() -> None:
        while not is_over.is_set():
            answers.append(served.count("cairo"))

    reader = threading.Thread(target=ask)
    reader.start()
    before = served.site.read_health()["documents"]
    writing = threading.Thread(target=lambda: run(served.site.environment, CREATE.format(count=60, size=1)))
    writing.start()
    done = subprocess.run(
        [COMMAND, "reindex"], env=served.site.environment, capture_output=True, text=True, timeout=180
    )
    writing.join()
    wait_until(lambda: served.site.read_health().get("documents") == before + 60)
    is_over.set()
    reader.join()
    assert done.returncode == 0, done.stderr
    assert set(answers) == {1}
