"""What can be imported into the room."""

from pathlib import Path

from museion.core.imports.registry import Importer
from museion.library.incoming import works
from museion.library.incoming.readers import READERS

IMPORTERS: tuple[Importer, ...] = (
    Importer(
        kind="publications",
        fields=works.TEXTS | works.OTHERS,
        texts=works.TEXTS,
        readers=READERS,
        read=works.read_work,
        resolve=works.resolve_works,
        second_pass=works.names_parent,
        save=works.save_work_rows,
        mappings=Path(__file__).parent / "mappings",
    ),
)
