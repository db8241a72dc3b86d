"""The thesauri that Museion ships: each concept's labels in several languages, the words that mean the same, what is broader.

Unlike the sample they are not invented: they are the lists that the network itself works with. Any room may read them.
"""

from collections.abc import Iterator
from importlib.resources import files
from typing import Any

import orjson


def read_thesauri() -> Iterator[dict[str, Any]]:
    """Whole documents, as the files hold them."""
    for entry in sorted(files(__name__).iterdir(), key=lambda entry: entry.name):
        if entry.name.endswith(".json"):
            yield orjson.loads(entry.read_bytes())


def read_thesaurus(slug: str) -> dict[str, Any]:
    document: dict[str, Any] = orjson.loads((files(__name__) / f"{slug}.json").read_bytes())
    return document
