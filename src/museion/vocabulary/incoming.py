"""Rows about concepts from tables: their scheme is made when it is new, broader concepts may stand further down the file."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from museion.core.access import Actor
from museion.core.imports import fields
from museion.core.imports.references import Reference, ReferringRow, resolve_references
from museion.core.imports.registry import FieldError, Resolved
from museion.core.languages import InvalidLanguageError, LanguageMap, read_tag
from museion.core.saving import Draft, Saved
from museion.core.wording import Wording, get_message
from museion.vocabulary.actions import save_concepts
from museion.vocabulary.circles import refuse_circles
from museion.vocabulary.formats.entries import is_address
from museion.vocabulary.incoming_schemes import StatedScheme, ensure_schemes
from museion.vocabulary.models import Concept

TEXTS = frozenset({"pref_labels", "scope_notes", "scheme_titles", "scheme_descriptions"})
_SLUG = re.compile(r"[a-z0-9][a-z0-9-]{0,63}")
_REFERENCES = (
    Reference("broader", "broader", Concept, by=("uri", "notation"), is_many=True),
    Reference("related", "related", Concept, by=("uri", "notation"), is_many=True),
)


@dataclass(slots=True)
class ConceptRow(ReferringRow):
    scheme: StatedScheme = field(default_factory=StatedScheme)


def read_concept(values: dict[str, Any]) -> ConceptRow:
    _tell_left_out(values)
    labels = fields.read_texts(values, "pref_labels")
    if not labels:
        raise FieldError("pref_labels", "", Wording("a label of the concept in some language"))
    scheme = fields.read_text(values, "scheme", 64) or fields.read_text(values, "source")
    if not _SLUG.fullmatch(scheme):
        raise FieldError("scheme", scheme, Wording("a short name of small letters, digits and hyphens"))
    scheme_uri = fields.read_text(values, "scheme_uri", 500) or f"urn:museion:scheme:{scheme}"
    draft = Draft(
        {
            **fields.read_origin(values),
            "identifiers": fields.read_identifiers(values),
            "uri": _read_uri(values) or f"{scheme_uri}:{values['source_id']}",
            "notation": fields.read_text(values, "notation", 100),
            "pref_labels": labels,
            "alt_labels": _read_labels(values, "alt_labels", labels),
            "hidden_labels": _read_labels(values, "hidden_labels", labels),
            "scope_notes": fields.read_texts(values, "scope_notes"),
            "matches": values.get("matches") or {},
        }
    )
    named = {reference.name: list(map(str, fields.read_list(values, reference.name))) for reference in _REFERENCES}
    return ConceptRow(
        draft,
        {name: texts for name, texts in named.items() if texts},
        scheme=StatedScheme(
            slug=scheme,
            uri=scheme_uri,
            is_named=bool(values.get("scheme_uri")),
            titles=fields.read_texts(values, "scheme_titles"),
            descriptions=fields.read_texts(values, "scheme_descriptions"),
            licence=fields.read_text(values, "scheme_licence", 200),
        ),
    )


def _tell_left_out(values: dict[str, Any]) -> None:
    """What a reader could not use of a concept; mappings let go of these two fields, so that it is told and the row kept."""
    if values.get("bad_tags"):
        told = Wording("labels under a language tag such as en or pt-BR")
        raise FieldError("bad_tags", "; ".join(values["bad_tags"]), told)
    if values.get("bad_addresses"):
        told = Wording("links to addresses without spaces")
        raise FieldError("bad_addresses", "; ".join(values["bad_addresses"]), told)


def _read_uri(values: dict[str, Any]) -> str:
    uri = fields.read_text(values, "uri", 500)
    if uri and not is_address(uri):
        raise FieldError("uri", uri, Wording("an address such as https://example.org/jar"))
    return uri


def resolve_concepts(rows: Sequence[ConceptRow], is_final: bool) -> Sequence[Resolved]:  # noqa: FBT001 - the importer's call
    return refuse_circles(resolve_references(_REFERENCES, rows, is_final=is_final), is_told=is_final)


def save_concept_rows(rows: Sequence[ConceptRow], actor: Actor, at: datetime, reason: str) -> Saved:
    schemes = ensure_schemes([row.scheme for row in rows], actor=actor, at=at, reason=reason)
    for row, scheme_id in zip(rows, schemes, strict=True):
        row.draft.values["scheme_id"] = scheme_id
    return save_concepts([row.draft for row in rows], actor=actor, at=at, reason=reason)


def _read_labels(values: dict[str, Any], name: str, main: LanguageMap) -> dict[str, list[str]]:
    """Lists of texts by language; a bare text or list is in the language of the main label."""
    value = values.get(name) or {}
    if not isinstance(value, Mapping):
        value = {next(iter(main)): value}
    try:
        return {
            read_tag(tag): [str(text) for text in (texts if isinstance(texts, list) else [texts])]
            for tag, texts in value.items()
        }
    except InvalidLanguageError as error:
        raise FieldError(name, value, get_message(error)) from error
