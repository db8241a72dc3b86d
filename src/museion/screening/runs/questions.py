"""What is asked, read once in the way in which a loss is read, so that both sides of a comparison are alike."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

import orjson
from django.utils.translation import gettext as _

from museion.core.imports.mapping import SourceMapping, find_mapping, load_mapping
from museion.core.imports.registry import FieldError
from museion.core.telling import tell
from museion.core.wording import Wording, get_message
from museion.heritage.incoming import descriptions
from museion.screening.imports import IMPORTERS
from museion.screening.incoming.cells import spread_cells
from museion.screening.models import LossRecord

LONGEST_TEXT = 100_000
MOST_PHOTOS = 40
_MAPPING = "object-id"
VALUE = "value_eur"
"""The one field that no loss has: what the object is offered or insured for, which some laws ask."""

_ASKABLE = descriptions.TEXTS | descriptions.OTHERS | {"date_period"}


class UnusableQuestionError(ValueError):
    """Nothing can be asked of it; the message tells whoever asked what to change."""


@dataclass(frozen=True, slots=True)
class Problem:
    """A part of a question that could not be used; without it, silence would look like "nothing found"."""

    part: str
    value: str
    told: str

    def describe(self) -> dict[str, str]:
        return {"part": self.part, "value": self.value, "told": self.told}


@dataclass(frozen=True, slots=True)
class Question:
    """One object asked about. `fields`: by the names of Object ID. `photos`: files as they came.

    `repeats`: the key of the run that asked the same before. `problems`: what was left out before it came here.
    """

    fields: Mapping[str, Any] = field(default_factory=dict)
    text: str = ""
    photos: tuple[bytes, ...] = ()
    purpose: str = ""
    repeats: str = ""
    problems: tuple[Problem, ...] = ()


def tell_problem(problem: Mapping[str, str]) -> str:
    """As a sentence that begins with the part that it is about."""
    names = {"photo": _("photo"), "text": ""}
    place = " ".join(filter(None, (names.get(problem["part"], problem["part"]), problem["value"])))
    return f"{place}: {problem['told']}" if place else problem["told"]


@dataclass(slots=True)
class Reading:
    """The question's fields as the columns of a loss that is in no table."""

    subject: LossRecord
    problems: list[Problem]
    value_eur: float | None = None


def read_fields(fields: Mapping[str, Any]) -> Reading:
    """A value that cannot be read costs that value and is told. A name that no field has raises `UnusableQuestionError`."""
    unknown = sorted(name for name in fields if name not in list_field_names())
    if unknown:
        told = _("There is no field “%(name)s”; there are: %(known)s.")
        raise UnusableQuestionError(told % {"name": unknown[0], "known": ", ".join(sorted(list_field_names()))})
    cells = {name: _make_cell(value) for name, value in fields.items() if value not in (None, "", [], {})}
    values = {name: value for name, value in _get_mapping().map_row(cells).items() if name in _ASKABLE}
    spread_cells(values)
    problems: list[Problem] = []
    warnings: list[FieldError] = []
    columns = _read_columns(values, warnings, problems)
    problems += [_tell(warning) for warning in warnings]
    return Reading(LossRecord(**columns), problems, _read_value(cells.get(VALUE, ""), problems))


def write_value(value: Any) -> str:
    """An answer of a question as people read it; programs also send tables."""
    return value if isinstance(value, str) else orjson.dumps(value).decode()


@lru_cache(maxsize=1)
def list_field_names() -> frozenset[str]:
    """Every name that the mapping of the loss register reads a field of Object ID from."""
    declared = tomllib.loads(find_mapping(_MAPPING, IMPORTERS[0]).read_text(encoding="utf-8"))["fields"]
    names = {name for target, spec in declared.items() if target in _ASKABLE for name in _iterate_columns(spec)}
    return frozenset(name for name in names if "." not in name) | {VALUE}


@lru_cache(maxsize=1)
def _get_mapping() -> SourceMapping:
    return load_mapping(_MAPPING, IMPORTERS[0])


def _iterate_columns(spec: Any) -> Iterator[str]:
    if isinstance(spec, str):
        yield spec
    elif isinstance(spec, dict):
        for part in [spec.get("column"), *spec.get("first", ())]:
            yield from _iterate_columns(part)


def _make_cell(value: Any) -> str:
    """As a table's cell holds it."""
    return value if isinstance(value, str) else orjson.dumps(value, default=str).decode()


def _read_value(text: str, problems: list[Problem]) -> float | None:
    """Euros; a point or a comma may part the thousands, and the currency may stand beside."""
    if not text:
        return None
    digits = re.sub(r"[.,\s\u00a0\u202f'’](?=\d{3}(?!\d))", "", re.sub(r"(?i)€|eur", "", text)).strip()
    try:
        return float(digits.replace(",", "."))
    except ValueError:
        problems.append(_tell(FieldError(VALUE, text, Wording("an amount in euros, such as 18000"))))
        return None


def _read_columns(values: dict[str, Any], warnings: list[FieldError], problems: list[Problem]) -> dict[str, Any]:
    while True:
        warnings.clear()
        try:
            return descriptions.read_description(values, warnings)
        except FieldError as error:
            if error.field not in values:
                raise UnusableQuestionError(tell(get_message(error))) from error
            problems.append(_tell(error))
            del values[error.field]


def _tell(error: FieldError) -> Problem:
    told = _("This could not be used; expected was %(expected)s.") % {"expected": tell(error.expected)}
    return Problem(error.field, error.value[:200], told)
