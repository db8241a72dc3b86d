"""Which engine answers, from the settings."""

from functools import lru_cache
from pathlib import Path

from django.conf import settings

from museion.core.environment import SettingError
from museion.search.documents import SOURCES, get_fields
from museion.search.engine import Engine
from museion.search.engines.tantivy.engine import TantivyEngine
from museion.search.expansion import EXPANDERS
from museion.search.vectors.hybrid import HybridEngine
from museion.search.vectors.model import has_model


def get_engine() -> Engine:
    """One engine a process and home."""
    kinds = tuple(sorted(SOURCES))
    if settings.SEARCH_URL:
        return _make_cluster_engine(settings.SEARCH_URL, kinds)
    return _make_engine(Path(settings.HOME) / "index", kinds)


@lru_cache(maxsize=4)
def _make_engine(root: Path, kinds: tuple[str, ...]) -> Engine:
    if not settings.SEMANTIC:
        return TantivyEngine(root, get_fields(), _has_records, EXPANDERS)
    if not has_model():
        raise SettingError("MUSEION_SEMANTIC", "yes", "the extra that it needs: pip install 'museion[semantic]'")
    return HybridEngine(root, get_fields(), _has_records, EXPANDERS)


@lru_cache(maxsize=4)
def _make_cluster_engine(text: str, kinds: tuple[str, ...]) -> Engine:
    try:
        # The client is an extra: whoever has no cluster need not install it.
        from museion.search.engines.opensearch.cluster import Address, read_urls
        from museion.search.engines.opensearch.engine import OpenSearchEngine
    except ImportError as error:
        expected = "the extra that it needs: pip install 'museion[opensearch]'"
        raise SettingError("MUSEION_SEARCH_URL", "…", expected) from error
    if settings.SEMANTIC:
        raise SettingError(
            "MUSEION_SEMANTIC", "yes", "no: meaning by vectors is offered beside the embedded index alone"
        )
    try:
        urls, prefix = read_urls(text)
    except ValueError:
        # The value may hold a password.
        raise SettingError(
            "MUSEION_SEARCH_URL", "…", "https://host:9200, or several with commas between them"
        ) from None
    address = Address(urls, prefix, settings.SEARCH_CERTIFICATES, settings.SEARCH_SHARDS, settings.SEARCH_REPLICAS)
    return OpenSearchEngine(address, get_fields(), _has_records, EXPANDERS)


def _has_records() -> bool:
    """Whether any room holds a record: then an index that is missing was lost, or is still to be made."""
    return any(next(iter(source.iterate_keys()), None) for source in SOURCES.values())
