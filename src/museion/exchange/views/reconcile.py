"""`/reconcile`: museums match the cells of their tables against people, museums, concepts and objects here."""

from typing import Any

import orjson
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_http_methods

from museion.core.access import PUBLIC_VIEWER
from museion.core.http.errors import for_programs
from museion.core.http.pages import get_base_url
from museion.core.keys import find_key
from museion.core.kinds import KINDS, Kind, find_kind
from museion.core.problems import ProblemError
from museion.exchange.offered import list_formats
from museion.exchange.reconciling.extending import MOST_RECORDS, extend, list_properties
from museion.exchange.reconciling.matching import Question, describe_type, find_candidates
from museion.search.documents import SOURCES, get_cards

MOST_QUESTIONS = 50
_MOST_PROPOSALS = 10
_SUGGESTED = ("entity", "type", "property")
# Programs in a browser ask from other sites; nothing here is for its user alone.
_FROM_ANYWHERE = {"Access-Control-Allow-Origin": "*"}


def _answer(content: Any) -> HttpResponse:
    return HttpResponse(orjson.dumps(content), content_type="application/json", headers=_FROM_ANYWHERE)


@for_programs
@csrf_exempt
@require_http_methods(["GET", "POST"])
def reconcile(request: HttpRequest) -> HttpResponse:
    given = request.POST if request.method == "POST" else request.GET
    if "extend" in given:
        return _extend(_read_object(given["extend"], "extend"))
    if "queries" not in given:
        return _answer(describe_service(get_base_url(request)))
    asked = _read_object(given["queries"], "queries")
    _check_size(len(asked), MOST_QUESTIONS)
    return _answer({name: {"result": find_candidates(_read_question(held))} for name, held in asked.items()})


def _check_size(found: int, most: int) -> None:
    if found > most:
        detail = _("At most %(most)s questions at a time, found %(found)s.") % {"most": most, "found": found}
        raise ProblemError(400, _("Too many questions"), detail, "too-many-questions", headers=_FROM_ANYWHERE)


def describe_service(base: str) -> dict[str, Any]:
    suggest = {part: {"service_url": base, "service_path": f"/reconcile/suggest/{part}"} for part in _SUGGESTED}
    return {
        "versions": ["0.1", "0.2"],
        "name": "Museion",
        "identifierSpace": f"{base}/id/",
        "schemaSpace": f"{base}/api/v1/docs#",
        "defaultTypes": [describe_type(kind) for kind in list_types()],
        "view": {"url": f"{base}/id/{{{{id}}}}"},
        "preview": {"url": f"{base}/reconcile/preview?id={{{{id}}}}", "width": 420, "height": 160},
        "suggest": suggest,
        "extend": {
            "propose_properties": {"service_url": base, "service_path": "/reconcile/properties"},
            "property_settings": [],
        },
        "batchSize": MOST_QUESTIONS,
    }


def list_types() -> list[str]:
    """Kinds that go out to everybody and are found."""
    return [name for name, kind in KINDS.items() if name in SOURCES and list_formats(kind)]


def _read_object(text: str, name: str) -> dict[str, Any]:
    try:
        held = orjson.loads(text)
    except orjson.JSONDecodeError as error:
        raise ProblemError(400, _("Not JSON"), f"{name}: {error}", "not-json", headers=_FROM_ANYWHERE) from error
    if not isinstance(held, dict):
        raise ProblemError(
            400,
            _("Not JSON"),
            _("%(name)s: an object is expected.") % {"name": name},
            "not-json",
            headers=_FROM_ANYWHERE,
        )
    return held


def _read_question(held: Any) -> Question:
    """What is not as the API has it is let go: a table has thousands of rows, and one odd cell must not stop it."""
    if not isinstance(held, dict):
        return Question("")
    stated = held.get("type") or ()
    named = (
        [stated] if isinstance(stated, str) else [part.get("id") if isinstance(part, dict) else part for part in stated]
    )
    types = tuple(str(name) for name in named if name in KINDS)
    if named and not types:
        return Question("")  # Nothing is of a type that there is not.
    limit = held.get("limit")
    properties: dict[str, tuple[str, ...]] = {}
    for entry in held.get("properties") or ():
        if isinstance(entry, dict) and isinstance(entry.get("pid"), str):
            properties[entry["pid"]] = tuple(_read_values(entry.get("v")))
    return Question(
        str(held.get("query") or ""),
        types,
        min(max(limit, 1), 25) if isinstance(limit, int) else 5,
        properties,
    )


def _read_values(value: Any) -> list[str]:
    values = value if isinstance(value, list) else [value]
    return [str(part.get("id") or part.get("name") if isinstance(part, dict) else part) for part in values if part]


def _extend(asked: dict[str, Any]) -> HttpResponse:
    names = [
        str(entry.get("id")) for entry in asked.get("properties") or () if isinstance(entry, dict) and entry.get("id")
    ]
    stated = asked.get("ids") or ()
    ids = list(map(str, stated)) if isinstance(stated, list) else []
    _check_size(len(ids), MOST_RECORDS)
    keys = {text: find_key(str(text)) for text in ids}
    found = extend([key for key in keys.values() if key], names)
    nothing: dict[str, list[Any]] = {name: [] for name in names}
    return _answer(
        {
            "meta": [{"id": name, "name": name.replace("_", " ")} for name in names],
            "rows": {text: found.get(key, nothing) for text, key in keys.items()},
        }
    )


@for_programs
@require_GET
def propose_properties(request: HttpRequest) -> HttpResponse:
    kind = KINDS.get(request.GET.get("type", ""))
    properties = list_properties(kind) if kind and list_formats(kind) else []
    return _answer({"type": request.GET.get("type", ""), "properties": properties})


@for_programs
@require_GET
def suggest(request: HttpRequest, part: str) -> HttpResponse:
    prefix = request.GET.get("prefix", "")[:200]
    if part == "entity":
        return _answer({"result": find_candidates(Question(prefix, limit=_MOST_PROPOSALS)) if prefix else []})
    if part not in _SUGGESTED:
        raise ProblemError(404, _("No such page"), part[:40], "no-suggestions", headers=_FROM_ANYWHERE)
    if part == "type":
        named = [describe_type(kind) for kind in list_types()]
    else:
        named = list({entry["id"]: entry for kind in list_types() for entry in list_properties(KINDS[kind])}.values())
    held = [entry for entry in named if prefix.lower() in entry["name"].lower() or prefix.lower() in entry["id"]]
    return _answer({"result": held[:_MOST_PROPOSALS]})


def _is_public(kind: Kind, key: str) -> bool:
    return kind.model.objects.current().visible_to(PUBLIC_VIEWER).filter(key=key).exists()


@require_GET
def preview(request: HttpRequest) -> HttpResponse:
    key = find_key(request.GET.get("id", ""))
    kind = find_kind(key) if key else None
    cards = get_cards([(key, kind.name)], "en") if kind and kind.name in SOURCES and _is_public(kind, key) else {}
    response = render(request, "exchange/preview.html", {"card": cards.get(key)}, status=200 if key in cards else 404)
    response.xframe_options_exempt = True
    response.headers["Content-Security-Policy"] = "default-src 'none'; img-src 'self'; style-src 'self'"
    return response
