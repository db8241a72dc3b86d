"""Sending many documents: in pieces of a few megabytes, slower when the cluster says that it has enough.

Every operation names its record, so sending one twice does what sending it once does: whatever was refused for now, or went unanswered,
is sent again, with growing pauses.
"""

import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import orjson

from museion.search.engines.opensearch.cluster import BUSY, Cluster
from museion.search.requests import SearchUnavailableError

_MOST_BYTES = 4_000_000
_MOST_OPERATIONS = 1000
_FIRST_PAUSE, _LONGEST_PAUSE = 0.2, 10.0
_ALREADY_THERE, _ALREADY_GONE = 409, 404


@dataclass(frozen=True, slots=True)
class Operation:
    """`action`: `index`, `create` (leaves what is there) or `delete`."""

    action: str
    index: str
    key: str
    source: dict[str, Any] | None = None

    def write(self) -> bytes:
        lines = [orjson.dumps({self.action: {"_index": self.index, "_id": self.key}})]
        if self.source is not None:
            lines.append(orjson.dumps(self.source))
        return b"\n".join(lines) + b"\n"


Piece = list[tuple[Operation, bytes]]


def send(cluster: Cluster, operations: Iterable[Operation], *, patience: float = 300.0) -> int:
    """Returns how many were carried out; raises `SearchUnavailableError` when the cluster takes them no more, some perhaps done."""
    return sum(_send_piece(cluster, piece, patience) for piece in _cut(operations))


def _cut(operations: Iterable[Operation]) -> Iterator[Piece]:
    piece: Piece = []
    size = 0
    for operation in operations:
        line = operation.write()
        if piece and (size + len(line) > _MOST_BYTES or len(piece) >= _MOST_OPERATIONS):
            yield piece
            piece, size = [], 0
        piece.append((operation, line))
        size += len(line)
    if piece:
        yield piece


def _send_piece(cluster: Cluster, piece: Piece, patience: float) -> int:
    deadline = time.monotonic() + patience
    pause, count = _FIRST_PAUSE, 0
    while True:
        refused = _send_once(cluster, piece)
        count += len(piece) - len(refused)
        if not refused:
            return count
        if time.monotonic() + pause > deadline:
            raise SearchUnavailableError(
                f"the search cluster takes no more: {len(refused)} documents are still to be sent"
            )
        time.sleep(pause)
        piece, pause = refused, min(pause * 2, _LONGEST_PAUSE)


def _send_once(cluster: Cluster, piece: Piece) -> Piece:
    """What is to be sent again. A document that the index will never take is an error in what rooms declare."""
    body = b"".join(line for _, line in piece)
    answered = cluster.ask(lambda client: client.bulk(body=body))
    if not answered["errors"]:
        return []
    return [sent for sent, told in zip(piece, answered["items"], strict=True) if _is_refused(sent[0], told)]


def _is_refused(operation: Operation, told: dict[str, Any]) -> bool:
    answer = told[operation.action]
    status = answer["status"]
    if status in BUSY:
        return True
    is_done = status < 300 or _is_expected(operation.action, status)
    if not is_done:
        raise SearchUnavailableError(f"the search cluster refused {operation.key}: {answer.get('error')}")
    return False


def _is_expected(action: str, status: int) -> bool:
    return (action, status) in {("create", _ALREADY_THERE), ("delete", _ALREADY_GONE)}
