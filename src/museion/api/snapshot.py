"""The API's description as a file of the repository, so that every change of the contract is seen in review.

`make openapi` refreshes it.
"""

import os
from pathlib import Path

import django
import orjson

OPTIONS = orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE | orjson.OPT_NON_STR_KEYS
SNAPSHOT = Path(__file__).parents[3] / "docs" / "reference" / "openapi.json"


def make_description() -> bytes:
    from museion.api.urls import api  # needs the settings, which `main` sets up when this runs as a program

    return orjson.dumps(api.get_openapi_schema(path_prefix="/api/v1/"), option=OPTIONS, default=str)


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "museion.project.settings")
    django.setup()
    SNAPSHOT.write_bytes(make_description())


if __name__ == "__main__":
    main()
