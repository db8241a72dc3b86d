"""A span for each request, with the extra `observe`, where `OTEL_EXPORTER_OTLP_ENDPOINT` says who gathers them.

Spans go on from the `traceparent` of who asks. They hold method, route and status, and how many statements the database answered.
"""

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from functools import lru_cache
from typing import Any

from django.db import connections
from django.http import HttpRequest

ENDPOINT = "OTEL_EXPORTER_OTLP_ENDPOINT"


class Span:
    """Nothing, where nobody gathers."""

    def end(self, method: str, route: str, status: int) -> None:
        return


class _Kept(Span):
    def __init__(self, span: Any) -> None:
        self._span = span
        self._statements = 0

    def count(self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:  # noqa: FBT001 (Django calls it)
        self._statements += 1
        return execute(sql, params, many, context)

    def end(self, method: str, route: str, status: int) -> None:
        self._span.update_name(f"{method} {route}")
        self._span.set_attributes(
            {
                "http.request.method": method,
                "http.route": route,
                "http.response.status_code": status,
                "museion.database.statements": self._statements,
            }
        )


@contextmanager
def trace_request(request: HttpRequest) -> Iterator[Span]:
    tracer = _find_tracer()
    if tracer is None:
        yield Span()
        return
    from opentelemetry import propagate, trace  # only with the extra

    parent = propagate.extract({name.lower(): value for name, value in request.headers.items()})
    with ExitStack() as stack:
        held = tracer.start_as_current_span("request", context=parent, kind=trace.SpanKind.SERVER)
        span = _Kept(stack.enter_context(held))
        for connection in connections.all():
            stack.enter_context(connection.execute_wrapper(span.count))
        yield span


@lru_cache(maxsize=1)
def _find_tracer() -> Any:
    """In each process that answers, for the thread that sends is not inherited."""
    if not os.environ.get(ENDPOINT):
        return None
    try:
        from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
        from opentelemetry.sdk.resources import Resource
        from opentelemetry.sdk.trace import TracerProvider
        from opentelemetry.sdk.trace.export import BatchSpanProcessor
    except ImportError:
        return None
    provider = TracerProvider(resource=Resource.create({"service.name": "museion"}))
    provider.add_span_processor(BatchSpanProcessor(OTLPSpanExporter()))
    return provider.get_tracer("museion")
