"""Which of a cluster's indices is the live one, and how a new one takes its place.

    PREFIX            an alias: the index that serves
    PREFIX-<hex>      one index; its mapping says for which fields it was made
    PREFIX-state      leases, and one row: the generation, and the index that is being built

An alias moves in one step on all nodes, so a reader sees the old index or the new one, and a crash leaves the old one serving.
"""

import uuid
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from museion.search.engines.columns.layout import Layout
from museion.search.engines.opensearch.cluster import Cluster, NotFoundError, RequestError
from museion.search.engines.opensearch.locking import Lease, take_lease
from museion.search.engines.opensearch.mapping import make_body
from museion.search.requests import SearchUnavailableError

_STATE = "state"
_EXISTS = "resource_already_exists_exception"
_GREEN_SECONDS = 60
_SOON = {"cluster_manager_timeout": "2s", "request_timeout": 3}
"""For what any node knows at once, and none while too few of them are left to choose a manager."""
# Kept whole and seen at once; on every node, so that no loss of one stops the writers.
_STATE_BODY: dict[str, Any] = {
    "settings": {"index": {"number_of_shards": 1, "auto_expand_replicas": "0-2"}},
    "mappings": {"dynamic": "false", "properties": {}},
}


@dataclass(frozen=True, slots=True)
class Live:
    """The index that serves, what it was made for (`Layout.describe`), and a name that changes whenever it does."""

    index: str
    made_for: dict[str, Any]
    generation: str


class Catalogue:
    def __init__(self, cluster: Cluster, layout: Layout) -> None:
        self.cluster, self.layout = cluster, layout

    @cached_property
    def state_index(self) -> str:
        name = f"{self.cluster.alias}-state"
        try:
            self.cluster.ask(lambda client: client.indices.create(index=name, body=_STATE_BODY))
        except RequestError as error:
            if error.error != _EXISTS:
                raise
        return name

    def find_live(self) -> Live | None:
        """None while no index was ever made here."""
        alias = self.cluster.alias
        try:
            held = self.cluster.ask(lambda client: client.indices.get_mapping(index=alias, params=_SOON))
        except NotFoundError:
            self._check_has_none()
            return None
        index, body = next(iter(held.items()))
        made_for = body["mappings"].get("_meta", {})
        return Live(index, made_for, f"{index.removeprefix(alias)[1:]}-{self._read_state().get('generation', '')}")

    def _check_has_none(self) -> None:
        """A cluster that has just begun knows no index until it has read what it holds; searches it refuses until then."""
        alias = self.cluster.alias
        with suppress(NotFoundError):
            self.cluster.ask(lambda client: client.search(index=alias, body={"size": 0}))
            raise SearchUnavailableError("the search cluster is only beginning")

    def take_lease(self, name: str, *, wait_seconds: float) -> Lease:
        return take_lease(self.cluster, self.state_index, name, wait_seconds=wait_seconds)

    def make(self, *, is_live: bool = False) -> str:
        """A new, empty index; `is_live`: under the alias from its first moment."""
        address = self.cluster.address
        name = f"{self.cluster.alias}-{uuid.uuid4().hex[:12]}"
        body = make_body(self.layout, shards=address.shards, replicas=address.replicas)
        if is_live:
            body["aliases"] = {self.cluster.alias: {}}
        self.cluster.ask(lambda client: client.indices.create(index=name, body=body))
        return name

    def publish(self, index: str) -> None:
        """Move the alias to this index and drop the one before it."""
        alias, live = self.cluster.alias, self.find_live()
        self._wait_for_replicas(index)
        moves = [{"add": {"index": index, "alias": alias}}]
        if live:
            moves.insert(0, {"remove_index": {"index": live.index}})
        self.cluster.ask(lambda client: client.indices.update_aliases(body={"actions": moves}))
        self._write_state(building="")

    def get_building(self) -> str:
        """The index that a rebuild is filling, empty where there is none; also the one of a rebuild that died."""
        return str(self._read_state().get("building", ""))

    def note_building(self, index: str) -> None:
        self._write_state(building=index)

    def note_commit(self) -> None:
        self._write_state(building=self.get_building())

    def remove_abandoned(self) -> None:
        """What a killed rebuild left behind."""
        live, building = self.find_live(), self.get_building()
        if building and (live is None or building != live.index):
            self.cluster.ask(
                lambda client: client.indices.delete(index=building, params={"ignore_unavailable": "true"})
            )
        self.note_building("")

    def _wait_for_replicas(self, index: str) -> None:
        """As far as there are nodes for them; a cluster of one has none to wait for."""
        params = {"wait_for_status": "green", "timeout": f"{_GREEN_SECONDS}s"}
        self.cluster.ask(
            lambda client: client.cluster.health(index=index, params=params | {"request_timeout": _GREEN_SECONDS + 5})
        )

    def _read_state(self) -> dict[str, Any]:
        try:
            held = self.cluster.ask(lambda client: client.get(index=self.state_index, id=_STATE))
        except NotFoundError:
            return {}
        state: dict[str, Any] = held["_source"]
        return state

    def _write_state(self, *, building: str) -> None:
        body = {"generation": uuid.uuid4().hex[:12], "building": building}
        self.cluster.ask(lambda client: client.index(index=self.state_index, id=_STATE, body=body))
