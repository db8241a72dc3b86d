"""`museion harvest` and `museion sheet`, one after the other in one home."""

import csv
import io
from pathlib import Path

from museion.cli.tests.runner import run_museion
from museion.exchange.tests.hostile import Kept, Plan, serve


def test_a_partner_is_harvested_edited_as_a_table_and_undone(tmp_path: Path) -> None:
    home, table = tmp_path / "home", tmp_path / "objects.csv"
    records = [Kept(f"oai:partner.example:{n}", f"2026-03-0{n}T00:00:00Z", f"壺 {n}") for n in (1, 2, 3, 4)]
    records[3].metadata = "<empty/>"
    with serve(Plan(records)) as provider:
        report = tmp_path / "report.csv"
        asked = ("harvest", provider.url, "--mapping", "oai-dc", "--pause", "0", "--json", "--report", str(report))
        refused = run_museion(home, *asked)
        done = run_museion(home, *asked, MUSEION_ALLOW_PRIVATE_FEEDS="yes")
    assert (refused.status, done.status) == (1, 0), done.errors
    assert "private network" in refused.errors
    told = done.document
    assert (told["read"], told["created"], told["rejected"], told["complete"]) == (4, 3, 1, True)
    assert "oai:partner.example:4" in report.read_text(encoding="utf-8")
    assert run_museion(home, "sheet", "take", "object", str(table)).status == 0
    rows = list(csv.DictReader(io.StringIO(table.read_text(encoding="utf-8-sig"), newline="")))
    rows[1]["title@ja"] = "水差し"
    with table.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    brought = run_museion(home, "sheet", "bring", "object", str(table), "--json").document
    assert (brought["written"], brought["unchanged"], brought["problems"]) == (1, 2, [])
    assert "1 records put back" in run_museion(home, "sheet", "undo", str(brought["sheet"])).errors
    assert run_museion(home, "harvest", "https://x.example/", "--mapping", "nix").status == 2
