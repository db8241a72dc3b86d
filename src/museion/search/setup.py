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
    if settings.SEARCH_URL:
        raise SettingError("MUSEION_SEARCH_URL", "…", "nothing: search on a cluster is not supported in this version")
    return _make_engine(Path(settings.HOME) / "index", tuple(sorted(SOURCES)))


@lru_cache(maxsize=4)
def _make_engine(root: Path, kinds: tuple[str, ...]) -> Engine:
    if not settings.SEMANTIC:
        return TantivyEngine(root, get_fields(), _has_records, EXPANDERS)
    if not has_model():
        raise SettingError("MUSEION_SEMANTIC", "yes", "the extra that it needs: pip install 'museion[semantic]'")
    return HybridEngine(root, get_fields(), _has_records, EXPANDERS)


def _has_records() -> bool:
    """Whether any room holds a record: then an index that is missing was lost, or is still to be made."""
    return any(next(iter(source.iterate_keys()), None) for source in SOURCES.values())
