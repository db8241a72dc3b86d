"""The words of a loss as they are compared. A question is read the same way, so both sides meet in one form."""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

from museion.heritage.terms import Dimension
from museion.screening.matching.texts.canon import Canon, make_canon
from museion.screening.matching.texts.records import ObjectText
from museion.screening.models import LossRecord
from museion.search.sources import get_years
from museion.vocabulary.thesauri import read_thesaurus

_THESAURI = ("object-types", "materials-techniques")
_NOT_SIZES = frozenset({Dimension.WEIGHT, Dimension.DURATION, Dimension.CIRCUMFERENCE})
# What `describe_values` reads of a row.
COLUMNS = (
    "title",
    "object_type",
    "object_type_broad",
    "materials_techniques",
    "materials",
    "techniques",
    "measurements",
    "inscriptions_markings",
    "distinguishing_features",
    "subject",
    "date_earliest",
    "date_latest",
    "makers",
    "description",
    "inventory_number",
)


@lru_cache(maxsize=1)
def get_canon() -> Canon:
    """Types, materials and techniques in every language of the shipped thesauri."""
    concepts = {concept["id"]: concept for slug in _THESAURI for concept in read_thesaurus(slug)["concepts"]}
    return make_canon({code: (concept.get("broader"), _list_labels(concept)) for code, concept in concepts.items()})


def describe_loss(loss: LossRecord, photos: Iterable[str] = ()) -> ObjectText:
    """`photos`: names in the store, which the register's checksum covers too."""
    values = {name: getattr(loss, name) for name in COLUMNS}
    return describe_values(values, key=loss.key, stamp=" ".join(sorted(photos)))


def describe_values(values: Mapping[str, Any], *, key: str = "", text: str = "", stamp: str = "") -> ObjectText:
    """From the columns of `ObjectDescription`, saved or not; `text` is what stands outside of them."""
    marks = values.get("inscriptions_markings") or ()
    return ObjectText(
        id=key,
        title=_join_texts(values, "title"),
        object_type=_join_texts(values, "object_type") or _join_texts(values, "object_type_broad"),
        makers=tuple(maker["name"] for maker in values.get("makers") or () if _is_known(maker)),
        materials=_join_texts(values, "materials_techniques", "materials", "techniques"),
        measurements=_list_sizes(values.get("measurements") or ()),
        years=get_years(values.get("date_earliest"), values.get("date_latest")),
        inscriptions=tuple(mark["text"] for mark in marks if mark.get("text")),
        features=_join_texts(values, "distinguishing_features"),
        description=_join_texts(values, "description", "subject"),
        inventory_number=values.get("inventory_number") or "",
        text=text,
        stamp=stamp,
    )


def _list_labels(concept: Mapping[str, Any]) -> list[str]:
    others = [label for labels in concept.get("alt", {}).values() for label in labels]
    return [*concept["labels"].values(), *others]


def _join_texts(values: Mapping[str, Any], *names: str) -> str:
    parts: list[str] = []
    for name in names:
        held = values.get(name) or ()
        parts += held.values() if isinstance(held, Mapping) else held
    return "; ".join(dict.fromkeys(parts))


def _is_known(maker: Mapping[str, Any]) -> bool:
    return bool(maker.get("name")) and maker.get("kind") != "unknown"


def _list_sizes(measurements: Iterable[Mapping[str, Any]]) -> tuple[float, ...]:
    """Of one part of the object: a frame's or a plate's sides are not the picture's."""
    parts: dict[str, list[float]] = {}
    for held in measurements:
        if held.get("dimension") not in _NOT_SIZES and held.get("normalised"):
            parts.setdefault(str(held.get("part", "")), []).append(float(held["normalised"]))
    most = max(map(len, parts.values()), default=0)
    return next((tuple(sides) for sides in parts.values() if len(sides) == most), ())
