"""The card of Object ID as one sheet of paper: its questions in its order, the pictures, the address as a QR code."""

from pathlib import Path

from django.utils.translation import gettext as _

from museion.core.languages import get_direction
from museion.core.paper import Sheet
from museion.heritage.formats.describing import DescribedObject
from museion.heritage.models import CulturalObject
from museion.heritage.pictures import get_thumbnail
from museion.heritage.terms import MarkKind

_PICTURES = 3
_PRINT_WIDTH = 480


def draw_card(record: CulturalObject, described: DescribedObject) -> bytes:
    """In the reader's language. Where an object is kept is not printed."""
    language = described.language
    foot = _("Object ID card of %(key)s") % {"key": record.key}
    sheet = Sheet(foot=foot, is_right_to_left=get_direction(language) == "rtl", made_at=record.changed_at)
    sheet.set_title(foot)
    sheet.set_lang(language)
    sheet.head(described.pick("title") or described.pick("object_type") or record.key)
    sheet.pictures(_find_pictures(record))
    sheet.head(_("Description by Object ID"))
    sheet.facts(_list_answers(described))
    sheet.head(_("Custody"))
    sheet.facts(
        [
            (_("museum"), described.museum_names.get(language) or next(iter(described.museum_names.values()), "")),
            (_("credit line"), described.get_text("credit_line")),
            (_("provenance as written"), described.get_text("provenance")),
        ]
    )
    sheet.tell(described.address, small=True, grey=True)
    sheet.code(described.address, side=30)
    return bytes(sheet.output())


def _find_pictures(record: CulturalObject) -> list[Path]:
    found = (get_thumbnail(picture.file_name, _PRINT_WIDTH) for picture in record.photographs.all()[:_PICTURES])
    return [path for path in found if path]


def _list_answers(described: DescribedObject) -> list[tuple[str, str]]:
    makers = ", ".join(maker["name"] for maker in described.values.get("makers") or () if maker.get("name"))
    marks = "; ".join(_write_mark(mark) for mark in described.values.get("inscriptions_markings") or ())
    return [
        (_("type of object"), described.pick("object_type")),
        (_("materials and techniques"), described.pick("materials_techniques")),
        (_("measurements"), described.get_text("measurements_text") or _write_measurements(described)),
        (_("inscriptions and markings"), marks),
        (_("distinguishing features"), described.pick("distinguishing_features")),
        (_("title"), described.pick("title")),
        (_("subject"), described.pick("subject")),
        (_("date or period"), described.get_text("date_text") or described.pick("period")),
        (_("maker"), makers),
        (_("description"), described.pick("description")),
        (_("inventory number"), described.get_text("inventory_number")),
        (_("place of origin"), described.pick("place_of_origin")),
        (_("place of discovery"), described.pick("place_of_discovery")),
    ]


def _write_mark(mark: dict[str, str]) -> str:
    kind = mark.get("kind", "")
    label = str(MarkKind(kind).label) if kind in MarkKind else kind
    return f"{label}: {mark.get('text', '')}"


def _write_measurements(described: DescribedObject) -> str:
    sides = described.values.get("measurements") or ()
    return "; ".join(str(side.get("text") or f"{side.get('value')} {side.get('unit', '')}") for side in sides)
