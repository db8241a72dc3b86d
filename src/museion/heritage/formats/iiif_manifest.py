"""Writing IIIF Presentation 3 manifests: one canvas a picture, an image service with each."""

from collections.abc import Iterator, Mapping
from typing import Any

from museion.heritage.formats.describing import DescribedObject, Picture
from museion.heritage.formats.rights import find_rights_address

CONTEXT = "http://iiif.io/api/presentation/3/context.json"
THUMBNAIL_WIDTH = 400
_LANGUAGES = ("en", "fr", "es")
# What the pairs of metadata are called, by column.
FACTS = {
    "object_type": ("Type of object", "Type d’objet", "Tipo de objeto"),
    "makers": ("Maker", "Auteur", "Autor"),
    "date_text": ("Date", "Date", "Fecha"),
    "materials_techniques": ("Materials and techniques", "Matériaux et techniques", "Materiales y técnicas"),
    "measurements_text": ("Measurements", "Dimensions", "Dimensiones"),
    "place_of_origin": ("Place of origin", "Lieu d’origine", "Lugar de origen"),
    "inventory_number": ("Inventory number", "Numéro d’inventaire", "Número de inventario"),
    "provenance": ("Provenance", "Provenance", "Procedencia"),
}
Map = dict[str, list[str]]


class NoPictureError(ValueError):
    """A manifest has at least one canvas; this object has no picture."""


def make_manifest(described: DescribedObject) -> dict[str, Any]:
    """What is not among the pairs of metadata is named in `iiif_reading.UNWRITTEN`. Raises `NoPictureError`."""
    if not described.pictures:
        raise NoPictureError(f"{described.key} has no picture")
    address = f"{described.address}.manifest"
    title = described.get_texts("title") or described.get_texts("object_type") or {"und": described.key}
    made: dict[str, Any] = {
        "@context": CONTEXT,
        "id": address,
        "type": "Manifest",
        "label": map_texts(title),
        "summary": map_texts(described.get_texts("description")),
        "metadata": [{"label": label, "value": value} for label, value in _list_facts(described) if value],
        "rights": find_rights_address(described),
        "requiredStatement": _make_credit(described),
        "provider": _make_provider(described),
        "thumbnail": [_make_thumbnail(described.pictures[0])],
        "homepage": [
            {"id": described.address, "type": "Text", "label": map_texts(title), "format": "text/html"},
        ],
        "seeAlso": [
            {"id": f"{described.address}.jsonld", "type": "Dataset", "format": "application/ld+json"},
            {"id": f"{described.address}.lido", "type": "Dataset", "format": "application/xml"},
        ],
        "items": [_make_canvas(address, number, picture) for number, picture in enumerate(described.pictures, 1)],
    }
    return {name: value for name, value in made.items() if value}


def map_texts(texts: Mapping[str, str]) -> Map:
    """`none` is the tag of texts whose language nobody stated."""
    return {("none" if tag == "und" else tag): [text] for tag, text in texts.items() if text}


def _list_facts(described: DescribedObject) -> Iterator[tuple[Map, Map]]:
    makers = [maker["name"] for maker in described.values.get("makers") or () if maker.get("name")]
    for column, labels in FACTS.items():
        label = dict(zip(_LANGUAGES, ([text] for text in labels), strict=True))
        value = described.values.get(column) or ""
        if column == "makers":
            yield label, {"none": makers} if makers else {}
        else:
            yield label, map_texts({"und": value} if isinstance(value, str) else value)


def _make_credit(described: DescribedObject) -> dict[str, Map] | None:
    credit = described.get_text("credit_line") or described.get_text("rights")
    return {"label": {"en": ["Attribution"]}, "value": {"none": [credit]}} if credit else None


def _make_provider(described: DescribedObject) -> list[dict[str, Any]]:
    if not described.museum_names or not described.museum_address:
        return []
    return [{"id": described.museum_address, "type": "Agent", "label": map_texts(described.museum_names)}]


def _make_canvas(address: str, number: int, picture: Picture) -> dict[str, Any]:
    canvas = f"{address}/canvas/{number}"
    body = _make_image(picture)
    painting = {
        "id": f"{canvas}/image",
        "type": "Annotation",
        "motivation": "painting",
        "body": body,
        "target": canvas,
    }
    return {
        "id": canvas,
        "type": "Canvas",
        "label": map_texts(picture.captions) or {"none": [str(number)]},
        "width": picture.width,
        "height": picture.height,
        "items": [{"id": f"{canvas}/page", "type": "AnnotationPage", "items": [painting]}],
    }


def _make_image(picture: Picture) -> dict[str, Any]:
    image: dict[str, Any] = {
        "id": picture.address,
        "type": "Image",
        "format": picture.media_type,
        "width": picture.width,
        "height": picture.height,
    }
    if picture.service:
        image["service"] = [{"id": picture.service, "type": "ImageService3", "profile": "level1"}]
    return image


def _make_thumbnail(picture: Picture) -> dict[str, Any]:
    if not picture.service:
        return _make_image(picture)
    width = min(THUMBNAIL_WIDTH, picture.width)
    height = max(1, round(picture.height * width / picture.width))
    address = f"{picture.service}/full/{width},{height}/0/default.jpg"
    return {"id": address, "type": "Image", "format": "image/jpeg", "width": width, "height": height}
