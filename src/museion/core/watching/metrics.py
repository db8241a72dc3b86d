"""Numbers for Prometheus, with the extra `observe`; without it nothing is counted and nothing is missing.

The processes of a site add up in a folder that `PROMETHEUS_MULTIPROC_DIR` names; `museion serve` names one.
"""

import os
from collections.abc import Callable
from typing import Any, Protocol

try:
    import prometheus_client as client
    from prometheus_client import multiprocess
except ImportError:  # without the extra
    client = None  # type: ignore[assignment]

Gauges = dict[str, tuple[str, Callable[[], float]]]
_SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30)


class Metrics(Protocol):
    def count_request(self, method: str, route: str, status: int, seconds: float) -> None: ...

    def write(self, gauges: Gauges) -> tuple[bytes, str] | None:
        """As Prometheus reads it, with its media type; None where nothing is counted. `gauges`: by name what it is, and how to find it now."""
        ...


class NoMetrics:
    def count_request(self, method: str, route: str, status: int, seconds: float) -> None:
        return

    def write(self, gauges: Gauges) -> tuple[bytes, str] | None:
        return None


class PrometheusMetrics:
    def __init__(self) -> None:
        labels = ["method", "route", "status"]
        self._requests = client.Counter("museion_requests", "Requests that were answered.", labels)
        self._seconds = client.Histogram(
            "museion_request_seconds", "How long answers took.", ["method", "route"], buckets=_SECONDS
        )

    def count_request(self, method: str, route: str, status: int, seconds: float) -> None:
        self._requests.labels(method, route, str(status)).inc()
        self._seconds.labels(method, route).observe(seconds)

    def write(self, gauges: Gauges) -> tuple[bytes, str] | None:
        registry = client.CollectorRegistry()
        if _is_shared():
            multiprocess.MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
        else:
            registry.register(client.REGISTRY)
        now = client.CollectorRegistry()
        now.register(_Now(gauges))
        return client.generate_latest(registry) + client.generate_latest(now), client.CONTENT_TYPE_LATEST


class _Now:
    """What is looked up at the moment it is asked for."""

    def __init__(self, gauges: Gauges) -> None:
        self._gauges = gauges

    def collect(self) -> list[Any]:
        return [
            client.metrics_core.GaugeMetricFamily(f"museion_{name}", told, value=find())
            for name, (told, find) in self._gauges.items()
        ]


def _is_shared() -> bool:
    return bool(os.environ.get("PROMETHEUS_MULTIPROC_DIR"))


METRICS: Metrics = PrometheusMetrics() if client else NoMetrics()
