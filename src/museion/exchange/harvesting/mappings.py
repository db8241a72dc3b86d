"""Which importer a mapping is for: its file says so."""

import tomllib
from pathlib import Path

from museion.core.imports.mapping import list_mappings, make_not_toml
from museion.core.imports.registry import IMPORTERS, Importer
from museion.core.imports.specs import UnusableMappingError
from museion.core.wording import Wording


def find_importer(mapping: str) -> Importer:
    """Raises `UnusableMappingError` where no shipped mapping has the name, or several kinds have one."""
    found = [importer for importer in IMPORTERS.values() if mapping in list_mappings(importer)]
    if len(found) == 1:
        return found[0]
    if found:
        kinds = [importer.kind for importer in found]
        told = Wording(
            "there is a mapping “%(name)s” for each of %(kinds)s: say which with --kind", name=mapping, kinds=kinds
        )
        raise UnusableMappingError(told)
    kind = _read_kind(Path(mapping))
    if kind not in IMPORTERS:
        names = sorted({name for importer in IMPORTERS.values() for name in list_mappings(importer)})
        told = Wording("no mapping “%(name)s”: shipped are %(names)s; or give a file's path", name=mapping, names=names)
        raise UnusableMappingError(told)
    return IMPORTERS[kind]


def _read_kind(path: Path) -> str:
    if not path.is_file():
        return ""
    try:
        return str(tomllib.loads(path.read_text(encoding="utf-8")).get("kind", ""))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise make_not_toml(path, error) from error
