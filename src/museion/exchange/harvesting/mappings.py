"""Which importer a mapping is for: its file says so."""

import tomllib
from pathlib import Path

from museion.core.imports.mapping import list_mappings
from museion.core.imports.registry import IMPORTERS, Importer
from museion.core.imports.specs import UnusableMappingError


def find_importer(mapping: str) -> Importer:
    """Raises `UnusableMappingError` where no shipped mapping has the name, or several kinds have one."""
    found = [importer for importer in IMPORTERS.values() if mapping in list_mappings(importer)]
    if len(found) == 1:
        return found[0]
    if found:
        kinds = ", ".join(importer.kind for importer in found)
        raise UnusableMappingError(f"there is a mapping “{mapping}” for each of {kinds}: say which with --kind")
    kind = _read_kind(Path(mapping))
    if kind not in IMPORTERS:
        names = sorted({name for importer in IMPORTERS.values() for name in list_mappings(importer)})
        raise UnusableMappingError(f"no mapping “{mapping}”: shipped are {', '.join(names)}; or give a file's path")
    return IMPORTERS[kind]


def _read_kind(path: Path) -> str:
    if not path.is_file():
        return ""
    try:
        return str(tomllib.loads(path.read_text(encoding="utf-8")).get("kind", ""))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UnusableMappingError(f"mapping {path.name}: not TOML: {error}") from error
