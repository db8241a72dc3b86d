"""Import of the three real collections from nothing: records a second, growth, memory."""

import json
import os
import resource
import subprocess
import sys
import time
from dataclasses import dataclass, fields
from pathlib import Path

from bench.setting import COLLECTIONS
from bench.table import print_table


def run() -> None:
    home = Path(os.environ["MUSEION_HOME"]).parent / "bench-import"
    empty(home)
    rows: list[list[object]] = []
    imported = [import_collection(name, path, home) for name, path in COLLECTIONS.items()]
    for name, one in zip(COLLECTIONS, imported, strict=True):
        rows.append([name, *one.list_figures()])
    rows.append(["all three", *sum(imported[1:], start=imported[0]).list_figures()])
    rows.append(["tate again, unchanged", *import_collection("tate", COLLECTIONS["tate"], home).list_figures()])
    print_table(["collection", "read", "created", "rejected", "seconds", "records/s", "CPU seconds"], rows)
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(f"Peak memory of the largest process: {peak:,.0f} MiB (journal and index included in the times).")


@dataclass(frozen=True, slots=True)
class Imported:
    """What one command did; `cpu` counts the process that reads and the one that indexes."""

    read: int
    created: int
    rejected: int
    seconds: float
    cpu: float

    def __add__(self, other: "Imported") -> "Imported":
        return Imported(*(getattr(self, held.name) + getattr(other, held.name) for held in fields(self)))

    def list_figures(self) -> list[object]:
        return [self.read, self.created, self.rejected, self.seconds, self.read / self.seconds, self.cpu]


def import_collection(name: str, path: Path, home: Path) -> Imported:
    command = [sys.executable, "-m", "museion", "import", "objects", str(path), "--mapping", name, "--json"]
    begun, cpu_before = time.perf_counter(), _measure_cpu()
    done = subprocess.run(
        command,
        env=os.environ | {"MUSEION_HOME": str(home)},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        check=True,
    )
    seconds, cpu = time.perf_counter() - begun, _measure_cpu() - cpu_before
    report = json.loads(done.stdout)
    return Imported(report["read"], report["created"], report["rejected"], seconds, cpu)


def _measure_cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


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


def empty(home: Path) -> None:
    import shutil

    shutil.rmtree(home, ignore_errors=True)
    home.mkdir(parents=True)
