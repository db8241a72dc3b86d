"""What lets chosen pages open without a line. A page joins by calling `keepPage` of `js/offline/keep.js`; nothing is listed here."""

from pathlib import Path

from django.contrib.staticfiles import finders
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

_WORKER = "website/js/worker.js"


@require_GET
def send_worker(request: HttpRequest) -> HttpResponse:
    """From the root, because a worker looks after no page above its own address."""
    response = HttpResponse(
        Path(str(finders.find(_WORKER))).read_bytes(), content_type="text/javascript; charset=utf-8"
    )
    response.headers["Cache-Control"] = "no-cache"
    return response


@require_GET
def show_offline(request: HttpRequest) -> HttpResponse:
    """Kept by the worker, and shown for every page that it has not."""
    return render(request, "website/offline.html")
