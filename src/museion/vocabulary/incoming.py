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
from museion.vocabulary.actions import save_concepts, save_schemes
from museion.vocabulary.models import Concept, Scheme

TEXTS = frozenset({"pref_labels", "scope_notes", "scheme_titles"})
_SLUG = re.compile(r"[a-z0-9][a-z0-9-]{0,63}")
_REFERENCES = (
    Reference("broader", "broader", Concept, by=("uri", "notation"), is_many=True),
    Reference("related", "related", Concept, by=("uri", "notation"), is_many=True),
)


@dataclass(slots=True)
class ConceptRow(ReferringRow):
    """`scheme`: the slug; `scheme_uri` and `scheme_titles` count where the scheme is new."""

    scheme: str = ""
    scheme_uri: str = ""
    scheme_titles: LanguageMap = field(default_factory=LanguageMap)


def read_concept(values: dict[str, Any]) -> ConceptRow:
    labels = fields.read_texts(values, "pref_labels")
    if not labels:
        raise FieldError("pref_labels", "", "a label of the concept in some language")
    scheme = fields.read_text(values, "scheme", 64) or fields.read_text(values, "source")
    if not _SLUG.fullmatch(scheme):
        raise FieldError("scheme", scheme, "a short name of small letters, digits and hyphens")
    scheme_uri = fields.read_text(values, "scheme_uri", 500) or f"urn:museion:scheme:{scheme}"
    draft = Draft(
        {
            **fields.read_origin(values),
            "identifiers": fields.read_identifiers(values),
            "uri": fields.read_text(values, "uri", 500) or f"{scheme_uri}:{values['source_id']}",
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
        scheme=scheme,
        scheme_uri=scheme_uri,
        scheme_titles=fields.read_texts(values, "scheme_titles"),
    )


def resolve_concepts(rows: Sequence[ConceptRow], is_final: bool) -> Sequence[Resolved]:  # noqa: FBT001 - the importer's call
    return resolve_references(_REFERENCES, rows, is_final=is_final)


def save_concept_rows(rows: Sequence[ConceptRow], actor: Actor, at: datetime, reason: str) -> Saved:
    schemes = _ensure_schemes(rows, actor, at, reason)
    for row in rows:
        row.draft.values["scheme_id"] = schemes[row.scheme]
    return save_concepts([row.draft for row in rows], actor=actor, at=at, reason=reason)


def _ensure_schemes(rows: Sequence[ConceptRow], actor: Actor, at: datetime, reason: str) -> dict[str, int]:
    wanted = {row.scheme: row for row in reversed(rows)}
    held = dict(Scheme.objects.filter(slug__in=wanted).values_list("slug", "id"))
    drafts = [
        Draft({"slug": slug, "uri": row.scheme_uri, "titles": row.scheme_titles or LanguageMap(und=slug)})
        for slug, row in wanted.items()
        if slug not in held
    ]
    if drafts:
        save_schemes(drafts, actor=actor, at=at, reason=reason)
        held = dict(Scheme.objects.filter(slug__in=wanted).values_list("slug", "id"))
    return held


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
        raise FieldError(name, value, str(error)) from error
