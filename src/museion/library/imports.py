"""What can be imported into the room."""

from pathlib import Path

from museion.core.imports.registry import Importer
from museion.library.incoming import authorities, works
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
    Importer(
        kind="authorities",
        fields=authorities.FIELDS,
        readers={"marc-authorities": authorities.read_marc_authorities},
        read=authorities.read_row,
        resolve=authorities.resolve_rows,
        second_pass=authorities.names_others,
        save=authorities.save_rows,
        mappings=Path(__file__).parent / "mappings",
    ),
)
