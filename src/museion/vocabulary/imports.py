"""What can be imported into the room."""

from pathlib import Path

from museion.core.imports.registry import Importer
from museion.vocabulary.formats.iconclass import read_iconclass
from museion.vocabulary.formats.skos_reading import read_skos
from museion.vocabulary.incoming import TEXTS, read_concept, resolve_concepts, save_concept_rows

IMPORTERS: tuple[Importer, ...] = (
    Importer(
        kind="concepts",
        fields=TEXTS
        | frozenset(
            [
                "scheme",
                "scheme_uri",
                "scheme_licence",
                "uri",
                "notation",
                "alt_labels",
                "hidden_labels",
                "matches",
                "broader",
                "related",
                "identifiers",
                "bad_tags",
                "bad_addresses",
            ]
        ),
        texts=TEXTS,
        read=read_concept,
        whole_readers={"skos": read_skos, "iconclass": read_iconclass},
        resolve=resolve_concepts,
        second_pass=lambda row: bool(row.names),
        save=save_concept_rows,
        mappings=Path(__file__).parent / "mappings",
    ),
)
