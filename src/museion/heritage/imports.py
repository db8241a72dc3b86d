"""What can be imported into the room."""

from museion.core.imports.registry import Importer

IMPORTERS: tuple[Importer, ...] = ()
