"""What can be imported into the room."""

from pathlib import Path

from museion.core.imports.registry import Importer
from museion.heritage.formats.lido import read_lido
from museion.heritage.formats.object_table import read_object_table
from museion.heritage.incoming import elements, objects

_MAPPINGS = Path(__file__).parent / "mappings"

IMPORTERS: tuple[Importer, ...] = (
    Importer(
        kind="objects",
        fields=objects.TEXTS | objects.OTHERS,
        texts=objects.TEXTS,
        readers={"lido": read_lido, "object-table": read_object_table},
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
