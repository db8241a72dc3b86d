"""The shipped mappings read what the museums publish: in today's shape, in older ones, and whole where it is at hand."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import orjson
import pytest
from django.utils import timezone

from museion.core.access import Actor
from museion.core.imports.mapping import list_mappings, load_mapping
from museion.core.imports.registry import IMPORTERS
from museion.core.imports.runner import Order, Outcome, import_file
from museion.heritage.models import CulturalObject

pytestmark = pytest.mark.django_db

COLLECTIONS = Path(__file__).parents[4].parent / "shared" / "data" / "collections"
EAMES = {
    "Title": "Chair <i>(model LCW)</i>",
    "Artist": ["Ray Eames", "Charles Eames"],
    "ConstituentID": [1671, 8129],
    "ArtistBio": ["American, 1912–1988", "American, 1907–1978"],
    "Date": "1945",
    "Medium": "Molded plywood",
    "Dimensions": '26 1/2 x 22 x 24" (67.3 x 55.9 x 61 cm)',
    "CreditLine": "Gift of the manufacturer",
    "AccessionNumber": "154.1946",
    "Classification": "Design",
    "Department": "Architecture & Design",
    "ObjectID": 2002,
    "URL": "https://www.moma.org/collection/works/2002",
    "ImageURL": None,
}
IN_CELLS = {
    "Artist": "Ray Eames, Charles Eames",
    "ConstituentID": "1671, 8129",
    "ArtistBio": "(American, 1912–1988) (American, 1907–1978)",
    "ImageURL": "",
}


@pytest.fixture
def bring(operator: Actor, settings: Any, tmp_path: Path) -> Callable[..., Outcome]:
    settings.HOME = tmp_path

    def bring(path: Path, name: str, limit: int | None = None) -> Outcome:
        importer = IMPORTERS["objects"]
        return import_file(Order(importer, load_mapping(name, importer), path, operator, timezone.now, limit=limit))

    return bring


def write_json(folder: Path) -> Path:
    (folder / "Artworks.json").write_bytes(b"\xef\xbb\xbf" + orjson.dumps([EAMES]))
    return folder / "Artworks.json"


def write_csv(folder: Path) -> Path:
    cells = {name: str(value) for name, value in (EAMES | IN_CELLS).items()}
    quoted = ",".join('"' + cell.replace('"', '""') + '"' for cell in cells.values())
    (folder / "Artworks.csv").write_text(",".join(cells) + "\n" + quoted + "\n", encoding="utf-8-sig")
    return folder / "Artworks.csv"


@pytest.mark.parametrize("write", [write_json, write_csv])
def test_both_of_today_s_files_of_moma_give_the_same_object(
    bring: Callable[..., Outcome], tmp_path: Path, write: Callable[[Path], Path]
) -> None:
    assert bring(write(tmp_path), "moma").created == 1
    chair = CulturalObject.objects.get(source="moma", source_id="2002")
    assert chair.title == {"en": "Chair (model LCW)"}
    assert [(maker["name"], maker["life"]) for maker in chair.makers] == [
        ("Ray Eames", "1912–1988"),
        ("Charles Eames", "1907–1978"),
    ]
    assert (chair.date_earliest, chair.date_latest) == (19450101, 19451231)
    assert (chair.inventory_number, chair.external_images) == ("154.1946", [])
    assert chair.measurements[0]["normalised"] == pytest.approx(673, abs=1)


def test_an_object_id_table_fills_its_questions(bring: Callable[..., Outcome], tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(
        "inventory_number,object_type,title,materials_techniques,measurements,inscriptions_markings,date_period,maker\n"
        "MH-7,masque,Masque gèlèdé,bois polychrome,38 x 22 cm,Signed: D.|label: 12,19th century,Duga de Mẹkọ\n"
    )
    assert bring(tmp_path / "a.csv", "object-id").created == 1
    mask = CulturalObject.objects.get()
    assert mask.title == {"und": "Masque gèlèdé"}
    assert [mark["text"] for mark in mask.inscriptions_markings] == ["Signed: D.", "label: 12"]
    assert (mask.date_text, mask.makers[0]["name"]) == ("19th century", "Duga de Mẹkọ")


@pytest.mark.parametrize("kind", sorted(IMPORTERS))
def test_every_shipped_mapping_fits_its_importer(kind: str) -> None:
    for name in list_mappings(IMPORTERS[kind]):
        assert load_mapping(name, IMPORTERS[kind]).source


@pytest.mark.parametrize(
    ("file", "mapping"),
    [
        ("moma.jsonl.gz", "moma"),
        ("tate.jsonl.gz", "tate"),
        ("cmoa.jsonl.gz", "cmoa"),
        ("nationalmuseum-lido.tar.gz", "nationalmuseum"),
    ],
)
def test_real_collections_are_read(bring: Callable[..., Outcome], file: str, mapping: str) -> None:
    path = COLLECTIONS / file
    if not path.exists():
        pytest.skip(f"{path} is not at hand")
    outcome = bring(path, mapping, limit=400)
    assert outcome.created >= 390
    assert CulturalObject.objects.exclude(makers=[]).count() > 300
