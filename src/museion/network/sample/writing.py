"""Writes the invented network through the room's actions, batch by batch; doing it again changes nothing."""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Protocol

from museion.core.access import Actor
from museion.core.bulk import batch_up
from museion.core.saving import Draft, Saved
from museion.network import actions
from museion.network.models import Body, Museum, Person
from museion.network.sample.bodies import LEVELS, draft_bodies, get_country_body
from museion.network.sample.dues import write_dues
from museion.network.sample.institutions import write_institutions
from museion.network.sample.mandates import Post, draft_mandates
from museion.network.sample.marking import REASON, SOURCE
from museion.network.sample.museums import draft_museums
from museion.network.sample.people import Skills, Workplace, draft_people
from museion.network.sample.places import read_countries
from museion.network.sample.sizes import NetworkSize
from museion.vocabulary.models import Concept

BATCH = 4000
Report = Callable[[str, int], None]
"""What was written, and how many of it just now."""


class Save(Protocol):
    def __call__(self, drafts: list[Draft], *, actor: Actor, at: datetime, reason: str) -> Saved: ...


def make_sample(seed: int, *, actor: Actor, at: datetime, size: NetworkSize, report: Report | None = None) -> None:
    """Bodies first, then museums, people and mandates, because each links to those before."""

    def write(name: str, drafts: Iterable[Draft], save: Save) -> None:
        for batch in batch_up(drafts, BATCH):
            save(batch, actor=actor, at=at, reason=REASON)
            if report:
                report(name, len(batch))

    for level in LEVELS:
        write("bodies", draft_bodies(seed, level, _read_bodies()), actions.save_bodies)
    write("museums", draft_museums(seed, size.museums, _read_country_bodies()), actions.save_museums)
    write("people", draft_people(seed, size.people, _read_workplaces(), _read_skills()), actions.save_people)
    write("mandates", draft_mandates(seed, _read_posts(), _read_people()), actions.save_mandates)
    write_dues(seed, actor=actor, at=at)
    write_institutions(seed, actor=actor, at=at)


def _read_bodies() -> dict[str, int]:
    rows = Body.objects.filter(source=SOURCE).values_list("source_id", "id")
    return {str(source_id): number for source_id, number in rows}


def _read_country_bodies() -> dict[str, int]:
    ids = _read_bodies()
    return {country.code: ids[get_country_body(country)] for country in read_countries()}


def _read_workplaces() -> dict[str, list[Workplace]]:
    found: dict[str, list[Workplace]] = {}
    rows = Museum.objects.filter(source=SOURCE).order_by("id").values_list("id", "country", "city")
    for number, country, city in rows:
        found.setdefault(country, []).append(Workplace(number, city))
    return found


def _read_skills() -> Skills:
    def read(scheme: str) -> dict[str, int]:
        rows = Concept.objects.filter(source="museion", scheme__slug=scheme).values_list("source_id", "id")
        return {str(source_id).partition("/")[2]: number for source_id, number in rows}

    return Skills(skills=read("museum-skills"), collections=read("collection-types"))


def _read_posts() -> list[Post]:
    rows = Body.objects.filter(source=SOURCE).order_by("id").values_list("id", "source_id", "kind", "country")
    return [Post(number, str(source_id), kind, country) for number, source_id, kind, country in rows]


def _read_people() -> dict[str, list[int]]:
    found: dict[str, list[int]] = {"": []}
    for number, country in Person.objects.filter(source=SOURCE).order_by("id").values_list("id", "country"):
        found.setdefault(country, []).append(number)
        found[""].append(number)
    return found
