"""What an import costs as the table grows: one real collection again and again, each time under new identifiers."""

import gzip
import json
import os
from pathlib import Path

from bench.importing import Imported, empty, import_collection
from bench.setting import COLLECTIONS
from bench.table import print_table

ROUNDS = 8


def run() -> None:
    home = Path(os.environ["MUSEION_HOME"]).parent / "bench-growth"
    empty(home)
    copy = home.parent / "bench-growth.jsonl.gz"
    rows: list[list[object]] = []
    first: Imported | None = None
    for turn in range(ROUNDS):
        _copy(COLLECTIONS["cmoa"], copy, turn)
        one = import_collection("cmoa", copy, home)
        first = first or one
        cost, before = one.cpu / one.created, first.cpu / first.created
        rows.append([turn * first.created, one.created, one.seconds, one.cpu, cost * 1e6, f"{cost / before:.2f}"])
    copy.unlink()
    print_table(["records before", "created", "seconds", "CPU seconds", "CPU µs/record", "of the first"], rows)


def _copy(collection: Path, target: Path, turn: int) -> None:
    """The same rows with other identifiers; inventory numbers too, so that no index sees them as one."""
    with gzip.open(collection, "rt", encoding="utf-8") as source, gzip.open(target, "wt", compresslevel=1) as out:
        for line in source:
            row = json.loads(line)
            row["id"] += f"#{turn}"
            row["accession_number"] = f"{row.get('accession_number', '')}-{turn}"
            out.write(json.dumps(row) + "\n")
