"""Errors of HTTP as RFC 9457 problem details, for machines; pages show the same words."""

from dataclasses import dataclass
from typing import Any

import orjson
from django.http import HttpResponse


@dataclass(slots=True, eq=False)
class ProblemError(Exception):
    """Something the asker can understand and mend. `kind` ends the problem's type address, `more` adds members."""

    status: int
    title: str
    detail: str = ""
    kind: str = "about:blank"
    more: dict[str, Any] | None = None
    headers: dict[str, str] | None = None

    def __str__(self) -> str:
        return f"{self.title}: {self.detail}" if self.detail else self.title


def make_problem_response(problem: ProblemError, *, instance: str = "") -> HttpResponse:
    body: dict[str, Any] = {
        "type": problem.kind if ":" in problem.kind else f"/problems/{problem.kind}",
        "title": problem.title,
        "status": problem.status,
    }
    if problem.detail:
        body["detail"] = problem.detail
    if instance:
        body["instance"] = instance
    return HttpResponse(
        orjson.dumps(body | (problem.more or {})),
        status=problem.status,
        content_type="application/problem+json",
        headers=list_headers(problem),
    )


def list_headers(problem: ProblemError) -> dict[str, str]:
    """What HTTP says of it beside the words: after how many seconds to ask again, how to sign in."""
    wait = (problem.more or {}).get("retry_after")
    return (problem.headers or {}) | ({} if wait is None else {"Retry-After": str(wait)})
