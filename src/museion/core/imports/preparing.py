"""From what a reader hands on to typed rows: mapped, validated, and refused where they stand in the file twice."""

import os
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from museion.core.imports import fields
from museion.core.imports.expectations import count_stated
from museion.core.imports.joins import Joined, join_row
from museion.core.imports.mapping import SourceMapping
from museion.core.imports.quarantine import Rejection, leave_field_out, reject_bad_row, reject_field
from museion.core.imports.registry import FieldError, Importer
from museion.core.imports.rows import BadRow, Row
from museion.core.wording import Wording


@dataclass(slots=True)
class Prepared:
    """One row of the file: ready to save, or not (`typed` is None); `rejections` says what of it was not used."""

    row: Row | BadRow
    typed: Any = None
    rejections: list[Rejection] = field(default_factory=list)


@dataclass(slots=True)
class Preparer:
    """Remembers the source ids of one file, and how many rows had which field.

    `folder`: where the file lies; what its rows name lies in it or below, or in one of `files_in`.
    """

    importer: Importer
    mapping: SourceMapping
    joined: Joined
    folder: Path
    files_in: tuple[Path, ...] = ()
    read: int = 0
    stated: Counter[str] = field(default_factory=Counter)
    _seen: dict[str, int] = field(default_factory=dict)

    def prepare(self, row: Row | BadRow) -> Prepared:
        self.read += 1
        if isinstance(row, BadRow):
            return Prepared(row, rejections=[reject_bad_row(row)])
        if self.joined:
            join_row(row.values, self.joined)
        try:
            values = self.mapping.map_row(row.values)
            values["source_id"] = self._claim_source_id(row)
        except FieldError as error:
            return Prepared(row, rejections=[reject_field(row, error)])
        refused = self._find_files(row, values)
        count_stated(self.mapping.expect, values, self.stated)
        return self._read(row, values, refused)

    def _find_files(self, row: Row, values: dict[str, Any]) -> list[Rejection]:
        """A table from somebody else must not publish what lies elsewhere on this machine: such a file is left out."""
        refused = []
        for name in self.importer.files & values.keys():
            paths = {part: self.folder / part for part in fields.read_list(values, name)}
            values[name] = [path for path in paths.values() if self._may_read(path)]
            for part, path in paths.items():
                if not self._may_read(path):
                    told = Wording("a file beside the imported one or below it; --files-in names another folder")
                    refused.append(reject_field(row, FieldError(name, part, told)))
        return refused

    def _may_read(self, path: Path) -> bool:
        """Links are followed, for whoever may put one there may read what it leads to."""
        lexical = Path(os.path.abspath(path))  # noqa: PTH100  # resolve() would follow links.
        return any(
            lexical.is_relative_to(os.path.abspath(folder))  # noqa: PTH100
            for folder in (self.folder, *self.files_in)
        )

    def _claim_source_id(self, row: Row) -> str:
        value = self.mapping.read_source_id(row.values)
        if value is None:
            raise FieldError("source_id", "", Wording("an identifier of the row in its source"))
        source_id = str(value)
        first = self._seen.setdefault(source_id, self.read)
        if first != self.read:
            told = Wording("an identifier that no row before it has; row %(row)s has it", row=first)
            raise FieldError("source_id", source_id, told)
        return source_id

    def _read(self, row: Row, values: dict[str, Any], rejections: list[Rejection]) -> Prepared:
        """A bad value of a field that the mapping lets go costs the field; of any other, the row."""
        while True:
            try:
                return Prepared(row, self.importer.read(dict(values)), rejections)
            except FieldError as error:
                if error.field not in self.mapping.leave_out or error.field not in values:
                    return Prepared(row, None, [reject_field(row, error)])
                del values[error.field]
                rejections.append(leave_field_out(row, error))
