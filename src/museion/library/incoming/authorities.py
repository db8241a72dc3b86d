"""Authority records of libraries: people and bodies join the register, subjects a thesaurus of their source.

Two authorities may each call the other's name the one not to use. Both keep their own name then, the reference that closes the
circle is left out, and a librarian is told. Of concepts that stand above each other, the link that closes the circle is left out too.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, BinaryIO

from django.utils.text import slugify

from museion.core.access import Actor
from museion.core.imports import fields
from museion.core.imports.registry import BadRecord, FieldError, Resolved
from museion.core.paths import leads_to
from museion.core.saving import Draft, Saved
from museion.core.wording import Wording
from museion.library.formats.marc_authorities import read_authority
from museion.library.formats.publication import split_name
from museion.library.incoming.readers import identify, read_marc_records
from museion.library.queries.authorities import Known, find_known
from museion.network.actions import save_people
from museion.network.terms import AgentKind
from museion.vocabulary.actions import save_concepts, save_schemes
from museion.vocabulary.models import Concept, Scheme
from museion.vocabulary.queries import find_numbers, read_broader

PEOPLE = {"person": AgentKind.PERSON, "body": AgentKind.GROUP}
SUBJECTS = frozenset({"topic", "place", "period", "genre"})
FIELDS = frozenset({"heading_kind", "name", "dates", "language", "variants", "broader", "narrower", "related", "note"})


@dataclass(slots=True)
class AuthorityRow:
    """`names`: by relation, the preferred names of other authorities of the source."""

    draft: Draft
    kind: str
    name: str
    language: str
    variants: list[str]
    names: dict[str, list[str]] = field(default_factory=dict)

    @property
    def group(self) -> str:
        """People and bodies stand in one register; each source's subjects in one thesaurus."""
        return "name" if self.kind in PEOPLE else "subject"


def read_marc_authorities(stream: BinaryIO) -> Iterator[tuple[str, dict[str, Any] | BadRecord]]:
    for read in read_marc_records(stream):
        raw = read.raw[:4096].decode("utf-8", "backslashreplace")
        if read.record is None:
            yield read.place, BadRecord(read.problem, raw)
            continue
        authority = read_authority(read.record)
        if isinstance(authority, str):
            yield read.place, BadRecord(authority, raw)
            continue
        held = {name: getattr(authority, name) for name in FIELDS - {"heading_kind"}}
        yield read.place, {"identifier": identify(read.record), "heading_kind": authority.kind, **held}


def read_row(values: dict[str, Any]) -> AuthorityRow:
    kind, name = fields.read_text(values, "heading_kind"), fields.read_text(values, "name", 500)
    if kind not in {*PEOPLE, *SUBJECTS}:
        raise FieldError("heading_kind", kind, fields.tell_choices(sorted({*PEOPLE, *SUBJECTS})))
    if not name:
        raise FieldError("name", "", Wording("a name"))
    variants = [str(text) for text in fields.read_list(values, "variants")]
    language = fields.read_text(values, "language") or "und"
    names = {relation: fields.read_list(values, relation) for relation in ("broader", "narrower", "related")}
    row = AuthorityRow(Draft(fields.read_origin(values)), kind, name, language, variants)
    if kind in PEOPLE:
        family, given = split_name(name)
        row.draft.values |= {
            "agent_kind": str(PEOPLE[kind]),
            "name": f"{given} {family}" if given and kind == "person" else name,
            "sort_name": name,
            "life_text": fields.read_text(values, "dates", 300),
        }
    else:
        row.names = {relation: held for relation, held in names.items() if held}
        note = fields.read_text(values, "note")
        row.draft.values |= {"pref_labels": {language: name}, "scope_notes": {language: note} if note else {}}
    return row


def names_others(row: AuthorityRow) -> bool:
    """Whoever has other names is looked at again beside the others: two that see each other are told both times alike."""
    return bool(row.names or row.variants)


def resolve_rows(rows: Sequence[AuthorityRow], is_final: bool) -> Sequence[Resolved]:  # noqa: FBT001 - the importer's call
    known = find_known({(row.draft.values["source"], row.group, name) for row in rows for name in _list_named(row)})
    for row in rows:
        values = row.draft.values
        held = known.setdefault((values["source"], row.group, row.name), Known(0, set()))
        held.variants |= set(row.variants)
    problems = [_resolve(row, known, is_final=is_final) for row in rows]
    refused = _refuse_circles(rows) if is_final else {}
    return [(row, refused.get(row.draft.source) or problem) for row, problem in zip(rows, problems, strict=True)]


def _list_named(row: AuthorityRow) -> list[str]:
    return [*row.variants, *(name for held in row.names.values() for name in held)]


def _resolve(row: AuthorityRow, known: dict[tuple[str, str, str], Known], *, is_final: bool) -> FieldError | None:
    source = row.draft.values["source"]

    def find(name: str) -> Known | None:
        return known.get((source, row.group, name))

    mutual = [name for name in row.variants if (other := find(name)) and row.name in other.variants]
    kept = [name for name in row.variants if name not in mutual and name != row.name]
    if row.group == "name":
        row.draft.values["other_names"] = [{"text": text, "language": "", "kind": "variant"} for text in kept]
    else:
        row.draft.values["alt_labels"] = {row.language: kept} if kept else {}
    found = {name: other.id for name in _list_named(row) if (other := find(name)) and other.id}
    unknown = _link(row, found)
    if mutual and not is_final:
        told = Wording(
            "a name that “%(name)s” may stand for; “%(other)s” says the same of “%(name)s”: a circle, so this reference is left out",
            name=row.name,
            other=mutual[0],
        )
        return FieldError("variants", mutual[0], told)
    if unknown and is_final:
        return FieldError("related", unknown[0], Wording("the preferred name of another authority of this source"))
    return None


def _link(row: AuthorityRow, found: dict[str, int]) -> list[str]:
    """Broader and related concepts by number; returns the names that nothing has. What is narrower says so itself."""
    if row.group == "name":
        return []
    for relation in ("broader", "related"):
        row.draft.links[relation] = sorted({found[name] for name in row.names.get(relation, []) if name in found})
    return [name for relation in ("broader", "related") for name in row.names.get(relation, []) if name not in found]


def _refuse_circles(rows: Sequence[AuthorityRow]) -> dict[tuple[str, str] | None, FieldError]:
    """Takes out the broader concepts from which one climbs back to the concept itself, and says so of its record."""
    linked = [row for row in rows if row.draft.source and row.draft.links.get("broader")]
    numbers = find_numbers(row.draft.source for row in linked if row.draft.source)
    above = read_broader() if numbers else {}
    told: dict[tuple[str, str] | None, FieldError] = {}
    for row in linked:
        number = numbers.get(row.draft.source or ("", ""))
        if number is None:
            continue
        broader = row.draft.links["broader"]
        refused = [held for held in broader if leads_to(held, number, above)]
        row.draft.links["broader"] = [held for held in broader if held not in refused]
        above[number] = set(row.draft.links["broader"])
        if refused:
            told[row.draft.source] = _tell_circle(row, refused[0])
    return told


def _tell_circle(row: AuthorityRow, number: int) -> FieldError:
    told = Wording(
        "a subject that does not stand below “%(name)s” itself: a circle, so this link is left out", name=row.name
    )
    return FieldError("broader", str(Concept.objects.get(pk=number)), told)


def save_rows(rows: Sequence[AuthorityRow], actor: Actor, at: datetime, reason: str) -> Saved:
    people = [row.draft for row in rows if row.group == "name"]
    subjects = [row.draft for row in rows if row.group == "subject"]
    for source in {draft.values["source"] for draft in subjects}:
        scheme = _get_scheme(source, actor, at, reason)
        for draft in subjects:
            if draft.values["source"] == source:
                draft.values |= {"scheme_id": scheme.id, "uri": f"{scheme.uri}:{draft.values['source_id']}"[:500]}
    parts = [
        save_people(people, actor=actor, at=at, reason=reason),
        save_concepts(subjects, actor=actor, at=at, reason=reason),
    ]
    return Saved(
        created=sum(part.created for part in parts),
        updated=sum(part.updated for part in parts),
        unchanged=sum(part.unchanged for part in parts),
        keys=[key for part in parts for key in part.keys],
    )


def _get_scheme(source: str, actor: Actor, at: datetime, reason: str) -> Scheme:
    """One thesaurus a source; its title may be changed, it is not written again."""
    slug = f"authorities-{slugify(source)}"[:64]
    held = Scheme.objects.filter(slug=slug).first()
    if held:
        return held
    titles = {"en": f"Subjects of {source}", "fr": f"Sujets de {source}", "es": f"Materias de {source}"}
    draft = Draft({"slug": slug, "uri": f"urn:museion:authorities:{slugify(source)}", "titles": titles})
    save_schemes([draft], actor=actor, at=at, reason=reason)
    return Scheme.objects.get(slug=slug)
