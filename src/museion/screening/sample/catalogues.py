"""Three invented catalogues of sales as files, in which some of the lost objects turn up, cropped, turned or in black and white.

`<home>/sample-catalogues/` holds a CSV with a ZIP of its pictures, a web page that holds its pictures, and an XLSX with a
ZIP; `planted.json` says which lots show which loss, so that anybody can check what screening finds.
"""

import base64
import csv
import io
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from html import escape
from pathlib import Path
from random import Random

import orjson
from django.conf import settings
from openpyxl import Workbook
from PIL import Image, ImageOps

from museion.core.saving import Draft
from museion.heritage.sample.drawing import draw_picture
from museion.heritage.sample.objects import Stock, draft_object, make_look
from museion.heritage.sample.writing import read_stock
from museion.network.sample.marking import NOTICES, make_random
from museion.screening.sample.losses import choose_object
from museion.screening.sample.sizes import ScreeningSize

FOLDER = "sample-catalogues"
# Every so many lots one shows a loss; the others show what nobody registered.
_PLANTED_EVERY = 8
_NEVER_LOST = 5_000_000
_COLUMNS = ("lot", "title", "maker", "date", "materials", "measurements", "description", "photo")


@dataclass(frozen=True, slots=True)
class InventedLot:
    """`loss`: the source id of the loss it shows, or nothing."""

    number: int
    values: dict[str, str]
    picture: bytes
    loss: str = ""

    @property
    def file_name(self) -> str:
        return f"lot-{self.number:03d}.jpg"


def write_catalogues(seed: int, size: ScreeningSize) -> None:
    """Files that are there already stay."""
    folder = Path(settings.HOME) / FOLDER
    if (folder / "planted.json").exists():
        return
    folder.mkdir(parents=True, exist_ok=True)
    stock, planted = read_stock(), {}
    for number, (name, write) in enumerate(_WRITERS.items()):
        lots = list(_invent_lots(seed, number, size, stock))
        write(folder / name, lots)
        planted[name] = {str(lot.number): lot.loss for lot in lots if lot.loss}
    (folder / "planted.json").write_bytes(orjson.dumps(planted, option=orjson.OPT_INDENT_2))


def _invent_lots(seed: int, catalogue: int, size: ScreeningSize, stock: Stock) -> Iterator[InventedLot]:
    random = make_random(seed, f"catalogue {catalogue}")
    for number in range(1, size.lots + 1):
        lost = random.randint(1, size.losses) if number % _PLANTED_EVERY == 0 else 0
        shown = choose_object(lost) if lost else _NEVER_LOST + catalogue * 10_000 + number
        picture = draw_picture(make_look(seed, shown))
        yield InventedLot(
            number,
            _word_lot(draft_object(seed, shown, stock), random),
            _disguise(picture, random) if lost else picture,
            f"loss/{lost:05d}" if lost else "",
        )


def _word_lot(draft: Draft, random: Random) -> dict[str, str]:
    """As a dealer words it: less than the register knows, sizes rounded, hardly ever a number."""
    values = draft.values
    sides = [held for held in values["measurements"] if held["unit"] == "cm"]
    language = random.choice(("en", "en", "fr", "es"))
    return {
        "title": str(values["title"][language]),
        "maker": "" if random.random() < 0.5 else values["makers"][0]["name"],
        "date": values["date_text"] if random.random() < 0.6 else "",
        "materials": values["materials_techniques"][language],
        "measurements": " x ".join(f"{round(held['value'] * 2) / 2:g}" for held in sides) + " cm",
        "description": NOTICES[language],
    }


def _disguise(picture: bytes, random: Random) -> bytes:
    """The same picture as it comes back in a sale: cut, turned a little, in grey, smaller."""
    with Image.open(io.BytesIO(picture)) as opened:
        image = opened.convert("RGB")
    changes: tuple[Callable[[Image.Image], Image.Image], ...] = (
        lambda held: ImageOps.crop(held, border=held.width // 8),
        lambda held: held.rotate(7, expand=True, fillcolor=(238, 238, 232)),
        lambda held: held.convert("L").convert("RGB"),
        lambda held: held.resize((held.width * 2 // 3, held.height * 2 // 3)),
        lambda held: ImageOps.expand(held, border=held.width // 6, fill=(90, 70, 50)),
    )
    file = io.BytesIO()
    random.choice(changes)(image).save(file, "JPEG", quality=random.choice((45, 70, 85)))
    return file.getvalue()


def _list_cells(lot: InventedLot) -> list[str]:
    cells = {"lot": str(lot.number), **lot.values, "photo": lot.file_name}
    return [cells[name] for name in _COLUMNS]


def _write_csv(path: Path, lots: list[InventedLot]) -> None:
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([_COLUMNS, *map(_list_cells, lots)])
    _write_pictures(path, lots)


def _write_workbook(path: Path, lots: list[InventedLot]) -> None:
    book = Workbook(write_only=True)
    sheet = book.create_sheet("lots")
    for row in (_COLUMNS, *map(_list_cells, lots)):
        sheet.append(row)
    book.save(path)
    _write_pictures(path, lots)


def _write_page(path: Path, lots: list[InventedLot]) -> None:
    parts = [
        f'<article class="lot" data-lot="{lot.number}"><h2>Lot {lot.number}</h2>'
        f'<img alt="" src="data:image/jpeg;base64,{base64.b64encode(lot.picture).decode()}">'
        f"<p>{escape('. '.join(filter(None, lot.values.values())))}</p></article>"
        for lot in lots
    ]
    head = '<!doctype html><html lang="en"><meta charset="utf-8"><title>Sale of the sample house (invented)</title>'
    path.write_text(head + "\n".join(parts) + "</html>\n", encoding="utf-8")


def _write_pictures(path: Path, lots: list[InventedLot]) -> None:
    with zipfile.ZipFile(path.with_suffix(".pictures.zip"), "w", zipfile.ZIP_STORED) as archive:
        for lot in lots:
            archive.writestr(lot.file_name, lot.picture)


_WRITERS: dict[str, Callable[[Path, list[InventedLot]], None]] = {
    "autumn-sale.csv": _write_csv,
    "evening-sale.html": _write_page,
    "estate-sale.xlsx": _write_workbook,
}
