"""The invented museum, indexed once: tests that only ask share it."""

import pytest

from museion.search.engines.tantivy.engine import TantivyEngine
from museion.search.tests.shelves import make_engine


@pytest.fixture(scope="session")
def engine(tmp_path_factory: pytest.TempPathFactory) -> TantivyEngine:
    return make_engine(tmp_path_factory.mktemp("search"))
