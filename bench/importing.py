"""Import of the three real collections from nothing: records a second, growth, memory."""

import json
import os
import resource
import subprocess
import sys
import time
from pathlib import Path

from bench.setting import COLLECTIONS
from bench.table import print_table


def run() -> None:
    home = Path(os.environ["MUSEION_HOME"]).parent / "bench-import"
    _empty(home)
    rows: list[list[object]] = []
    total = seconds = 0.0
    for name, path in COLLECTIONS.items():
        report, took = import_collection(name, path, home)
        rows.append([name, report["read"], report["created"], report["rejected"], took, report["read"] / took])
        total += report["read"]
        seconds += took
    again, took = import_collection("tate", COLLECTIONS["tate"], home)
    rows.append(["all three", int(total), "", "", seconds, total / seconds])
    rows.append(
        ["tate again, unchanged", again["read"], again["created"], again["rejected"], took, again["read"] / took]
    )
    print_table(["collection", "read", "created", "rejected", "seconds", "records/s"], rows)
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(f"Peak memory of the largest process: {peak:,.0f} MiB (journal and index included in the times).")


def import_collection(name: str, path: Path, home: Path) -> tuple[dict[str, int], float]:
    command = [sys.executable, "-m", "museion", "import", "objects", str(path), "--mapping", name, "--json"]
    begun = time.perf_counter()
    done = subprocess.run(
        command,
        env=os.environ | {"MUSEION_HOME": str(home)},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        check=True,
    )
    return json.loads(done.stdout), time.perf_counter() - begun


def ensure_collections(*, with_sample: bool) -> Path:
    """A home that holds the collections (and the sample network), made once and kept between runs."""
    home = Path(os.environ["MUSEION_HOME"])
    mark = home / ("with-sample" if with_sample else "collections")
    if not mark.exists():
        if with_sample:
            command = [sys.executable, "-m", "museion", "demo", "--no-serve", "--no-pictures"]
            subprocess.run(command, env=os.environ.copy(), check=True)
        for name, path in COLLECTIONS.items():
            import_collection(name, path, home)
        mark.touch()
    import django

    django.setup()
    return home


def _empty(home: Path) -> None:
    import shutil

    shutil.rmtree(home, ignore_errors=True)
    home.mkdir(parents=True)
