"""Where measurements run: their own home, and the real data, if it is there."""

import os
import sys
from pathlib import Path

DATA = Path(__file__).resolve().parents[2] / "shared" / "data"
COLLECTIONS = {
    "moma": DATA / "collections" / "moma.jsonl.gz",
    "tate": DATA / "collections" / "tate.jsonl.gz",
    "cmoa": DATA / "collections" / "cmoa.jsonl.gz",
}


def prepare(home: str) -> Path:
    """Point Museion at the bench's own home, before Django reads its settings."""
    missing = [str(path) for path in COLLECTIONS.values() if not path.exists()]
    if missing:
        sys.exit(f"skipped: the real collections are not here ({', '.join(missing)})")
    os.environ["MUSEION_HOME"] = str(Path(home).resolve())
    os.environ["DJANGO_SETTINGS_MODULE"] = "museion.project.settings"
    Path(home).mkdir(parents=True, exist_ok=True)
    return Path(home)
