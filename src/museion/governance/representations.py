"""Assemblies, motions, ballots and advice as JSON and as JSON-LD (schema.org; Popolo's words for motions and counts)."""

from datetime import date, datetime
from typing import Any

from museion.core.access import Viewer
from museion.core.kinds import Representation, WriterContext
from museion.core.representations import (
    RecordJson,
    Reference,
    Texts,
    describe_record,
    link_record,
    link_texts,
    make_representations,
    refer,
)
from museion.governance.models import Advice, Assembly, Ballot, Motion


class AssemblyJson(RecordJson):
    """`quorum_share`: the share of all votes that must be exceeded. `rules_date`: the day whose statutes hold."""

    names: Texts
    body: Reference | None
    begins_at: datetime
    ends_at: datetime
    time_zone: str
    place: str
    is_online: bool
    rules_date: date
    list_closes_at: datetime
    changes_until_at: datetime
    quorum_share: str
    state: str


class MotionJson(RecordJson):
    assembly: Reference | None
    amends: Reference | None
    titles: Texts
    texts: Texts
    state: str
    decided_at: datetime | None


class BallotJson(RecordJson):
    """`result` is null until the ballot is counted; the votes themselves are at `/ballots/<key>/votes.json`."""

    assembly: Reference | None
    motion: Reference | None
    titles: Texts
    method: str
    options: list[Any]
    seats: int
    threshold: str
    counts_abstentions: bool
    state: str
    opens_at: datetime | None
    closes_at: datetime | None
    result: dict[str, Any] | None


class AdviceJson(RecordJson):
    partner: str
    partner_url: str
    asked_by: Reference | None
    questions: Texts
    asked_date: date
    answers: Texts
    given_date: date | None
    decisions: Texts
    motion: Reference | None
    decided_date: date | None
    publication: str
    publication_url: str
    published_date: date | None
    state: str


_LINKED = {*RecordJson.model_fields, "body", "assembly", "amends", "motion", "asked_by"}


def _copy(record: Any, shape: type[RecordJson]) -> dict[str, Any]:
    return {name: getattr(record, name) for name in shape.model_fields if name not in _LINKED}


def describe_assembly(assembly: Assembly, viewer: Viewer) -> AssemblyJson:
    body = refer(assembly.body, "body", assembly.body.names, viewer)
    return AssemblyJson(**describe_record(assembly, "assembly"), **_copy(assembly, AssemblyJson), body=body)


def describe_motion(motion: Motion, viewer: Viewer) -> MotionJson:
    return MotionJson(
        **describe_record(motion, "motion"),
        **_copy(motion, MotionJson),
        assembly=refer(motion.assembly, "assembly", motion.assembly.names, viewer),
        amends=refer(motion.amends, "motion", motion.amends.titles if motion.amends else {}, viewer),
    )


def describe_ballot(ballot: Ballot, viewer: Viewer) -> BallotJson:
    return BallotJson(
        **describe_record(ballot, "ballot"),
        **_copy(ballot, BallotJson),
        assembly=refer(ballot.assembly, "assembly", ballot.assembly.names, viewer),
        motion=refer(ballot.motion, "motion", ballot.motion.titles if ballot.motion else {}, viewer),
    )


def describe_advice(advice: Advice, viewer: Viewer) -> AdviceJson:
    return AdviceJson(
        **describe_record(advice, "advice"),
        **_copy(advice, AdviceJson),
        asked_by=refer(advice.asked_by, "body", advice.asked_by.names, viewer),
        motion=refer(advice.motion, "motion", advice.motion.titles if advice.motion else {}, viewer),
    )


def _link_assembly(assembly: Assembly, context: WriterContext) -> dict[str, Any]:
    return {
        "@type": "Event",
        "name": link_texts(assembly.names),
        "startDate": assembly.begins_at.isoformat(),
        "endDate": assembly.ends_at.isoformat(),
        "location": assembly.place,
        "organizer": link_record(assembly.body, assembly.body.names, "Organization", context),
    }


def _link_motion(motion: Motion, context: WriterContext) -> dict[str, Any]:
    return {
        "@type": "CreativeWork",
        "additionalType": "http://www.popoloproject.com/schemas/motion.json",
        "name": link_texts(motion.titles),
        "text": link_texts(motion.texts),
        "creativeWorkStatus": motion.state,
        "isPartOf": link_record(motion.assembly, motion.assembly.names, "Event", context),
    }


def _link_ballot(ballot: Ballot, context: WriterContext) -> dict[str, Any]:
    return {
        "@type": "Dataset",
        "additionalType": "http://www.popoloproject.com/schemas/vote_event.json",
        "name": link_texts(ballot.titles),
        "temporalCoverage": ballot.closes_at.isoformat() if ballot.closes_at else None,
        "distribution": f"{context.base_url}/ballots/{ballot.key}/votes.json" if ballot.result else None,
        "isPartOf": link_record(ballot.assembly, ballot.assembly.names, "Event", context),
    }


def _link_advice(advice: Advice, context: WriterContext) -> dict[str, Any]:
    return {
        "@type": "CreativeWork",
        "name": link_texts(advice.questions),
        "text": link_texts(advice.answers),
        "dateCreated": advice.asked_date.isoformat(),
        "datePublished": advice.published_date.isoformat() if advice.published_date else None,
        "creator": {"@type": "Organization", "name": advice.partner, "url": advice.partner_url or None},
        "sponsor": link_record(advice.asked_by, advice.asked_by.names, "Organization", context),
    }


REPRESENTATIONS: dict[str, tuple[Representation, ...]] = {
    "assembly": make_representations(describe_assembly, _link_assembly),
    "motion": make_representations(describe_motion, _link_motion),
    "ballot": make_representations(describe_ballot, _link_ballot),
    "advice": make_representations(describe_advice, _link_advice),
}
