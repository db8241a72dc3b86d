"""A cluster of real OpenSearch nodes of one's own, for tests: three processes on this machine, which may be killed.

The server comes from Maven Central, as the project publishes it for tests, and is kept in `.cache/`; it needs a JDK of 21 or newer. It
does not run as root, so root starts it as `nobody`. Where any of this is missing, `NoClusterError` says what.
"""

import json
import os
import re
import shutil
import signal
import socket
import subprocess
import tempfile
import time
import urllib.request
import zipfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

VERSION = "3.4.0"
CLUSTER_URLS = "MUSEION_TEST_CLUSTER_URLS"
"""Where the cluster of this run is told to its tests and to the processes that they start."""
_ARTIFACT = f"org.opensearch.distribution.integ-test-zip:opensearch:{VERSION}:zip"
_CACHE = Path(__file__).parents[4] / ".cache" / "opensearch"
_NOBODY = 65534
_OLDEST_JAVA = 21
_START_SECONDS = 180.0
# Relative to the server's folder; without the log of collections, which would be written there.
_JVM_OPTIONS = """-Xms512m
-Xmx512m
-XX:+UseSerialGC
-XX:TieredStopAtLevel=1
--add-modules=jdk.incubator.vector
--enable-native-access=ALL-UNNAMED
-javaagent:agent/opensearch-agent.jar
"""
_FETCH_SECONDS = 300


class NoClusterError(Exception):
    """No cluster can be started here."""


@dataclass
class Node:
    """One process. Its data outlives it, so that it can be started again."""

    number: int
    folder: Path
    http_port: int
    process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.http_port}"

    def kill(self) -> None:
        """As a power cut does it. The node is a group of processes, of which the last is the server."""
        if self.process is not None:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
            self.process = None


@dataclass
class OpenSearchCluster:
    folder: Path
    java: Path
    nodes: list[Node] = field(default_factory=list)

    @property
    def urls(self) -> str:
        return ",".join(node.url for node in self.nodes)

    def start(self, node: Node) -> None:
        environment = {
            "PATH": os.environ["PATH"],
            "HOME": str(self.folder),
            "OPENSEARCH_JAVA_HOME": str(self.java),
            "OPENSEARCH_PATH_CONF": str(node.folder / "config"),
            "OPENSEARCH_TMPDIR": str(node.folder / "tmp"),
        }
        is_root = os.getuid() == 0
        with (node.folder / "log").open("ab") as log:
            node.process = subprocess.Popen(  # noqa: S603
                [str(self.folder / f"opensearch-{VERSION}" / "bin" / "opensearch")],
                env=environment,
                cwd=node.folder,
                stdout=log,
                stderr=log,
                stdin=subprocess.DEVNULL,
                start_new_session=True,
                user=_NOBODY if is_root else None,
                group=_NOBODY if is_root else None,
                extra_groups=[] if is_root else None,
            )

    def wait(self, count: int) -> None:
        """Until so many nodes are one cluster and hold everything that they should."""
        deadline = time.monotonic() + _START_SECONDS
        while time.monotonic() < deadline and self._are_running(count):
            for node in self.nodes:
                health = _ask(f"{node.url}/_cluster/health")
                if health.get("number_of_nodes") == count and health.get("status") == "green":
                    return
            time.sleep(0.5)
        raise NoClusterError(f"no cluster of {count} nodes within {_START_SECONDS:.0f} s:\n{self._read_log()}")

    def _are_running(self, count: int) -> bool:
        return sum(node.process is not None and node.process.poll() is None for node in self.nodes) >= count

    def stop(self) -> None:
        for node in self.nodes:
            node.kill()
        shutil.rmtree(self.folder, ignore_errors=True)

    def _read_log(self) -> str:
        return (self.nodes[0].folder / "log").read_text(errors="replace")[-2000:]


def start_cluster(count: int = 3) -> OpenSearchCluster:
    java, archive = _find_java(), _fetch_server()
    folder = Path(tempfile.mkdtemp(prefix="museion-opensearch-"))
    folder.chmod(0o755)
    with zipfile.ZipFile(archive) as held:
        held.extractall(folder)
    server = folder / f"opensearch-{VERSION}"
    for path in (server / "bin").iterdir():
        path.chmod(0o755)
    ports = _find_ports(2 * count)
    cluster = OpenSearchCluster(folder, java)
    for number in range(count):
        cluster.nodes.append(_make_node(number, folder, ports[:count], ports[count:]))
    try:
        for node in cluster.nodes:
            cluster.start(node)
        cluster.wait(count)
    except BaseException:
        cluster.stop()
        raise
    return cluster


def _make_node(number: int, folder: Path, http_ports: list[int], ports: list[int]) -> Node:
    node = Node(number, folder / f"node-{number}", http_ports[number])
    for name in ("data", "logs", "tmp"):
        (node.folder / name).mkdir(parents=True)
    shutil.copytree(folder / f"opensearch-{VERSION}" / "config", node.folder / "config")
    names = [f"node-{place}" for place in range(len(ports))]
    settings = {
        "cluster.name": "museion-test",
        "node.name": names[number],
        "network.host": "127.0.0.1",
        "http.port": node.http_port,
        "transport.port": ports[number],
        "discovery.seed_hosts": [f"127.0.0.1:{port}" for port in ports],
        "cluster.initial_cluster_manager_nodes": names,
        "path.data": str(node.folder / "data"),
        "path.logs": str(node.folder / "logs"),
        # A test machine's disk may be nearly full, and many small indices come and go.
        "cluster.routing.allocation.disk.threshold_enabled": False,
        "cluster.max_shards_per_node": 5000,
    }
    (node.folder / "config" / "jvm.options").write_text(_JVM_OPTIONS)
    (node.folder / "config" / "opensearch.yml").write_text(
        "".join(f"{name}: {json.dumps(value)}\n" for name, value in settings.items())
    )
    if os.getuid() == 0:
        for path in [node.folder, *node.folder.rglob("*")]:
            os.chown(path, _NOBODY, _NOBODY)
    return node


def _find_java() -> Path:
    """The home of a JDK that is new enough."""
    homes = [Path(os.environ[name]) for name in ("OPENSEARCH_JAVA_HOME", "JAVA_HOME") if os.environ.get(name)]
    homes += sorted(Path("/usr/lib/jvm").glob("*"), reverse=True)
    for home in homes:
        if (home / "bin" / "java").exists() and _read_java_version(home) >= _OLDEST_JAVA:
            return home
    raise NoClusterError(f"no JDK of {_OLDEST_JAVA} or newer (OPENSEARCH_JAVA_HOME names one)")


def _read_java_version(home: Path) -> int:
    told = subprocess.run([str(home / "bin" / "java"), "-version"], capture_output=True, text=True, check=False)  # noqa: S603
    found = re.search(r'version "(\d+)', told.stderr)
    return int(found.group(1)) if found else 0


def _fetch_server() -> Path:
    archive = _CACHE / f"opensearch-{VERSION}.zip"
    if archive.exists():
        return archive
    maven = shutil.which("mvn")
    if maven is None:
        raise NoClusterError(f"neither {archive} nor Maven, which would fetch it")
    fetch = [
        maven,
        "--quiet",
        "--batch-mode",
        "dependency:copy",
        f"-Dartifact={_ARTIFACT}",
        f"-DoutputDirectory={_CACHE}",
    ]
    try:
        told = subprocess.run(fetch, capture_output=True, text=True, timeout=_FETCH_SECONDS, check=False)  # noqa: S603
    except subprocess.TimeoutExpired:
        raise NoClusterError(f"Maven fetched nothing in {_FETCH_SECONDS} s") from None
    if told.returncode or not archive.exists():
        raise NoClusterError(f"Maven cannot fetch {_ARTIFACT}: {(told.stdout + told.stderr)[-500:]}")
    return archive


def _find_ports(count: int) -> list[int]:
    sockets = [socket.socket() for _ in range(count)]
    for held in sockets:
        held.bind(("127.0.0.1", 0))
    ports = [int(held.getsockname()[1]) for held in sockets]
    for held in sockets:
        held.close()
    return ports


def _ask(url: str) -> dict[str, Any]:
    try:
        with urllib.request.urlopen(url, timeout=5) as answer:  # noqa: S310 its own node
            told: dict[str, Any] = json.load(answer)
            return told
    except OSError:
        return {}
