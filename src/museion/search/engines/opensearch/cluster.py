"""Talking to the cluster: addresses, retries, and what a silence means.

Every way in which a cluster may fail to answer becomes `SearchUnavailableError`; an answer of some shards only is refused. A node that
dies is passed over at once and asked again later; a cluster that is choosing new primaries is asked again for some seconds.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar
from urllib.parse import urlsplit

from opensearchpy import OpenSearch
from opensearchpy.exceptions import (
    ConflictError,
    ConnectionTimeout,
    NotFoundError,
    OpenSearchException,
    RequestError,
    TransportError,
)
from opensearchpy.exceptions import (
    ConnectionError as NoConnectionError,
)

from museion.search.requests import SearchUnavailableError

__all__ = ["Cluster", "ConflictError", "NotFoundError", "RequestError"]

T = TypeVar("T")
BUSY = frozenset({429, 502, 503, 504})
"""Answers that ask for another try: too many requests, or no node that may answer just now."""
_SECONDS = 20.0
_CONNECTIONS = 16
"""Kept open to each node by a process, whose threads ask at once."""
_FIRST_PAUSE, _LONGEST_PAUSE = 0.1, 3.0


@dataclass(frozen=True, slots=True)
class Address:
    """`urls`: any nodes of the cluster. `prefix`: of the names of indices, for several homes on one cluster."""

    urls: tuple[str, ...]
    prefix: str = "museion"
    certificates: str = ""
    shards: int = 3
    replicas: int = 1


def read_urls(text: str) -> tuple[tuple[str, ...], str]:
    """`https://name:word@host:9200/prefix,host:9200` → the addresses with the first one's scheme, and the prefix."""
    first, *others = [part.strip() for part in text.split(",") if part.strip()]
    split = urlsplit(first)
    if split.scheme not in {"http", "https"} or not split.hostname:
        raise ValueError(first)
    signed = f"{split.netloc.rpartition('@')[0]}@" if "@" in split.netloc else ""
    urls = [f"{split.scheme}://{split.netloc}"]
    urls += [other if "://" in other else f"{split.scheme}://{signed}{other}" for other in others]
    return tuple(urls), split.path.strip("/") or "museion"


class Cluster:
    """Safe from any thread. `patience`: for how long a question is asked again; `seconds`: how long one node may think about it."""

    def __init__(self, address: Address, *, patience: float = 30.0, seconds: float = _SECONDS) -> None:
        self.address = address
        self._patience = patience
        self.client = OpenSearch(
            hosts=list(address.urls),
            timeout=seconds,
            max_retries=max(3, len(address.urls)),
            # A silent node is passed over by `ask`, which keeps to its patience: by itself the client would wait for each in turn.
            retry_on_timeout=False,
            ca_certs=address.certificates or None,
            http_compress=True,
            pool_maxsize=_CONNECTIONS,
        )

    @property
    def alias(self) -> str:
        """The name under which the live index is asked for."""
        return self.address.prefix

    def ask(self, call: Callable[[OpenSearch], T]) -> T:
        """The answer; tried again while the cluster is busy or without a node that may answer, with growing pauses."""
        deadline = time.monotonic() + self._patience
        pause = _FIRST_PAUSE
        was_silent = False
        while True:
            try:
                return call(self.client)
            except (NotFoundError, ConflictError, RequestError):
                raise
            except TransportError as error:
                is_passing = isinstance(error, NoConnectionError) or error.status_code in BUSY
                # One silent node may use up all the patience; another one is asked even so.
                is_silent = isinstance(error, ConnectionTimeout) and not was_silent
                was_silent = was_silent or is_silent
                if not is_passing or (time.monotonic() + pause > deadline and not is_silent):
                    raise SearchUnavailableError(f"the search cluster cannot answer: {error}") from error
            except OpenSearchException as error:
                raise SearchUnavailableError(f"the search cluster cannot answer: {error}") from error
            time.sleep(pause)
            pause = min(pause * 2, _LONGEST_PAUSE)

    def search(self, index: str, body: dict[str, Any], **params: Any) -> dict[str, Any]:
        asked = {"allow_partial_search_results": "false", **params}
        try:
            return self.ask(lambda client: client.search(index=index, body=body, params=asked))
        except RequestError as error:
            raise SearchUnavailableError(f"the search cluster refused a question: {error}") from error
