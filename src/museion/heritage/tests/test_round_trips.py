"""Whatever an object says goes out and comes back in each format, but for what the format's `UNWRITTEN` names."""

import json
from collections.abc import Mapping
from io import BytesIO
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from museion.heritage.formats import edm, edm_reading, iiif_reading, lido_writing, linked_art
from museion.heritage.formats.describing import DescribedObject, Picture, write_iso_day
from museion.heritage.formats.iiif_manifest import make_manifest
from museion.heritage.formats.lido import read_lido
from museion.heritage.formats.linked_art_reading import read_linked_art
from museion.heritage.formats.measurements import make_measurement
from museion.heritage.formats.object_json import read_object_json
from museion.heritage.formats.object_table import PROFILES, read_object_table, write_object_table
from museion.heritage.incoming.documents import make_reader

# Words of several scripts, apart by single blanks: XML makes one of any run of them.
_word = st.text(st.characters(categories=["L", "N"], include_characters="’“”<>&\"'-/().,"), min_size=1, max_size=12)
_line = st.lists(_word, min_size=1, max_size=4).map(" ".join)
_tag = st.sampled_from(["en", "fr", "ar", "zh", "und", "fr-CA", "sr-Latn", "ber"])
_texts = st.dictionaries(_tag, _line, min_size=1, max_size=3)
_day = st.integers(1000, 2020).map(lambda year: year * 10000 + 101)
_maker = st.builds(lambda name, kind: {"name": name, "kind": kind}, _line, st.sampled_from(["person", "company"]))
_side = st.builds(
    lambda name, value, unit: make_measurement(name, value, unit),
    st.sampled_from(["height", "width", "depth", "diameter"]),
    st.integers(1, 9999).map(lambda tenths: tenths / 10),
    st.sampled_from(["mm", "cm", "m", "in"]),
).map(lambda made: made.as_values() if made else {})
_mark = st.builds(
    lambda text, kind, tag: {"kind": kind, "text": text, "position": "", "language": tag},
    _line,
    st.sampled_from(["stamp", "label"]),
    st.sampled_from(["ar", ""]),
)
_objects = st.fixed_dictionaries(
    {"title": _texts},
    optional={
        **dict.fromkeys(("object_type", "object_type_broad", "materials_techniques", "distinguishing_features"), _texts),
        **dict.fromkeys(("subject", "period", "description", "place_of_origin", "place_of_discovery"), _texts),
        **dict.fromkeys(("date_text", "measurements_text", "inventory_number", "credit_line", "provenance", "rights"), _line),
        **dict.fromkeys(("materials", "techniques", "related_written_material"), st.lists(_line, min_size=1, max_size=2, unique=True)),
        "makers": st.lists(_maker, min_size=1, max_size=2, unique_by=lambda maker: maker["name"]),
        "measurements": st.lists(_side, min_size=1, max_size=2, unique_by=lambda side: side["dimension"]),
        "inscriptions_markings": st.lists(_mark, min_size=1, max_size=2),
        "date_earliest": _day,
        "date_latest": _day,
    },
)  # fmt: skip
_PICTURE = Picture("https://m.example/a.jpg", "image/jpeg", 300, 200, {"fr": "de face"})
_go = settings(max_examples=15)


def _describe(values: Mapping[str, Any]) -> DescribedObject:
    return DescribedObject("o9a5yj8ne", "https://m.example/id/o9a5yj8ne", values, pictures=(_PICTURE,))


def _compare(
    values: Mapping[str, Any], read: Mapping[str, Any], *, lost: tuple[str, ...], but: tuple[str, ...] = ()
) -> None:
    """`lost`: named by the format. `but`: columns of which the caller compares what is left."""
    named = {name for name in values if any(entry.split(",")[0].split(" ")[0] == name for entry in lost)}
    for name in set(values) - named - set(but):
        stated = (
            write_iso_day(values[name]) if name.startswith("date_") and isinstance(values[name], int) else values[name]
        )
        assert read.get(name) == stated, name


def _name_makers(values: Mapping[str, Any]) -> list[str]:
    return [maker["name"] for maker in values.get("makers", ())]


def _measure(values: Mapping[str, Any]) -> list[tuple[str, float, str]]:
    return [(side["dimension"], side["value"], side["unit"]) for side in values.get("measurements", ())]


@_go
@given(_objects)
def test_lido_loses_nothing_that_it_does_not_name(values: dict[str, Any]) -> None:
    ((_, read),) = read_lido(BytesIO(lido_writing.write_lido(_describe(values))))
    _compare(values, read, lost=lido_writing.UNWRITTEN, but=("measurements",))
    assert _measure(read) == _measure(values)


@_go
@given(_objects)
def test_linked_art_loses_nothing_that_it_does_not_name(values: dict[str, Any]) -> None:
    read = read_linked_art(json.loads(json.dumps(linked_art.make_linked_art(_describe(values)))))
    _compare(values, read, lost=linked_art.UNWRITTEN, but=("makers", "measurements"))
    assert _name_makers(read) == _name_makers(values)
    assert _measure(read) == _measure(values)


@_go
@given(_objects)
def test_edm_loses_nothing_that_it_does_not_name(values: dict[str, Any]) -> None:
    ((_, read),) = edm_reading.read_edm(BytesIO(edm.write_edm(_describe(values))))
    _compare(values, read, lost=edm_reading.UNWRITTEN)
    assert _name_makers(read) == _name_makers(values)
    assert read["external_images"] == [_PICTURE.address]


@_go
@given(_objects)
def test_a_manifest_loses_nothing_that_it_does_not_name(values: dict[str, Any]) -> None:
    ((_, read),) = make_reader("manifest", iiif_reading.read_manifest)(
        BytesIO(json.dumps(make_manifest(_describe(values))).encode())
    )
    assert isinstance(read, dict)
    _compare(values, read, lost=iiif_reading.UNWRITTEN, but=("credit_line",))
    assert _name_makers(read) == _name_makers(values)
    if "credit_line" in values:
        assert read["credit_line"] == values["credit_line"]


@_go
@given(_objects)
def test_json_loses_nothing(values: dict[str, Any]) -> None:
    read = read_object_json(json.loads(json.dumps({"key": "o9a5yj8ne", "kind": "object", **values})))
    _compare(values, read, lost=())


@_go
@given(_objects, st.sampled_from(sorted(PROFILES)))
def test_a_table_loses_nothing(values: dict[str, Any], profile: str) -> None:
    ((_, read),) = read_object_table(BytesIO(write_object_table([_describe(values)], profile)))
    stated = {name: _drop_blanks(value) for name, value in values.items()}
    _compare(stated, read, lost=())


def _drop_blanks(value: Any) -> Any:
    """A cell without content is none."""
    if isinstance(value, list):
        return [
            {name: held for name, held in entry.items() if held != ""} if isinstance(entry, dict) else entry
            for entry in value
        ]
    return value
