"""One writer at a time among all machines: a lease kept in the cluster itself.

A lease that its holder does not renew runs out, so a machine that dies holds nobody up for long. Every change of it names the version
that it replaces, so two machines cannot both take it. Machines' clocks must agree to a few seconds, as any cluster asks.
"""

import os
import socket
import time
import uuid
from dataclasses import dataclass
from typing import Any

from museion.search.engine import WriterBusyError
from museion.search.engines.opensearch.cluster import Cluster, ConflictError, NotFoundError

LEASE_SECONDS = 60.0
_RENEW_AFTER = LEASE_SECONDS / 3
_POLL_SECONDS = 0.2


@dataclass
class Lease:
    """`version` is what the cluster calls the state of the lease that is ours."""

    cluster: Cluster
    index: str
    name: str
    holder: str
    version: dict[str, int]
    renewed_at: float

    def renew(self) -> None:
        """Raises `WriterBusyError` where somebody else took it because it had run out."""
        if time.monotonic() - self.renewed_at < _RENEW_AFTER:
            return
        try:
            self.version = _write(self.cluster, self.index, self.name, self.holder, self.version)
        except (ConflictError, NotFoundError) as error:
            raise WriterBusyError(f"the lease {self.name} was lost to another process") from error
        self.renewed_at = time.monotonic()

    def release(self) -> None:
        try:
            self.cluster.ask(lambda client: client.delete(index=self.index, id=self.name, params=self.version))
        except (ConflictError, NotFoundError):
            return


def take_lease(cluster: Cluster, index: str, name: str, *, wait_seconds: float) -> Lease:
    """Waits politely, then raises `WriterBusyError`."""
    holder = f"{socket.gethostname()} {os.getpid()} {uuid.uuid4().hex}"
    deadline = time.monotonic() + wait_seconds
    while True:
        replaced = _find_free(cluster, index, name, holder)
        if replaced is not None:
            try:
                version = _write(cluster, index, name, holder, replaced)
                return Lease(cluster, index, name, holder, version, time.monotonic())
            except ConflictError:
                pass
        if time.monotonic() >= deadline:
            raise WriterBusyError(f"another process holds the lease {name} of {index}")
        time.sleep(_POLL_SECONDS)


def is_held(cluster: Cluster, index: str, name: str) -> bool:
    return _find_free(cluster, index, name, holder="") is None


def _find_free(cluster: Cluster, index: str, name: str, holder: str) -> dict[str, int] | None:
    """What taking the lease must replace: nothing, one that ran out, or our own that a lost answer hid; None while it is held."""
    try:
        held = cluster.ask(lambda client: client.get(index=index, id=name))
    except NotFoundError:
        return {}
    source: dict[str, Any] = held["_source"]
    if source["holder"] != holder and float(source["until"]) > time.time():
        return None
    return _read_version(held)


def _write(cluster: Cluster, index: str, name: str, holder: str, replaced: dict[str, int]) -> dict[str, int]:
    body = {"holder": holder, "until": time.time() + LEASE_SECONDS}
    params: dict[str, Any] = {**replaced} if replaced else {"op_type": "create"}
    return _read_version(cluster.ask(lambda client: client.index(index=index, id=name, body=body, params=params)))


def _read_version(answer: Any) -> dict[str, int]:
    return {"if_seq_no": answer["_seq_no"], "if_primary_term": answer["_primary_term"]}
