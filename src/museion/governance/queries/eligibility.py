"""May this person vote in this assembly? Answered with the chain of reasons, for any day, as known at any moment."""

from collections.abc import Iterator
from dataclasses import dataclass

from museion.governance.models import Assembly
from museion.governance.queries.facts import Moment, Register, Sent, describe, list_people, read_register
from museion.governance.queries.statutes import get_statutes
from museion.governance.statutes import Answer, Facts
from museion.governance.terms import Subject
from museion.network.models import Person


@dataclass(frozen=True, slots=True)
class Verdict:
    """About one person, for one body if one sent them."""

    person_id: int
    sent: Sent | None
    facts: Facts
    answer: Answer


def judge_person(assembly: Assembly, person: Person, moment: Moment) -> list[Verdict]:
    """One verdict a body that sent the person; one without a body where none did."""
    register = read_register(assembly, moment, people=[person.pk])
    return list(_judge(assembly, register, [person.pk], moment))


def judge_everybody(assembly: Assembly, moment: Moment) -> Iterator[Verdict]:
    """Every member of the day, and whoever a body sent."""
    register = read_register(assembly, moment)
    return _judge(assembly, register, list_people(register), moment)


def _judge(
    assembly: Assembly, register: Register, people: Iterator[int] | list[int], moment: Moment
) -> Iterator[Verdict]:
    statutes = get_statutes(Subject.VOTE, assembly.rules_date, known_at=moment.known_at)
    for person_id in people:
        for sent in register.sent.get(person_id) or (None,):
            facts = describe(register, assembly, person_id, sent)
            yield Verdict(person_id, sent, facts, statutes.ask(facts))
