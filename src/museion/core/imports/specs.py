"""One field of a mapping, compiled once into a function from a row's columns to the field's value.

A spec is a column's name or a table with one *source* (`column`, `first`, `template`, `constant`, `list`, `each`, `zip`,
`table`, `languages`) and *modifiers* that run in this order: `split`, `transform`, `empty`, `join`, `lookup`, `default`; `optional`
lets its columns be missing from the file.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from museion.core.imports.transforms import TRANSFORMS

Columns = Mapping[str, Any]
Getter = Callable[[Columns], Any]

SOURCES = ("column", "first", "template", "constant", "list", "each", "zip", "table", "languages")
MODIFIERS = ("optional", "split", "transform", "empty", "lookup", "otherwise", "default", "take", "need", "join")
_MARK = re.compile(r"\{([^{}]+)\}")


class UnusableMappingError(ValueError):
    """The mapping cannot be used with this file; the message names what exists."""


@dataclass(slots=True)
class Compiler:
    """Compiles the specs of one mapping. `needs`: of each tuple of columns, the file must have at least one."""

    lookups: Mapping[str, Mapping[str, Any]]
    needs: list[tuple[str, ...]] = field(default_factory=list)
    _nested: int = 0

    def compile(self, spec: Any, where: str) -> Getter:
        if isinstance(spec, str):
            spec = {"column": spec}
        if not isinstance(spec, dict):
            raise UnusableMappingError(f"{where}: expected a column's name or a table, found {spec!r}")
        unknown = set(spec) - {*SOURCES, *MODIFIERS}
        sources = [name for name in SOURCES if name in spec]
        if unknown or len(sources) != 1:
            wrong = f"“{min(unknown)}” is unknown" if unknown else f"it has {len(sources)} sources"
            raise UnusableMappingError(
                f"{where}: {wrong}; one of {', '.join(SOURCES)} and any of {', '.join(MODIFIERS)}"
            )
        known = len(self.needs)
        get: Getter = getattr(self, f"_compile_{sources[0]}")(spec, where)
        if spec.get("optional"):
            del self.needs[known:]
        return self._modify(get, spec, where)

    def _compile_column(self, spec: dict[str, Any], where: str) -> Getter:
        name = _expect_text(spec["column"], where)
        self._note([name])
        return _get_column(name)

    def _compile_first(self, spec: dict[str, Any], where: str) -> Getter:
        """The first that is stated. Of columns alone one must exist: sources rename theirs."""
        names = [name for name in spec["first"] if isinstance(name, str)]
        self._nested += 1
        getters = [self.compile(part, where) for part in spec["first"]]
        self._nested -= 1
        if len(names) == len(getters):
            self._note(names)

        def find(row: Columns) -> Any:
            for get in getters:
                value = get(row)
                if value is not None:
                    return value
            return None

        return find

    def _compile_template(self, spec: dict[str, Any], where: str) -> Getter:
        """Nothing where a column of it is not stated, so that no half-filled text appears."""
        template = _expect_text(spec["template"], where)
        names = _MARK.findall(template)
        for name in names:
            self._note([name])
        getters = [_get_column(name) for name in names]
        pattern = _MARK.sub("%s", template.replace("%", "%%"))

        def fill(row: Columns) -> str | None:
            values = tuple(get(row) for get in getters)
            return None if None in values else pattern % values

        return fill

    def _compile_constant(self, spec: dict[str, Any], _where: str) -> Getter:
        value = spec["constant"]
        return lambda _row: value

    def _compile_list(self, spec: dict[str, Any], where: str) -> Getter:
        getters = [self.compile(part, where) for part in spec["list"]]

        def collect(row: Columns) -> list[Any] | None:
            found: list[Any] = []
            for get in getters:
                value = get(row)
                found.extend(value if isinstance(value, list) else [] if value is None else [value])
            is_plain = isinstance(next(iter(found), None), str) and not any(isinstance(part, dict) for part in found)
            return list(dict.fromkeys(found)) if is_plain else found or None

        return collect

    def _compile_each(self, spec: dict[str, Any], where: str) -> Getter:
        """One table for each entry of a column that holds a list of tables."""
        rows = _get_column(_expect_text(spec["each"], where))
        self._note([spec["each"]])
        self._nested += 1
        parts = {name: self.compile(part, f"{where}.{name}") for name, part in spec.get("take", {}).items()}
        self._nested -= 1

        def collect(row: Columns) -> list[dict[str, Any]] | None:
            entries = rows(row)
            entries = [entries] if isinstance(entries, dict) else entries or []
            made = [_fill(parts, entry) for entry in entries if isinstance(entry, dict)]
            return [entry for entry in made if entry] or None

        return collect

    def _compile_zip(self, spec: dict[str, Any], where: str) -> Getter:
        """Columns that hold lists of the same length side by side; where the lengths differ, one table of whole texts."""
        parts = {name: self.compile(part, f"{where}.{name}") for name, part in spec["zip"].items()}

        def collect(row: Columns) -> list[dict[str, Any]] | None:
            held = {name: value for name, get in parts.items() if (value := get(row)) is not None}
            lists = {name: value if isinstance(value, list) else [value] for name, value in held.items()}
            lengths = {len(values) for values in lists.values()}
            if len(lengths) > 1:
                return [{name: ", ".join(map(str, values)) for name, values in lists.items() if values}]
            made = [dict(zip(lists, values, strict=True)) for values in zip(*lists.values(), strict=True)]
            return [{name: value for name, value in entry.items() if value not in (None, "")} for entry in made] or None

        return collect

    def _compile_languages(self, spec: dict[str, Any], where: str) -> Getter:
        parts = {tag: self.compile(part, f"{where}.{tag}") for tag, part in spec["languages"].items()}
        return lambda row: _fill(parts, row) or None

    def _compile_table(self, spec: dict[str, Any], where: str) -> Getter:
        """One table of several columns, such as identifiers by scheme; nothing where its `need` is not stated."""
        fill = self._compile_languages({"languages": spec["table"]}, where)
        need = spec.get("need")
        if need is None:
            return fill
        if need not in spec["table"]:
            raise UnusableMappingError(f"{where}, need: the table has no “{need}”")
        return lambda row: made if (made := fill(row)) and need in made else None

    def _note(self, names: list[str]) -> None:
        """Columns of entries inside a list are the list's own business."""
        if not self._nested:
            self.needs.append(tuple(names))

    def _modify(self, get: Getter, spec: dict[str, Any], where: str) -> Getter:
        for separator in [spec["split"]] if "split" in spec else []:
            get = _split(get, _expect_text(separator, where))
        names = spec.get("transform", [])
        for name in [names] if isinstance(names, str) else names:
            if name not in TRANSFORMS:
                raise UnusableMappingError(f"{where}: no transform “{name}”; there are: {', '.join(TRANSFORMS)}")
            get = _apply(get, TRANSFORMS[name])
        if "empty" in spec:
            get = _drop(get, frozenset(spec["empty"]))
        if "join" in spec:
            get = _join(get, _expect_text(spec["join"], where))
        if "lookup" in spec:
            get = self._look_up(get, spec, where)
        return _default(get, spec["default"]) if "default" in spec else get

    def _look_up(self, get: Getter, spec: dict[str, Any], where: str) -> Getter:
        name = spec["lookup"]
        if name not in self.lookups:
            raise UnusableMappingError(f"{where}: no lookup “{name}”; there are: {', '.join(self.lookups) or 'none'}")
        otherwise = spec.get("otherwise", "keep")
        if otherwise not in {"keep", "drop"}:
            raise UnusableMappingError(f"{where}: otherwise is “keep” or “drop”, not “{otherwise}”")
        table = {key.casefold(): value for key, value in self.lookups[name].items()}
        return _apply(get, lambda value: table.get(str(value).casefold(), value if otherwise == "keep" else None))


def _expect_text(value: Any, where: str) -> str:
    if not isinstance(value, str) or not value:
        raise UnusableMappingError(f"{where}: expected a text, found {value!r}")
    return value


def _get_column(name: str) -> Getter:
    """A column by its name; `dateRange.startYear` looks inside, `tags[].name` into every entry of a list."""

    def get(row: Columns) -> Any:
        value = row.get(name)
        if value is None and path:
            value = _walk(row, path)
        if value.__class__ is str:
            value = value.strip()
        return None if value in ("", None, [], {}) else value

    path = name.split(".") if "." in name or "[]" in name else []
    return get


def _walk(value: Any, path: list[str]) -> Any:
    for number, step in enumerate(path):
        if not isinstance(value, Mapping):
            return None
        value = value.get(step.removesuffix("[]"))
        if step.endswith("[]"):
            rest = path[number + 1 :]
            found = [_walk(entry, rest) for entry in value or []]
            return [part for entry in found for part in (entry if isinstance(entry, list) else [entry]) if part] or None
    return value


def _fill(parts: Mapping[str, Getter], row: Columns) -> dict[str, Any]:
    return {name: value for name, get in parts.items() if (value := get(row)) is not None}


def _split(get: Getter, separator: str) -> Getter:
    def split(row: Columns) -> Any:
        value = get(row)
        if not isinstance(value, str):
            return value
        return [text for part in value.split(separator) if (text := part.strip())] or None

    return split


def _apply(get: Getter, change: Callable[[Any], Any]) -> Getter:
    """To a value, or to each of a list; a list loses what comes to nothing, and lists in lists are laid flat."""

    def apply(row: Columns) -> Any:
        value = get(row)
        if value is None:
            return None
        if not isinstance(value, list):
            return change(value)
        flat: list[Any] = []
        for entry in value:
            made = change(entry)
            flat.extend(made if isinstance(made, list) else [] if made is None else [made])
        return flat or None

    return apply


def _drop(get: Getter, empty: frozenset[Any]) -> Getter:
    return _apply(get, lambda value: None if value in empty else value)


def _join(get: Getter, separator: str) -> Getter:
    def join(row: Columns) -> Any:
        value = get(row)
        return separator.join(map(str, value)) if isinstance(value, list) else value

    return join


def _default(get: Getter, default: Any) -> Getter:
    def fall_back(row: Columns) -> Any:
        value = get(row)
        return default if value is None else value

    return fall_back
