"""A mapping: the declaration that turns one source's rows into records. `docs/reference/mappings.md` lists what it may say."""

import hashlib
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from museion.core.imports.readers import READERS
from museion.core.imports.registry import Importer
from museion.core.imports.rows import Format
from museion.core.imports.specs import Columns, Compiler, Getter, UnusableMappingError
from museion.core.languages import InvalidLanguageError, read_tag
from museion.core.wording import Wording

_PARTS = {
    "about",
    "kind",
    "source",
    "source_id",
    "language",
    "leave_out",
    "format",
    "fields",
    "lookups",
    "join",
    "expect",
}
_FORMAT_PARTS = {"name", "encoding", "delimiter", "sheet", "path", "members"}


@dataclass(frozen=True, slots=True)
class Join:
    """A second file beside the first: its rows become a list in the column `name` of the row whose `on` is their `key`."""

    name: str
    file: str
    key: str
    on: str


@dataclass(frozen=True, slots=True)
class Expectations:
    """What the source held when the mapping was written; a breach warns, for the source has changed."""

    rows: tuple[int, int] | None = None
    columns: tuple[str, ...] = ()
    share: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SourceMapping:
    """A compiled mapping. `leave_out`: fields whose bad value costs the field, not the row."""

    name: str
    kind: str
    source: str
    form: Format
    digest: bytes
    read_source_id: Getter
    getters: Mapping[str, Getter]
    needs: tuple[tuple[str, ...], ...]
    leave_out: frozenset[str]
    joins: tuple[Join, ...]
    expect: Expectations

    def map_row(self, columns: Columns) -> dict[str, Any]:
        """The values by field name; fields without one are absent."""
        values = {name: value for name, get in self.getters.items() if (value := get(columns)) is not None}
        values["source"] = self.source
        return values

    def check_columns(self, known: Iterable[str]) -> None:
        """Raises `UnusableMappingError` with the columns that there are, where one that is read is not."""
        held = set(known)
        heads = held | {join.name for join in self.joins}
        for names in (*self.needs, *((column,) for column in self.expect.columns)):
            if not any(name in heads or name.replace("[]", "").split(".")[0] in heads for name in names):
                told = Wording(
                    "mapping %(mapping)s: the file has no column “%(wanted)s”; its columns are: %(names)s",
                    mapping=self.name,
                    wanted="” / “".join(names),
                    names=sorted(held),
                )
                raise UnusableMappingError(told)


def load_mapping(name: str, importer: Importer) -> SourceMapping:
    """A shipped mapping by its name, or any by its path. Raises `UnusableMappingError`."""
    path = find_mapping(name, importer)
    content = path.read_bytes()
    try:
        declared = tomllib.loads(content.decode())
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise make_not_toml(path, error) from error
    return compile_mapping(path.stem, declared, importer, hashlib.sha256(content).digest())


def find_mapping(name: str, importer: Importer) -> Path:
    shipped = importer.mappings / f"{name}.toml"
    if shipped.is_file() and "/" not in name:
        return shipped
    if Path(name).is_file():
        return Path(name)
    if "/" in name or name.endswith(".toml"):
        raise UnusableMappingError(Wording("there is no mapping file %(name)s", name=name))
    told = Wording(
        "no mapping “%(name)s” for %(kind)s: shipped are %(names)s; or give a file's path",
        name=name,
        kind=importer.kind,
        names=list_mappings(importer) or "–",
    )
    raise UnusableMappingError(told)


def make_not_toml(path: Path, error: Exception) -> UnusableMappingError:
    return UnusableMappingError(Wording("mapping %(name)s: not TOML: %(why)s", name=path.name, why=str(error)))


def list_mappings(importer: Importer) -> list[str]:
    """The shipped mappings of this kind; a room's kinds share a folder, so the file says which kind it is for."""
    found = (path for path in importer.mappings.glob("*.toml"))
    return sorted(path.stem for path in found if tomllib.loads(path.read_text()).get("kind") == importer.kind)


def compile_mapping(name: str, declared: dict[str, Any], importer: Importer, digest: bytes) -> SourceMapping:
    where = f"mapping {name}"
    _refuse_unknown(set(declared), _PARTS, where)
    if declared.get("kind") != importer.kind:
        raise UnusableMappingError(f"{where}: it is for {declared.get('kind')!r}, not for {importer.kind}")
    for part in ("source", "source_id", "fields"):
        if not declared.get(part):
            raise UnusableMappingError(f"{where}: “{part}” is missing")
    fields = declared["fields"]
    _refuse_unknown(set(fields), importer.fields, f"{where}, fields")
    compiler = Compiler(declared.get("lookups", {}))
    read_source_id = compiler.compile(declared["source_id"], f"{where}, source_id")
    getters = {field: compiler.compile(spec, f"{where}, fields.{field}") for field, spec in fields.items()}
    language = _read_language(declared.get("language", "und"), where)
    return SourceMapping(
        name=name,
        kind=importer.kind,
        source=str(declared["source"]),
        form=_read_format(declared.get("format", {}), importer, where),
        digest=digest,
        read_source_id=read_source_id,
        getters={
            field: _in_language(get, language) if field in importer.texts else get for field, get in getters.items()
        },
        needs=tuple(compiler.needs),
        leave_out=frozenset(declared.get("leave_out", ())),
        joins=tuple(_read_join(key, join, where) for key, join in declared.get("join", {}).items()),
        expect=_read_expectations(declared.get("expect", {}), importer, where),
    )


def _refuse_unknown(found: set[str], known: Iterable[str], where: str) -> None:
    unknown = sorted(found - set(known))
    if unknown:
        raise UnusableMappingError(f"{where}: there is no “{unknown[0]}”; there are: {', '.join(sorted(known))}")


def _read_language(tag: Any, where: str) -> str:
    try:
        return read_tag(str(tag))
    except InvalidLanguageError as error:
        raise UnusableMappingError(f"{where}, language: {error}") from error


def _in_language(get: Getter, language: str) -> Getter:
    def name_language(row: Columns) -> Any:
        value = get(row)
        if isinstance(value, list):
            value = "; ".join(map(str, value))
        return value if value is None or isinstance(value, dict) else {language: str(value)}

    return name_language


def _read_format(declared: dict[str, Any], importer: Importer, where: str) -> Format:
    _refuse_unknown(set(declared), _FORMAT_PARTS, f"{where}, format")
    name = declared.get("name", "")
    if name:
        _refuse_unknown({name}, {*READERS, *importer.readers, *importer.whole_readers}, f"{where}, format.name")
    return Format(**declared, readers=importer.readers, whole_readers=importer.whole_readers)


def _read_join(name: str, declared: dict[str, Any], where: str) -> Join:
    _refuse_unknown(set(declared), {"file", "key", "on"}, f"{where}, join.{name}")
    try:
        return Join(name=name, file=declared["file"], key=declared["key"], on=declared["on"])
    except KeyError as error:
        raise UnusableMappingError(f"{where}, join.{name}: {error} is missing") from error


def _read_expectations(declared: dict[str, Any], importer: Importer, where: str) -> Expectations:
    _refuse_unknown(set(declared), {"rows", "columns", "share"}, f"{where}, expect")
    share = declared.get("share", {})
    _refuse_unknown(set(share), importer.fields, f"{where}, expect.share")
    rows = declared.get("rows")
    if rows is not None and (not isinstance(rows, list) or len(rows) != 2):
        raise UnusableMappingError(f"{where}, expect.rows: expected [least, most], found {rows!r}")
    return Expectations(
        rows=(rows[0], rows[1]) if rows else None, columns=tuple(declared.get("columns", ())), share=share
    )
