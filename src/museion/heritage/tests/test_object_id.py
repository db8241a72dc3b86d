"""The completeness meter says what stands between a record and being identifiable."""

import subprocess
import sys
from dataclasses import fields

import pytest

from museion.heritage.formats.makers import Maker
from museion.heritage.formats.measurements import read_measurements
from museion.heritage.formats.object_id import (
    Mark,
    ObjectIdRecord,
    PhotographRecord,
    Question,
    measure_completeness,
)


def _make_identifiable() -> ObjectIdRecord:
    return ObjectIdRecord(
        photographs=[PhotographRecord("overall")],
        object_type={"es": "vasija con asa estribo"},
        materials_techniques={"es": "cerámica"},
        measurements=list(read_measurements("H. 24 cm")),
        inscriptions_markings=[Mark("label", "MR 114")],
    )


def test_photograph_type_material_measurement_and_mark_identify_an_object() -> None:
    found = measure_completeness(_make_identifiable())
    assert found.is_identifiable
    assert found.needed == ()
    assert Question.TITLE in found.missing
    assert found.share == pytest.approx(5 / 16)


def test_features_do_where_there_are_no_marks() -> None:
    record = _make_identifiable()
    record.inscriptions_markings = []
    assert measure_completeness(record).needed == ((Question.MARKS, Question.FEATURES),)
    record.distinguishing_features = {"ar": "كسر في الحافة"}
    assert measure_completeness(record).is_identifiable


@pytest.mark.parametrize("name", ["photographs", "object_type", "materials_techniques", "measurements"])
def test_each_missing_answer_is_named(name: str) -> None:
    record = _make_identifiable()
    setattr(record, name, type(getattr(record, name))())
    assert [choice[0].value for choice in measure_completeness(record).needed] == [name]


def test_an_unknown_maker_is_no_answer() -> None:
    assert Question.MAKER in measure_completeness(ObjectIdRecord(makers=[Maker("Unknown", "unknown")])).missing


def test_every_question_is_a_field_of_the_record() -> None:
    assert {question.value for question in Question} <= {field.name for field in fields(ObjectIdRecord)}


def test_formats_can_be_used_without_django() -> None:
    modules = "lido, makers, measurements, object_id"
    code = f"import sys; from museion.heritage.formats import {modules}; sys.exit('django' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
