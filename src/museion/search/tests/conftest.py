"""The invented museum, indexed once: tests that only ask share it.

`MUSEION_TEST_SEARCH=opensearch` runs the same tests against a cluster of three real nodes, which is started for them.
"""

import os
from collections.abc import Iterator

import pytest

from museion.core.testing.opensearch import CLUSTER_URLS, NoClusterError, OpenSearchCluster, start_cluster
from museion.search.engine import Engine
from museion.search.tests.shelves import is_on_cluster, make_engine


@pytest.fixture(scope="session", autouse=True)
def cluster() -> Iterator[OpenSearchCluster | None]:
    """None where the embedded engine is tested. What it lacks to be started is said where all its tests are skipped."""
    if not is_on_cluster():
        yield None
        return
    try:
        started = start_cluster()
    except NoClusterError as error:
        pytest.skip(f"no OpenSearch here: {error}")
    os.environ[CLUSTER_URLS] = started.urls
    try:
        yield started
    finally:
        started.stop()


@pytest.fixture(scope="session")
def engine(cluster: OpenSearchCluster | None, tmp_path_factory: pytest.TempPathFactory) -> Engine:
    return make_engine(tmp_path_factory.mktemp("search"))
