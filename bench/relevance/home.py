"""The home that is measured: two collections and three published thesauri, imported once."""

import os
import subprocess
import sys
from pathlib import Path

from bench.setting import DATA

_IMPORTS = (
    ("concepts", DATA / "vocabulary" / "unesco-thesaurus.ttl.gz", "skos"),
    ("concepts", DATA / "vocabulary" / "silknow.ttl.gz", "skos"),
    ("concepts", DATA / "vocabulary" / "iconclass.tar.gz", "iconclass"),
    ("objects", DATA / "collections" / "tate.jsonl.gz", "tate"),
    ("objects", DATA / "collections" / "nationalmuseum-lido.tar.gz", "nationalmuseum"),
)


def ensure_home() -> Path:
    """Sets Django up on it. A home that was given on the command line and has the records is taken as it is."""
    home = Path(os.environ["MUSEION_HOME"])
    mark = home / "relevance" / "imported"
    if not mark.exists():
        for kind, path, mapping in _IMPORTS:
            _run("import", kind, str(path), "--mapping", mapping, "--no-index", "--json")
        _run("reindex")
        mark.parent.mkdir(parents=True, exist_ok=True)
        mark.touch()
    import django

    django.setup()
    return home


def _run(*words: str) -> None:
    command = [sys.executable, "-m", "museion", *words]
    subprocess.run(command, env=dict(os.environ), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)
