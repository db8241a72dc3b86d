"""The shipped mappings read what the museums publish: in today's shape, in older ones, and whole where it is at hand."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import orjson
import pytest
from django.test import Client
from django.utils import timezone
from PIL import Image

from museion.core.access import Actor
from museion.core.imports.mapping import list_mappings, load_mapping
from museion.core.imports.registry import IMPORTERS
from museion.core.imports.runner import Order, Outcome, import_file
from museion.heritage.actions import attach_photographs
from museion.heritage.actions.picturing import NewPhotograph
from museion.heritage.models import CulturalObject
from museion.heritage.pictures import keep_picture
from museion.heritage.tests.care_cast import NOON, OPERATOR, make_museum, make_object

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


def draw_square() -> bytes:
    out = BytesIO()
    Image.new("RGB", (8, 8), "navy").save(out, "PNG")
    return out.getvalue()


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


@pytest.mark.parametrize(
    ("mapping", "suffix"),
    [
        ("object-json", "json"),
        ("linked-art", "linked-art"),
        ("edm", "edm"),
        ("iiif", "manifest"),
        ("lido", "lido"),
        ("object-table", "csv"),
    ],
)
def test_what_one_museum_gives_out_another_takes_in(
    bring: Callable[..., Outcome], client: Client, tmp_path: Path, settings: Any, mapping: str, suffix: str
) -> None:
    settings.MEDIA_ROOT = str(tmp_path)
    jar = make_object(
        make_museum("Musée du Bardo"),
        object_type={"fr": "jarre"},
        provenance="A, Tunis, by 1900; museum, 1950",
        makers=[{"name": "Ahmed", "kind": "person"}],
        date_text="vers 1880",
    )
    attach_photographs([NewPhotograph(jar.id, keep_picture(draw_square()))], actor=OPERATOR, at=NOON)
    (tmp_path / "out").write_bytes(client.get(f"/id/{jar.key}.{suffix}").content)
    assert bring(tmp_path / "out", mapping).created == 1
    taken = CulturalObject.objects.exclude(pk=jar.pk).get()
    assert (taken.title, taken.inventory_number, taken.provenance) == (jar.title, jar.inventory_number, jar.provenance)
    assert (taken.makers[0]["name"], taken.date_text) == ("Ahmed", "vers 1880")
    assert bring(tmp_path / "out", mapping).unchanged == 1


def test_a_bad_document_is_told_and_those_after_it_are_read(bring: Callable[..., Outcome], tmp_path: Path) -> None:
    objects = [{"type": "Person"}, {"type": "HumanMadeObject", "id": "https://m.example/1", "_label": "Jar"}]
    (tmp_path / "many.json").write_bytes(orjson.dumps(objects))
    outcome = bring(tmp_path / "many.json", "linked-art")
    assert (outcome.created, outcome.rejected) == (1, 1)
    (tmp_path / "cut.json").write_bytes(orjson.dumps(objects)[:-9])
    assert bring(tmp_path / "cut.json", "linked-art").rejected >= 1


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
