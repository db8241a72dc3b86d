"""Taking in papers of meetings: each becomes a work within the volume of its meeting, with the files that everybody may read."""

from datetime import datetime
from typing import Any

from django.db import transaction

from museion.core.access import Actor, check_right
from museion.core.saving import Draft, save_drafts
from museion.library.actions.files import NewFile, attach_file
from museion.library.actions.opening import Opening
from museion.library.actions.works import create_work
from museion.library.models import Work
from museion.library.reading.sniffing import UnusableFileError
from museion.library.terms import ReferenceType
from museion.network.models import Body, Person
from museion.network.proceedings import Author, PaperFile, Proceeding
from museion.vocabulary.models import Concept

SOURCE = "event"


@transaction.atomic
def keep_proceeding(proceeding: Proceeding, *, actor: Actor, at: datetime) -> str:
    """Handed over again, what cataloguers made of it stays, and only files that are new are added."""
    body = proceeding.bodies[0] if proceeding.bodies else None
    check_right(actor, "work.create", body.scope_keys() if body else ())
    work = _find(proceeding.contribution_key) or _write_paper(proceeding, body, actor=actor, at=at)
    _keep_files(work, proceeding, actor=actor, at=at)
    return work.key


def _find(source_id: str) -> Work | None:
    return Work.objects.current().filter(source=SOURCE, source_id=source_id).first()


def _write_paper(proceeding: Proceeding, body: Body | None, *, actor: Actor, at: datetime) -> Work:
    volume = _find(proceeding.event_key) or _write_volume(proceeding, body, actor=actor, at=at)
    values = _describe_meeting(proceeding, body) | {
        "source_id": proceeding.contribution_key,
        "reference_type": ReferenceType.CONFERENCE_PAPER.value,
        "titles": dict(proceeding.titles),
        "abstracts": dict(proceeding.abstracts),
        "contributors": _list_contributors(proceeding.authors),
        "languages": [proceeding.language] if proceeding.language else [],
        "host": {"title": volume.titles.pick(proceeding.language or "en").text},
        "parent_id": volume.pk,
        "related_keys": [proceeding.contribution_key, proceeding.event_key],
    }
    concepts = list(Concept.objects.filter(key__in=proceeding.concept_keys).values_list("pk", flat=True))
    return create_work(values, links={"concepts": concepts}, actor=actor, at=at, reason=proceeding.event_key)


def _write_volume(proceeding: Proceeding, body: Body | None, *, actor: Actor, at: datetime) -> Work:
    values = _describe_meeting(proceeding, body) | {
        "source_id": proceeding.event_key,
        "reference_type": ReferenceType.PROCEEDINGS.value,
        "titles": dict(proceeding.event_titles),
        "related_keys": [proceeding.event_key],
    }
    return create_work(values, actor=actor, at=at, reason=proceeding.event_key)


def _describe_meeting(proceeding: Proceeding, body: Body | None) -> dict[str, Any]:
    """What the volume and its papers share."""
    return {
        "source": SOURCE,
        "access": proceeding.access,
        "scope_key": proceeding.scope_key,
        "date_text": str(proceeding.event_date.year),
        "place": proceeding.place,
        "issued_by_id": body.pk if body else None,
    }


def _list_contributors(authors: tuple[Author, ...]) -> list[dict[str, Any]]:
    """Family name first where the register knows it; nobody else guesses which of two names that is."""
    keys = [author.person_key for author in authors if author.person_key]
    sorted_names = dict(Person.objects.filter(key__in=keys).values_list("key", "sort_name"))
    return [
        {
            "name": sorted_names.get(author.person_key) or author.name,
            "role": "author",
            "kind": "person",
            **({"key": author.person_key} if author.person_key else {}),
        }
        for author in authors
    ]


def _keep_files(work: Work, proceeding: Proceeding, *, actor: Actor, at: datetime) -> None:
    """What the library cannot keep, such as films, stays with the meeting; the work says so."""
    notes = [note for file in proceeding.files if (note := _keep_file(work, file, proceeding, actor=actor, at=at))]
    if notes != work.import_notes and notes:
        held = list(dict.fromkeys([*work.import_notes, *notes]))
        save_drafts(Work, [Draft({"import_notes": held}, id=work.pk)], kind="work", actor=actor, at=at)


def _keep_file(work: Work, file: PaperFile, proceeding: Proceeding, *, actor: Actor, at: datetime) -> str:
    """What was wrong, if it was not kept."""
    name = f"{file.title}{file.path.suffix}"
    language = file.language or proceeding.language or "und"
    try:
        new = NewFile(file.path.read_bytes(), name, language=language, opening=Opening(proceeding.access))
        attach_file(work, new, actor=actor, at=at)
    except UnusableFileError as error:
        return f"{name}: {error}"
    except FileNotFoundError:
        return f"{name}: the meeting lists it, but it is not on the disk"
    return ""
