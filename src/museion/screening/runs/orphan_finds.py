"""The look at looted sites: an object that was never inventoried is known by its kind, its material, its age and its land."""

from museion.screening.matching.types import TypeAnswer
from museion.screening.queries.looted_sites import get_site_state
from museion.screening.runs.kinds_at_risk import describe_grounds, pick, read_subject
from museion.screening.runs.looks import Entry, Subject

# A jar alone is expected from half of the sites of the world.
LEAST_CONFIRMED, MOST_MISSING = 2, 1
MOST_SITES = 10


def look_for_sites(subject: Subject) -> list[Entry]:
    """Sites from which such an object is expected, the best confirmed first, each once; those alone that the asker may read of."""
    state = subject.sites or get_site_state()
    found: dict[str, TypeAnswer] = {}
    for answer in state.screen.screen_facets(read_subject(subject)):
        if _is_worth_telling(answer) and subject.viewer.sees_record(state.sites[answer.type.key]):
            found.setdefault(answer.type.key, answer)
    return [
        {
            "key": key,
            "title": pick(answer.type.list_titles, subject.language),
            "expected": pick(answer.type.names, subject.language),
            "answer": answer.answer.value,
            "used": describe_grounds(answer.grounds),
            "ask": answer.ask(subject.language),
        }
        for key, answer in list(found.items())[:MOST_SITES]
    ]


def _is_worth_telling(answer: TypeAnswer) -> bool:
    is_of_the_kind = any(ground.facet == "form" and ground.agrees for ground in answer.grounds)
    return is_of_the_kind and answer.confirmed >= LEAST_CONFIRMED and len(answer.missing) <= MOST_MISSING
