"""What can be imported into the room."""

from pathlib import Path

from museion.core.imports.registry import Importer
from museion.heritage.formats.edm_reading import read_edm
from museion.heritage.formats.iiif_reading import read_manifest
from museion.heritage.formats.lido import read_lido
from museion.heritage.formats.linked_art_reading import read_linked_art
from museion.heritage.formats.object_json import read_object_json
from museion.heritage.incoming import elements, objects
from museion.heritage.incoming.documents import make_reader
from museion.heritage.incoming.tables import read_table

_MAPPINGS = Path(__file__).parent / "mappings"

IMPORTERS: tuple[Importer, ...] = (
    Importer(
        kind="objects",
        fields=objects.TEXTS | objects.OTHERS,
        texts=objects.TEXTS,
        readers={
            "lido": read_lido,
            "object-table": read_table,
            "object-json": make_reader("object", read_object_json),
            "linked-art": make_reader("object", read_linked_art),
            "edm": read_edm,
            "iiif": make_reader("manifest", read_manifest),
        },
        read=objects.read_object,
        resolve=objects.resolve_objects,
        save=objects.save_object_rows,
        mappings=_MAPPINGS,
    ),
    Importer(
        kind="elements",
        fields=elements.TEXTS | elements.OTHERS,
        texts=elements.TEXTS,
        read=elements.read_element,
        resolve=elements.resolve_elements,
        save=elements.save_element_rows,
        mappings=_MAPPINGS,
    ),
)
