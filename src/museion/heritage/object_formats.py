"""The formats in which an object goes out beside JSON and schema.org: LIDO, Linked Art, EDM, IIIF, tables, the card of Object ID."""

import orjson
from django.utils.translation import gettext as _

from museion.core.kinds import Representation, WriterContext
from museion.core.problems import ProblemError
from museion.heritage.described import describe_for_formats
from museion.heritage.formats.edm import write_edm
from museion.heritage.formats.iiif_manifest import NoPictureError, make_manifest
from museion.heritage.formats.lido_writing import write_lido
from museion.heritage.formats.linked_art import make_linked_art
from museion.heritage.formats.object_table import write_object_table
from museion.heritage.models import CulturalObject

LINKED_ART = 'application/ld+json;profile="https://linked.art/ns/v1/linked-art.json"'
IIIF = 'application/ld+json;profile="http://iiif.io/api/presentation/3/context.json"'
SPECTRUM = 'text/csv; charset=utf-8; profile="spectrum"'


def _write_lido(record: CulturalObject, context: WriterContext) -> bytes:
    return write_lido(describe_for_formats(record, context))


def _write_linked_art(record: CulturalObject, context: WriterContext) -> bytes:
    return orjson.dumps(make_linked_art(describe_for_formats(record, context)), option=orjson.OPT_INDENT_2)


def _write_edm(record: CulturalObject, context: WriterContext) -> bytes:
    return write_edm(describe_for_formats(record, context))


def _write_manifest(record: CulturalObject, context: WriterContext) -> bytes:
    described = describe_for_formats(record, context)
    try:
        manifest = make_manifest(described)
    except NoPictureError as error:
        detail = _("The object %(key)s has no picture.") % {"key": record.key}
        raise ProblemError(404, _("No such picture"), detail, "no-picture") from error
    return orjson.dumps(manifest, option=orjson.OPT_INDENT_2)


def _has_picture(record: CulturalObject) -> bool:
    return record.photographs.exists()


def _write_object_id_table(record: CulturalObject, context: WriterContext) -> bytes:
    return write_object_table([describe_for_formats(record, context)])


def _write_spectrum_table(record: CulturalObject, context: WriterContext) -> bytes:
    return write_object_table([describe_for_formats(record, context)], "spectrum")


def _write_card(record: CulturalObject, context: WriterContext) -> bytes:
    from museion.heritage.object_card import draw_card  # its printing library is slow to load, and few starts draw

    return draw_card(record, describe_for_formats(record, context))


OBJECT_FORMATS = (
    Representation("lido", "application/xml", "LIDO 1.1", _write_lido),
    Representation("linked-art", LINKED_ART, "Linked Art 1.0", _write_linked_art),
    Representation("edm", "application/rdf+xml", "EDM", _write_edm),
    Representation("manifest", IIIF, "IIIF Presentation 3", _write_manifest, suits=_has_picture),
    Representation("pdf", "application/pdf", "Object ID, PDF", _write_card),
    Representation("csv", "text/csv; charset=utf-8", "CSV, Object ID", _write_object_id_table),
    Representation("spectrum", SPECTRUM, "CSV, Spectrum", _write_spectrum_table),
)
