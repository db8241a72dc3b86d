"""Small programs to take home: they check what the site says without anything of the site."""

from pathlib import Path

from django.http import HttpResponse


def send_program(path: Path) -> HttpResponse:
    response = HttpResponse(path.read_bytes(), content_type="text/x-python; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{path.name}"'
    return response
