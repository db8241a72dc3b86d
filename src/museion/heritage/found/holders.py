"""Names of museums for the facet of holders, whose codes are their keys."""

import time
from functools import lru_cache

from museion.network.models import Museum

_KEPT_SECONDS = 60


def label_holder(key: str, language: str) -> str:
    return _read_name(key, language, int(time.monotonic() // _KEPT_SECONDS))


@lru_cache(maxsize=4096)
def _read_name(key: str, language: str, minute: int) -> str:
    """`minute` lets a new name be seen after a minute at most."""
    names = Museum.objects.filter(key=key).values_list("names", flat=True).first()
    return names.pick(language).text if names else key
