"""How a room registers when Django starts: three plain tuples, each read by one part of core or search."""

from collections.abc import Iterable

from museion.core.imports.registry import Importer, register_importer
from museion.core.kinds import Kind, register_kind


def register_room(*, kinds: Iterable[Kind] = (), importers: Iterable[Importer] = ()) -> None:
    for kind in kinds:
        register_kind(kind)
    for importer in importers:
        register_importer(importer)
