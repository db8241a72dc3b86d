"""Objects go out as LIDO, Linked Art, EDM and IIIF, and what comes back says the same."""

import json
import tarfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from cromulent import reader as cromulent_reader
from lxml import etree

from museion.core.dates import read_date
from museion.heritage.custody.reading import read_paragraph
from museion.heritage.formats import edm, lido_writing, linked_art
from museion.heritage.formats.describing import DescribedObject, Picture
from museion.heritage.formats.iiif_image import BadImageRequestError, ImageRequest, describe_service, read_request
from museion.heritage.formats.iiif_manifest import NoPictureError, make_manifest
from museion.heritage.formats.iiif_reading import ManifestError, read_manifest
from museion.heritage.formats.lido import LidoError, read_lido
from museion.heritage.formats.lido_shape import LidoShapeError, check_lido, find_problems
from museion.heritage.formats.linked_art_reading import read_linked_art

NATIONALMUSEUM = Path("../shared/data/collections/nationalmuseum-lido.tar.gz")
FIXTURES = Path("../shared/data/interchange/fixtures.tar.gz")
CHAIN = "Žofie Nováková, Brno, 1901 until 1938; (Galerie Würthle, Wien, 1939)."
VALUES: dict[str, Any] = {
    "title": {"ar": "جرة بنقوش", "en": "Jar with signs"},
    "object_type": {"en": "jar", "fr": "jarre"},
    "object_type_broad": {"en": "ceramics"},
    "materials_techniques": {"en": "earthenware, painted"},
    "materials": ["earthenware"],
    "techniques": ["painting"],
    "measurements_text": "31.5 × 22 cm",
    "measurements": [{"dimension": "height", "value": 31.5, "unit": "cm", "text": "", "part": ""}],
    "inscriptions_markings": [{"kind": "stamp", "text": "بركة", "position": "under the foot", "language": "ar"}],
    "distinguishing_features": {"en": "a chip at the rim"},
    "subject": {"en": "birds"},
    "date_text": "c. 1880",
    "date_earliest": 1875_01_01,
    "date_latest": 1885_12_31,
    "makers": [
        {"name": "أحمد الفخار", "kind": "person", "role": "potter"},
        {"name": "Nabeul", "kind": "cultural_group"},
    ],
    "description": {"fr": "Jarre à deux anses\nfêlée & recollée <1920>"},
    "inventory_number": "NA 12/7",
    "place_of_origin": {"fr": "Nabeul, Tunisie"},
    "place_of_discovery": {"fr": "Kairouan"},
    "credit_line": "Don de la famille Ben Salah",
    "provenance": CHAIN,
    "rights": "CC0",
    "related_objects": [{"text": "lid NA 12/8"}],
}
PICTURE = Picture(
    "https://m.example/iiif/x/full/max/0/default.jpg", "image/jpeg", 3000, 2000, {}, "https://m.example/iiif/x"
)
JAR = DescribedObject(
    key="o9a5yj8ne",
    address="https://m.example/id/o9a5yj8ne",
    values=VALUES,
    museum_names={"fr": "Musée national du Bardo"},
    museum_address="https://m.example/id/m9a5yj8n3",
    pictures=(PICTURE,),
    custody=read_paragraph(CHAIN).events,
)


def test_lido_comes_back_as_it_went_out() -> None:
    ((_, read),) = read_lido(BytesIO(lido_writing.write_lido(JAR)))
    same = set(VALUES) - {"measurements", "date_earliest", "date_latest", "description", "makers", "related_objects"}
    assert {name: read[name] for name in same} == {name: VALUES[name] for name in same}
    assert read["description"] == {"fr": "Jarre à deux anses fêlée & recollée <1920>"}
    assert [(side["dimension"], side["value"], side["unit"]) for side in read["measurements"]] == [
        ("height", 31.5, "cm")
    ]
    assert (read["date_earliest"], read["date_latest"]) == ("1875-01-01", "1885-12-31")
    assert [(maker["name"], maker["kind"]) for maker in read["makers"]] == [
        ("أحمد الفخار", "person"),
        ("Nabeul", "cultural_group"),
    ]
    assert (read["museum_name"], read["external_images"]) == ("Musée national du Bardo", [PICTURE.address])
    assert not set(VALUES) & set(lido_writing.UNWRITTEN)


def test_custody_goes_out_as_events_of_provenance() -> None:
    root = etree.fromstring(lido_writing.write_lido(JAR))
    shown = root.xpath("//*[local-name()='eventType']/*[local-name()='term']/text()")
    assert shown == ["production", "finding", "provenance", "provenance", "provenance"]
    assert root.xpath("//*[local-name()='roleActor']/*[local-name()='term']/text()") == ["potter", "owner", "agent"]


def test_an_object_of_which_nothing_is_known_is_still_valid_lido() -> None:
    ((_, read),) = read_lido(BytesIO(lido_writing.write_lido(DescribedObject("o1", "https://m.example/id/o1", {}))))
    assert read["title"] == {"und": "o1"}


def test_lido_out_of_order_is_found_before_it_goes_out() -> None:
    root = lido_writing.make_lido(JAR)
    root.insert(0, root[-1])
    with pytest.raises(LidoShapeError, match="out of order"):
        check_lido(root)


def test_control_characters_do_not_stop_the_writers() -> None:
    values = {"title": {"en": "Jar\x00\x0b with \ufffe"}}
    described = DescribedObject("o1", "https://m.example/id/o1", values)
    assert b"Jar with" in lido_writing.write_lido(described)
    assert b"Jar with" in edm.write_edm(described)


def _read_tar(path: Path, part: str) -> Iterator[tuple[str, bytes]]:
    if not path.exists():
        pytest.skip("../shared/data is not here")
    with tarfile.open(path) as archive:
        for member in archive:
            file = archive.extractfile(member) if member.isfile() and part in member.name else None
            if file:
                yield member.name, file.read()


def test_the_sequences_are_those_of_real_files_and_all_of_these_are_read() -> None:
    count = 0
    for name, content in _read_tar(NATIONALMUSEUM, ".xml"):
        assert list(find_problems(etree.fromstring(content))) == [], name
        count += sum(1 for _ in read_lido(BytesIO(content)))
    assert count == 3247


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b'<lido:lido xmlns:lido="http://example.org/other"/>', "namespace"),
        (b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><lido><lidoRecID>&e;</lidoRecID></lido>', ""),
    ],
)
def test_a_wrong_namespace_is_told_and_no_outside_entity_is_read(content: bytes, told: str) -> None:
    if told:
        with pytest.raises(LidoError, match=told):
            list(read_lido(BytesIO(content)))
    else:
        assert "root:" not in str(list(read_lido(BytesIO(content))))


def test_linked_art_comes_back_as_it_went_out() -> None:
    made = json.loads(json.dumps(linked_art.make_linked_art(JAR)))
    read = read_linked_art(made)
    for name in ("title", "object_type", "materials", "techniques", "date_text", "inventory_number", "description"):
        assert read[name] == VALUES[name], name
    for name in ("provenance", "credit_line", "rights", "measurements_text", "materials_techniques"):
        assert read[name] == VALUES[name], name
    assert (read["date_earliest"], read["date_latest"]) == ("1875-01-01", "1885-12-31")
    acquired, passed = made["changed_ownership_through"][0], made["custody_transferred_through"][0]
    assert acquired["transferred_title_to"][0]["_label"] == "Žofie Nováková"
    assert acquired["timespan"]["begin_of_the_begin"] == "1901-01-01T00:00:00Z"
    assert (passed["type"], passed["transferred_custody_to"][0]["_label"]) == ("TransferOfCustody", "Galerie Würthle")


def test_linked_art_of_other_projects_is_read() -> None:
    read = told = 0
    for name, content in _read_tar(FIXTURES, "linked"):
        try:
            made = json.loads(content)
        except ValueError:
            continue
        if isinstance(made, dict) and made.get("type") == "HumanMadeObject":
            known = read_linked_art(made)
            assert known["record_id"], name
            told += set(known) > {"record_id"}
            read += 1
    assert read >= 10
    assert told >= read * 0.8


def test_what_is_no_linked_art_object_is_told() -> None:
    with pytest.raises(ValueError, match="HumanMadeObject"):
        read_linked_art({"type": "Person"})


def test_edm_states_what_europeana_requires() -> None:
    root = etree.fromstring(edm.write_edm(JAR))
    edm.check_edm(root)
    names = {"edm": "http://www.europeana.eu/schemas/edm/", "dc": "http://purl.org/dc/elements/1.1/"}
    assert root.xpath("string(//edm:dataProvider)", namespaces=names) == "Musée national du Bardo"
    assert root.xpath("//edm:rights/@*", namespaces=names) == [edm.NO_RIGHTS_STATED]
    root.remove(root[-1])
    with pytest.raises(edm.EdmShapeError):
        edm.check_edm(root)


def test_a_manifest_has_what_the_cookbooks_manifests_have() -> None:
    manifest = make_manifest(JAR)
    assert manifest["label"] == {"ar": ["جرة بنقوش"], "en": ["Jar with signs"]}
    canvas = manifest["items"][0]
    body = canvas["items"][0]["items"][0]["body"]
    assert (canvas["width"], canvas["height"], body["service"][0]["profile"]) == (3000, 2000, "level1")
    for name, content in _read_tar(FIXTURES, "0005-image-service/manifest.json"):
        theirs = json.loads(content)
        assert set(theirs) <= set(manifest), name
        assert set(theirs["items"][0]) - {"id"} <= set(canvas) | {"label"}, name
    with pytest.raises(NoPictureError):
        make_manifest(DescribedObject("o1", "https://m.example/id/o1", {}))


def test_manifests_of_other_projects_are_read_and_what_is_none_is_told() -> None:
    read = told = 0
    for name, content in _read_tar(FIXTURES, "iiif_cookbook"):
        try:
            made = json.loads(content)
        except ValueError:
            continue
        if isinstance(made, dict) and made.get("type") == "Manifest":
            assert "title" in read_manifest(made) or "template" in name, name
            read += 1
        else:
            with pytest.raises(ManifestError):
                read_manifest(made)
            told += 1
    assert read >= 70
    assert told


def test_a_peer_holds_linked_art_that_goes_out_for_valid() -> None:
    """It knows the classes and properties of CIDOC CRM that Linked Art 1.0 uses, and says no to any other."""
    made = cromulent_reader.Reader(validate_props=True, validate_profile=True).read(linked_art.make_linked_art(JAR))
    assert made.dimension[0].value == 31.5


@pytest.mark.parametrize(
    ("region", "size", "asked"),
    [
        ("full", "max", ImageRequest(0, 0, 3000, 2000, 3000, 2000, "jpg")),
        ("square", ",500", ImageRequest(500, 0, 2000, 2000, 500, 500, "jpg")),
        ("2900,1900,512,512", "50,", ImageRequest(2900, 1900, 100, 100, 50, 50, "jpg")),
        ("0,0,1024,1024", "512,512", ImageRequest(0, 0, 1024, 1024, 512, 512, "jpg")),
    ],
)
def test_parts_of_a_picture_are_understood(region: str, size: str, asked: ImageRequest) -> None:
    assert read_request(region, size, "0", "default", "jpg", width=3000, height=2000) == asked


@pytest.mark.parametrize(
    ("region", "size", "rotation", "suffix"),
    [
        ("3000,0,10,10", "max", "0", "jpg"),
        ("full", "9999,", "0", "jpg"),
        ("full", "0,0", "0", "jpg"),
        ("full", "max", "90", "jpg"),
        ("full", "max", "0", "tif"),
        ("pct:0,0,10,10", "max", "0", "jpg"),
        ("full", ",", "0", "jpg"),
    ],
)
def test_what_no_part_can_be_is_told(region: str, size: str, rotation: str, suffix: str) -> None:
    with pytest.raises(BadImageRequestError):
        read_request(region, size, rotation, "default", suffix, width=3000, height=2000)


def test_a_service_announces_tiles_that_cover_the_picture() -> None:
    service = describe_service("https://m.example/iiif/x", width=3000, height=2000)
    assert service["tiles"] == [{"width": 512, "scaleFactors": [1, 2, 4, 8]}]
    assert service["sizes"][0] == {"width": 375, "height": 250}


def test_dates_before_our_era_are_written_with_the_astronomical_year() -> None:
    day = read_date("44 BCE").earliest
    described = DescribedObject("o1", "https://m.example/id/o1", {"date_earliest": day, "date_latest": day})
    assert b"-0043-01-01" in lido_writing.write_lido(described)
