"""`museion screen catalogue FILE`: every lot of a sale, screened here and now."""

from pathlib import Path
from typing import Annotated, Any

import typer
from django.utils import timezone
from rich.table import Table
from rich.text import Text

from museion.cli.console import err, fail, make_progress, out, print_json, refuse
from museion.cli.home import prepare_home
from museion.core.access import make_operator
from museion.screening.actions.catalogue_runs import screen_catalogue
from museion.screening.actions.catalogues import Upload, upload_catalogue
from museion.screening.catalogues.pictures import pack_folder
from museion.screening.models import Catalogue, Lot
from museion.screening.queries.catalogues import get_worklist, write_worklist
from museion.screening.terms import CatalogueState


def screen_file(
    file: Annotated[Path, typer.Argument(help="CSV, XLSX, HTML or PDF, or a ZIP of one of them with its pictures.")],
    pictures: Annotated[Path | None, typer.Option(help="A folder or ZIP of the lots' pictures.")] = None,
    title: Annotated[str, typer.Option(help="What the catalogue is called.")] = "",
    seller: Annotated[str, typer.Option(help="Who sells.")] = "",
    language: Annotated[str, typer.Option("--lang", help="The reader's language, BCP 47.")] = "en",
    csv: Annotated[Path | None, typer.Option(help="Write the worklist to this file too.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the worklist as one JSON document.")] = False,
) -> None:
    """Screen a whole catalogue; the most urgent lots come first. It is kept, and screened again when losses change."""
    prepare_home()
    actor = make_operator()
    upload = Upload(file.name, _read(file), _read_pictures(pictures), title, seller, language=language)
    catalogue = upload_catalogue(upload, actor=actor, at=timezone.now(), is_promised=False)
    with make_progress() as bar:
        task = bar.add_task(file.name, total=None, rate="")
        screen_catalogue(
            catalogue,
            actor=actor,
            clock=timezone.now,
            on_progress=lambda done, total: bar.update(task, completed=done, total=total),
        )
    if catalogue.state == CatalogueState.FAILED:
        fail(f"{file.name}: {catalogue.problem}")
    if csv:
        csv.write_text("".join(write_worklist(catalogue)), encoding="utf-8-sig", newline="")
    lots = list(get_worklist(catalogue))
    if as_json:
        print_json({"catalogue": catalogue.key, "lots": [_describe(lot) for lot in lots]})
    else:
        _print_table(catalogue, lots)


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        refuse(f"{path}: {error.strerror}")


def _read_pictures(path: Path | None) -> bytes:
    if path is None:
        return b""
    return pack_folder(path) if path.is_dir() else _read(path)


def _describe(lot: Lot) -> dict[str, Any]:
    screening = lot.screening
    return {
        "lot": lot.number,
        "urgency": lot.urgency,
        "new": lot.is_new,
        "record": screening.key if screening else None,
        "problem": lot.problem,
        "matches": [
            {"key": match.loss.key, "verdict": match.verdict, "probability": match.probability}
            for match in (screening.matches.all() if screening else ())
        ],
        "red_list": [
            {"key": entry["key"], "answer": entry["answer"]} for entry in (screening.red_list if screening else ())
        ],
    }


def _print_table(catalogue: Catalogue, lots: list[Lot]) -> None:
    table = Table(box=None, header_style="dim")
    for column in ("lot", "urgency", "best match", "verdict", "told"):
        table.add_column(column)
    for lot in lots[:50]:
        best = next(iter(lot.screening.matches.all()), None) if lot.screening else None
        verdict = best.verdict if best else "none" if lot.screening else "not screened"
        told = lot.problem.split("\n")[0]
        table.add_row(lot.number, f"{lot.urgency:.2f}", Text(str(best.loss) if best else ""), verdict, Text(told[:80]))
    out.print(table)
    err.print(f"catalogue {catalogue.key}: {len(lots)} lots", highlight=False)
