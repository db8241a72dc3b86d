"""Log lines as JSON, one object a line, for programs that gather them; what opens a door is hidden as in plain lines."""

import logging
from datetime import UTC, datetime
from typing import Any

import orjson

from museion.core.redaction import RedactingFormatter, redact


class RequestIdFilter(logging.Filter):
    """Gives each line the id of the request that it was written for."""

    def filter(self, record: logging.LogRecord) -> bool:
        from museion.core.watching.requests import REQUEST_ID  # logging is set up before Django is

        record.request_id = REQUEST_ID.get() or "-"
        return True


class RouteFilter(logging.Filter):
    """Django's own lines of requests name the path, which may hold a token or a name: here they name its route."""

    def filter(self, record: logging.LogRecord) -> bool:
        request: Any = getattr(record, "request", None)
        if hasattr(request, "resolver_match") and isinstance(record.args, tuple):
            match = request.resolver_match
            route = f"/{match.route}" if match else "an unknown address"
            record.args = tuple(route if arg == request.path else arg for arg in record.args)
        return True


class JsonFormatter(RedactingFormatter):
    def format(self, record: logging.LogRecord) -> str:
        told: dict[str, Any] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": redact(record.getMessage()),
            "request_id": getattr(record, "request_id", "-"),
            **getattr(record, "told", {}),
        }
        if record.exc_info:
            told["error"] = redact(self.formatException(record.exc_info))
        return orjson.dumps(told, default=str).decode()
