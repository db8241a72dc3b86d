"""Catalogues as tables: CSV, TSV, JSON Lines, XLSX. Columns by the names that auction houses and Object ID use."""

import io
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from museion.core.imports.readers import read_rows
from museion.core.imports.rows import BadRow, Format
from museion.core.telling import tell
from museion.screening.catalogues.lots import ReadLot, UnreadableCatalogueError, clean_number
from museion.screening.runs.questions import list_field_names

NUMBERS = (
    *("lot", "lot_number", "lot_no", "lotnumber", "number", "no", "nr", "n°", "nº", "numéro", "numero", "número"),
    *("lote", "lotto", "los", "losnummer", "los_nr", "los_nr.", "رقم", "رقم_القطعة"),
)
PICTURES = (
    *("photo", "photos", "image", "images", "picture", "pictures", "image_file", "photographie", "photographies"),
    *("foto", "fotos", "imagen", "imagenes", "imágenes", "fotografía", "bild", "bilder", "immagine", "immagini"),
    *("صورة", "صور", "الصورة"),
)
TEXTS = (
    *("text", "lot_description", "lot_text", "details", "catalogue_note", "texte", "texto", "notice", "beschreibung"),
    *("descripción", "descrizione", "الوصف", "وصف"),
)
# Headings of houses by the name of the question of Object ID that they answer.
_HEADINGS = {
    "title": ("titre", "título", "titulo", "titel", "titolo", "désignation", "العنوان", "عنوان"),
    "maker": ("artist", "creator", "artiste", "auteur", "artista", "autor", "künstler", "autore", "الصانع", "الفنان"),
    "object_type": ("type_d'objet", "type_d’objet", "tipo", "tipo_de_objeto", "objektart", "النوع", "نوع_القطعة"),
    "materials": (
        "medium",
        "matériaux",
        "matière",
        "matériau",
        "material",
        "materiales",
        "materiali",
        "المواد",
        "المادة",
    ),
    "techniques": ("technique", "técnica", "técnicas", "technik", "tecnica", "التقنية"),
    "dimensions": (
        "size",
        "dimension",
        "dimensiones",
        "medidas",
        "maße",
        "abmessungen",
        "dimensioni",
        "الأبعاد",
        "المقاسات",
    ),
    "date": ("datation", "époque", "fecha", "época", "datierung", "datazione", "epoca", "التاريخ", "الفترة"),
    "inscriptions": ("inscriptions_et_marques", "inscripciones", "inschriften", "iscrizioni", "النقوش", "الكتابات"),
    "place_of_origin": ("origin", "origine", "provenance_géographique", "origen", "herkunftsort", "المنشأ"),
}
_NAMES = {heading: name for name, headings in _HEADINGS.items() for heading in headings}


def read_table(content: bytes, name: str) -> tuple[list[ReadLot], list[str]]:
    """The lots, and what of the table is none: such a line was screened by nobody."""
    lots: list[ReadLot] = []
    problems: list[str] = []
    for row in read_rows(Path(name), io.BufferedReader(io.BytesIO(content)), Format()):
        if isinstance(row, BadRow):
            problems.append(f"{row.place}: {tell(row.problem)}")
        elif any(str(value).strip() for value in row.values.values() if value is not None):
            lots.append(_make_lot(row.values))
    if not lots:
        raise UnreadableCatalogueError("; ".join(problems[:3]) or _("The table has no rows."))
    return lots, problems


def _make_lot(values: Mapping[str, Any]) -> ReadLot:
    """A column of no known name is part of the text, so that nothing that the house wrote is lost."""
    held = {_fold(name): str(value).strip() for name, value in values.items() if value not in (None, "")}
    lot = ReadLot(clean_number(_take(held, NUMBERS)))
    lot.picture_names = list(_split(_take(held, PICTURES)))
    texts = [_take(held, TEXTS)]
    for name, value in held.items():
        known = _NAMES.get(name, name)
        if known in list_field_names() and known not in lot.fields:
            lot.fields[known] = value
        elif value:
            texts.append(f"{name}: {value}")
    lot.text = "\n".join(filter(None, texts))
    return lot


def _take(held: dict[str, str], names: tuple[str, ...]) -> str:
    """The first column of these names, which then counts no more."""
    return next((held.pop(name) for name in names if held.get(name)), "")


def _fold(name: str) -> str:
    return "_".join(name.strip().lower().replace("-", " ").split())


def _split(text: str) -> Iterator[str]:
    for part in text.replace("|", "\n").replace(";", "\n").splitlines():
        if part.strip():
            yield part.strip()
