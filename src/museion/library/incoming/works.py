"""Rows about publications, whatever their format: typed once, then drafts of `Work`."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from museion.core.access import AccessLevel, Actor
from museion.core.imports import fields
from museion.core.imports.references import Reference, ReferringRow, resolve_references
from museion.core.imports.registry import FieldError, Resolved
from museion.core.languages import InvalidLanguageError, read_tag
from museion.core.saving import Draft, Saved
from museion.core.wording import Wording, get_message
from museion.library.actions.works import save_works
from museion.library.formats.numbers import explain_number, read_number
from museion.library.formats.publication import FIELD_NAMES, Publication
from museion.library.models import Work
from museion.library.terms import ReferenceType
from museion.library.values import make_values
from museion.network.models import Body

TEXTS = frozenset({"titles", "abstracts"})
OTHERS = (
    frozenset(
        {
            *FIELD_NAMES,
            "access",
            "marc",
            "other_fields",
            "import_notes",
            "parent",
            "issued_by",
            "isbn",
            "issn",
            "doi",
            "authors",
        }
    )
    - TEXTS
)
_REFERENCES = (
    Reference("parent", "parent_id", Work, noun=Wording("work")),
    Reference("issued_by", "issued_by_id", Body, by=("acronym",)),
)
_LISTS = (
    "other_titles",
    "contributors",
    "series",
    "notes",
    "subjects",
    "classifications",
    "numbers",
    "links",
    "relations",
)
_TEXT_MEMBER = {"series": "title", "contributors": "name", "links": "url", "relations": "title"}
_KINDS = {"subjects": "topic", "notes": "general", "other_titles": "variant", "relations": "related"}


@dataclass(slots=True)
class WorkRow(ReferringRow):
    """A draft and what of the row was found wrong and kept."""

    notes: list[str] = field(default_factory=list)


def read_work(values: dict[str, Any]) -> WorkRow:
    publication = _read_publication(values)
    notes = [str(note) for note in fields.read_list(values, "import_notes")]
    for scheme in ("isbn", "issn", "doi"):
        for text in fields.read_list(values, scheme):
            number = read_number(scheme, str(text))
            publication.numbers.append(number)
            notes += [told] if (told := explain_number(number)) else []
    if not publication.titles:
        raise FieldError("titles", "", Wording("a title"))
    draft = Draft(
        {
            **fields.read_origin(values),
            "access": fields.read_choice(values, "access", AccessLevel, AccessLevel.PUBLIC),
            **make_values(publication),
            "marc": values.get("marc"),
            "other_fields": values.get("other_fields") or {},
            "import_notes": notes,
        }
    )
    names = {name: [text] for name in ("parent", "issued_by") if (text := fields.read_text(values, name))}
    return WorkRow(draft, names, notes=notes)


def _read_publication(values: Mapping[str, Any]) -> Publication:
    publication = Publication()
    publication.reference_type = fields.read_choice(values, "reference_type", ReferenceType, ReferenceType.BOOK)
    publication.titles = dict(fields.read_texts(values, "titles"))
    publication.abstracts = dict(fields.read_texts(values, "abstracts"))
    for name in ("languages", "original_languages"):
        setattr(publication, name, _read_languages(values, name))
    publication.countries = fields.read_countries(values, "countries")
    publication.publication_country = fields.read_country(values, "publication_country")
    for name in _LISTS:
        setattr(publication, name, [_read_table(name, held) for held in fields.read_list(values, name) if held])
    publication.contributors += [
        {"name": str(name), "role": "author", "kind": "person"} for name in fields.read_list(values, "authors") if name
    ]
    host = values.get("host") or {}
    publication.host = host if isinstance(host, dict) else {"title": str(host)}
    for name in ("responsibility", "edition", "place", "publisher", "date_text", "extent", "frequency", "rights"):
        setattr(publication, name, fields.read_text(values, name))
    return publication


def _read_languages(values: Mapping[str, Any], name: str) -> list[str]:
    try:
        return list(dict.fromkeys(read_tag(str(tag)) for tag in fields.read_list(values, name)))
    except InvalidLanguageError as error:
        raise FieldError(name, values.get(name), Wording("language tags: %(why)s", why=get_message(error))) from error


def _read_table(name: str, held: Any) -> dict[str, Any]:
    """A bare text becomes the table's most telling member."""
    if isinstance(held, dict):
        return held
    made = {_TEXT_MEMBER.get(name, "text"): str(held)}
    return (
        made
        | ({"kind": _KINDS[name]} if name in _KINDS else {})
        | ({"role": "author"} if name == "contributors" else {})
    )


def resolve_works(rows: Sequence[WorkRow], is_final: bool) -> Sequence[Resolved]:  # noqa: FBT001 - the importer's call
    """A parent that no row names is told at the end; what was wrong with a number is told at once."""
    resolved = resolve_references(_REFERENCES, rows, is_final=is_final)
    return [(row, error or _warn(row, is_final=is_final)) for row, error in resolved]


def _warn(row: WorkRow | None, *, is_final: bool) -> FieldError | None:
    if row is None or is_final or not row.notes:
        return None
    told = Wording("nothing to remark; the record was kept with this remark")
    return FieldError("import_notes", "; ".join(row.notes), told)


def names_parent(row: WorkRow) -> bool:
    """Parents may stand further down the file."""
    return "parent" in row.names


def save_work_rows(rows: Sequence[WorkRow], actor: Actor, at: datetime, reason: str) -> Saved:
    return save_works([row.draft for row in rows], actor=actor, at=at, reason=reason)
