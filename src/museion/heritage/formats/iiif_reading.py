"""Reading manifests of IIIF Presentation 3: what they call the object, what they say of it, its pictures.

A manifest is made to be looked at: its metadata are pairs of label and value, of which those whose label is known here
become answers. `UNWRITTEN` names the columns that a manifest of ours does not carry.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from museion.core.wording import Wording
from museion.heritage.formats.iiif_manifest import FACTS

UNWRITTEN = (
    "object_type_broad",
    "materials",
    "techniques",
    "measurements",
    "inscriptions_markings",
    "distinguishing_features",
    "subject",
    "date_edtf",
    "date_earliest",
    "date_latest",
    "period",
    "makers beyond their names",
    "related_written_material",
    "place_of_discovery",
    "related_objects",
    "date_documented",
    "rights in words, where there is a credit line",
    "source_url",
)
_ALSO = {
    "makers": ("artist", "author", "creator", "artiste", "artista", "créateur"),
    "date_text": ("date of creation", "created", "published", "datierung"),
    "materials_techniques": ("medium", "material", "materials", "technique"),
    "inventory_number": ("accession number", "object number", "identifier", "shelfmark"),
    "measurements_text": ("extent", "size"),
}
_COLUMNS = {label.casefold(): column for column, labels in FACTS.items() for label in (*labels, *_ALSO.get(column, ()))}
_TEXTS = frozenset({"object_type", "materials_techniques", "place_of_origin"})


class ManifestError(ValueError):
    """The JSON is no manifest of Presentation 3; says what it is."""


def read_manifest(made: Any) -> dict[str, Any]:
    """Raises `ManifestError` for a collection, a manifest of Presentation 2 and what is neither."""
    if not isinstance(made, Mapping) or made.get("type") != "Manifest":
        kind = (made.get("type") or made.get("@type")) if isinstance(made, Mapping) else type(made).__name__
        raise ManifestError(Wording("type is %(kind)s; expected a Manifest of IIIF Presentation 3", kind=repr(kind)))
    credit = made.get("requiredStatement") or {}
    values: dict[str, Any] = {
        "record_id": str(made.get("id", "")),
        "title": _read_map(made.get("label")),
        "description": _read_map(made.get("summary")),
        "credit_line": _join(_read_map(credit.get("value")) if isinstance(credit, Mapping) else {}),
        "rights": str(made.get("rights") or ""),
        "external_images": list(dict.fromkeys(_iterate_pictures(made))),
        **_read_metadata(made.get("metadata")),
    }
    return {name: value for name, value in values.items() if value}


def _read_map(held: Any) -> dict[str, str]:
    """A language map of lists; `none` is what has no language."""
    entries = held.items() if isinstance(held, Mapping) else ()
    texts = {
        ("und" if tag == "none" else str(tag)): "; ".join(map(str, said))
        for tag, said in entries
        if isinstance(said, list)
    }
    return {tag: text for tag, text in texts.items() if text}


def _join(texts: Mapping[str, str]) -> str:
    return "; ".join(dict.fromkeys(texts.values()))


def _read_metadata(pairs: Any) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for pair in pairs if isinstance(pairs, list) else ():
        labels = _read_map(pair.get("label")).values() if isinstance(pair, Mapping) else ()
        column = next((_COLUMNS[label.casefold()] for label in labels if label.casefold() in _COLUMNS), "")
        if column and column not in found:
            texts = _read_map(pair.get("value"))
            found[column] = _read_value(column, pair.get("value"), texts)
    return found


def _read_value(column: str, held: Any, texts: dict[str, str]) -> Any:
    if column in _TEXTS:
        return texts
    if column == "makers":
        said = (name for names in held.values() for name in names) if isinstance(held, Mapping) else ()
        return [{"name": name} for name in dict.fromkeys(map(str, said)) if name]
    return _join(texts)


def _iterate_pictures(made: Any) -> Iterator[str]:
    """Images painted on canvases, in their order, also where a canvas offers a choice of them."""
    if isinstance(made, list):
        for entry in made:
            yield from _iterate_pictures(entry)
    elif isinstance(made, Mapping):
        if made.get("type") == "Image" and made.get("id"):
            yield str(made["id"])
        for name in ("items", "body"):
            yield from _iterate_pictures(made.get(name))
