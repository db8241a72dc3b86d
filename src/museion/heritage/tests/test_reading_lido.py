"""LIDO becomes Object ID values with their languages; what is no LIDO is told with its line."""

import tarfile
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from museion.core.dates import read_date
from museion.heritage.formats.lido import LidoError, read_lido

DATA = Path(__file__).resolve().parents[5] / "shared/data"
NATIONALMUSEUM = DATA / "collections/nationalmuseum-lido.tar.gz"
FIXTURES = DATA / "interchange/fixtures.tar.gz"
RECORD = """<?xml version="1.0" encoding="UTF-8"?>
<lido:lidoWrap xmlns:lido="http://www.lido-schema.org"><lido:lido>
<lido:lidoRecID lido:type="local">MR-114</lido:lidoRecID>
<lido:descriptiveMetadata xml:lang="es">
<lido:objectClassificationWrap>
<lido:objectWorkTypeWrap><lido:objectWorkType><lido:term>vasija</lido:term><lido:term xml:lang="en">vessel</lido:term>
</lido:objectWorkType></lido:objectWorkTypeWrap>
<lido:classificationWrap><lido:classification lido:type="europeana:type"><lido:term>IMAGE</lido:term></lido:classification>
<lido:classification><lido:term>cerámica</lido:term></lido:classification></lido:classificationWrap>
</lido:objectClassificationWrap>
<lido:objectIdentificationWrap>
<lido:titleWrap><lido:titleSet>
<lido:appellationValue lido:pref="alternate">Botella</lido:appellationValue>
<lido:appellationValue lido:pref="preferred">Vasija retrato</lido:appellationValue>
<lido:appellationValue xml:lang="ar">إناء على شكل رأس</lido:appellationValue></lido:titleSet></lido:titleWrap>
<lido:repositoryWrap>
<lido:repositorySet lido:type="former"><lido:repositoryName><lido:legalBodyName>
<lido:appellationValue>Colección Quispe</lido:appellationValue></lido:legalBodyName></lido:repositoryName></lido:repositorySet>
<lido:repositorySet><lido:workID>114/1958</lido:workID></lido:repositorySet></lido:repositoryWrap>
<lido:objectMeasurementsWrap><lido:objectMeasurementsSet>
<lido:displayObjectMeasurements>Alto 24 cm</lido:displayObjectMeasurements>
<lido:objectMeasurements><lido:measurementsSet><lido:measurementType>Alto</lido:measurementType>
<lido:measurementUnit>cm</lido:measurementUnit><lido:measurementValue>24</lido:measurementValue></lido:measurementsSet>
</lido:objectMeasurements></lido:objectMeasurementsSet></lido:objectMeasurementsWrap>
</lido:objectIdentificationWrap>
<lido:eventWrap>
<lido:eventSet><lido:event><lido:eventType>
<lido:conceptID lido:type="URI">http://terminology.lido-schema.org/lido00007</lido:conceptID></lido:eventType>
<lido:culture><lido:term>Moche</lido:term></lido:culture>
<lido:eventDate><lido:displayDate>siglos III-V</lido:displayDate><lido:date><lido:earliestDate>200</lido:earliestDate>
<lido:latestDate>499</lido:latestDate></lido:date></lido:eventDate></lido:event></lido:eventSet>
<lido:eventSet><lido:event><lido:eventType><lido:term>hallazgo</lido:term></lido:eventType>
<lido:eventPlace><lido:displayPlace>Valle del Río Claro</lido:displayPlace></lido:eventPlace></lido:event></lido:eventSet>
</lido:eventWrap></lido:descriptiveMetadata></lido:lido></lido:lidoWrap>"""


def _read(text: str) -> list[tuple[str, dict[str, Any]]]:
    return list(read_lido(BytesIO(text.encode())))


def test_a_record_becomes_object_id_values_in_its_languages() -> None:
    ((place, values),) = _read(RECORD)
    assert place == "lido 1, line 2"
    assert values["title"] == {"es": "Vasija retrato", "ar": "إناء على شكل رأس"}
    assert values["object_type"] == {"es": "vasija", "en": "vessel"}
    assert values["object_type_broad"] == {"es": "cerámica"}
    assert (values["inventory_number"], values["provenance"]) == ("114/1958", "Colección Quispe")
    assert [(held["dimension"], held["normalised"]) for held in values["measurements"]] == [("height", 240.0)]
    assert values["makers"] == [{"name": "Moche", "kind": "cultural_group"}]
    assert (values["date_text"], values["date_earliest"], values["date_latest"]) == ("siglos III-V", "200", "499")
    assert values["place_of_discovery"] == {"es": "Valle del Río Claro"}
    assert "place_of_origin" not in values


def test_exports_without_the_namespace_are_read_alike() -> None:
    bare = (
        RECORD.replace("lido:", "")
        .replace(' xmlns:lido="http://www.lido-schema.org"', "")
        .replace("xmlns:lido", "about")
    )
    bare = bare.replace(' xmlns="http://www.lido-schema.org"', "").replace(' about="http://www.lido-schema.org"', "")
    assert _read(bare)[0][1] == _read(RECORD)[0][1]


@pytest.mark.parametrize("namespace", ["http://www.lido-schema.org/v9", "http://www.mets.org"])
def test_another_namespace_is_told_with_its_line(namespace: str) -> None:
    with pytest.raises(LidoError, match=r"line 2: no lido element .* “lidoWrap” in the namespace " + namespace):
        _read(RECORD.replace("http://www.lido-schema.org", namespace))


def test_a_cut_file_gives_its_whole_records_before_it_fails() -> None:
    cut = RECORD.removesuffix("</lido:lidoWrap>") + "<lido:lido><lido:lidoRecID>"
    records = read_lido(BytesIO(cut.encode()))
    assert next(records)[1]["record_id"] == "MR-114"
    with pytest.raises(etree.XMLSyntaxError):
        next(records)


def test_entities_of_a_file_reach_no_other_file(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("not for partners")
    doctype = f'<!DOCTYPE lidoWrap [<!ENTITY x SYSTEM "{secret.as_uri()}">]>'
    text = RECORD.replace("<lido:lidoWrap", doctype + "<lido:lidoWrap", 1).replace("MR-114", "MR-114&x;")
    assert "partners" not in str(_read(text))


@pytest.mark.skipif(not NATIONALMUSEUM.is_file(), reason="the museums' data (../shared/data) is not here")
def test_every_record_of_nationalmuseum_is_read_whole() -> None:
    with tarfile.open(NATIONALMUSEUM) as archive:
        records = [values for member in archive for _, values in read_lido(_open(archive, member))]
    assert len(records) == 3247
    assert all(values["title"].get("sv") and values["object_type"] and values["inventory_number"] for values in records)
    assert sum("en" in values["title"] for values in records) == 2234
    assert sum(bool(values.get("measurements")) for values in records) == 3230
    assert all(read_date(values["date_text"]).edtf for values in records if "date_text" in values)


@pytest.mark.skipif(not FIXTURES.is_file(), reason="other projects' files (../shared/data) are not here")
def test_files_of_other_projects_are_read() -> None:
    with tarfile.open(FIXTURES) as archive:
        members = [member for member in archive if "/lido" in member.name and member.name.endswith(".xml")]
        records = [values for member in members for _, values in read_lido(_open(archive, member))]
    assert len(records) == len(members) > 5
    assert all(values["record_id"] for values in records)


def _open(archive: tarfile.TarFile, member: tarfile.TarInfo) -> Any:
    return archive.extractfile(member)
