"""Members and votes at the size of the whole network: 100,000 people with ten years of dues, a ballot of 5,000 voters.

Peers in the same run: the same questions put person by person, and STVPoll for the count.
"""

import os
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any

from stvpoll.scottish_stv import calculate_scottish_stv

from bench.table import print_table
from museion.core.access import make_operator
from museion.core.saving import Draft
from museion.governance.actions.assemblies import create_assembly
from museion.governance.actions.statutes import load_statutes, read_sample_statutes
from museion.governance.counting import Question, count_votes
from museion.governance.models import Assembly, Delegate
from museion.governance.queries.eligibility import judge_everybody, judge_person
from museion.governance.queries.facts import Moment
from museion.network.actions import create_body, save_people
from museion.network.actions.dues import renew_members
from museion.network.models import Body, Due, Membership, Person
from museion.network.sample.dues import write_dues

PEOPLE, VOTERS, DELEGATES = 100_000, 5_000, 1_000
SOURCE = "bench-members"
AT = datetime(2026, 6, 1, 12, tzinfo=UTC)
COUNT = """
import django
django.setup()
from museion.governance.models import BallotVoter, CastVote
print(CastVote.objects.count(), CastVote.objects.values("code").distinct().count(), BallotVoter.objects.filter(has_voted=True).count())
"""


def measure() -> None:
    rows: list[list[object]] = []
    assembly = make_members()
    rows.append(measure_eligibility(assembly))
    rows.append(measure_renewal())
    rows.append(measure_count())
    print_table(["what", "seconds", "peer", "peer's seconds", "ratio"], rows)
    print()
    measure_ballot()


def make_members() -> Assembly:
    told: dict[str, Any] = {"actor": make_operator(), "at": AT}
    categories = ("individual",) * 8 + ("student", "supporting")
    if Person.objects.filter(source=SOURCE).count() < PEOPLE:
        for start in range(0, PEOPLE, 4000):
            numbers = range(start, min(start + 4000, PEOPLE))
            save_people([_draft(number, categories[number % 10]) for number in numbers], **told)
    write_dues(1, source=SOURCE, **told)
    load_statutes(read_sample_statutes(), **told)
    body = Body.objects.filter(source=SOURCE).first() or create_body(
        {"source": SOURCE, "source_id": "body", "kind": "national_committee", "names": {"en": "Bench"}}, **told
    )
    begins_at = AT + timedelta(days=20)
    values = {"source": SOURCE, "source_id": "assembly", "body_id": body.pk, "begins_at": begins_at}
    assembly = create_assembly(values | {"ends_at": begins_at + timedelta(days=1)}, **told)
    if not Delegate.objects.filter(assembly=assembly).exists():
        people = list(Person.objects.filter(source=SOURCE).order_by("id")[:DELEGATES])
        # A committee sends voters that has five members or more.
        Membership.objects.filter(person__in=people[:10]).update(national_committee=body)
        appointed = datetime(2026, 5, 1, tzinfo=UTC)
        Delegate.objects.bulk_create(
            [Delegate(assembly=assembly, body=body, person=person, appointed_at=appointed) for person in people]
        )
    return assembly


def _draft(number: int, category: str) -> Draft:
    return Draft(
        {
            "source": SOURCE,
            "source_id": str(number),
            "name": f"Member {number}",
            "member_number": f"B{number:06d}",
            "member_category": category,
            "country": "SN",
        }
    )


def measure_eligibility(assembly: Assembly) -> list[object]:
    moment = Moment(date(2026, 6, 21))
    started, worked = time.perf_counter(), time.process_time()
    verdicts = list(judge_everybody(assembly, moment))
    together = time.perf_counter() - started
    print(f"eligibility: {time.process_time() - worked:.1f} s of CPU")
    print(
        f"{len(verdicts):,} verdicts, {sum(v.answer.is_yes for v in verdicts)} may vote, of {Due.objects.count():,} dues"
    )
    sample = list(Person.objects.filter(source=SOURCE)[:100])
    started = time.perf_counter()
    for person in sample:
        judge_person(assembly, person, moment)
    alone = (time.perf_counter() - started) / len(sample) * len(verdicts)
    return ["eligibility list of 100,000, with reasons", together, "one by one (extrapolated)", alone, alone / together]


def measure_renewal() -> list[object]:
    """Cut after ten batches and begun again; the year after the last one that was asked, so that the bench can be run again."""
    told: dict[str, Any] = {"actor": make_operator(), "at": AT}
    year = max(Due.objects.values_list("year", flat=True).distinct()) + 1
    members = Membership.objects.known().count()
    started, worked = time.perf_counter(), time.process_time()
    for number, _renewal in enumerate(renew_members(year, day=AT.date(), **told)):
        if number == 9:
            break
    cut = Due.objects.filter(year=year).count()
    rest = list(renew_members(year, day=AT.date(), **told))[-1]
    taken = time.perf_counter() - started
    print(f"renewal: {time.process_time() - worked:.1f} s of CPU")
    asked = Due.objects.filter(year=year).count()
    print(f"renewal of {year}: {cut:,} before the cut, {rest.asked:,} after, {asked:,} of {members:,} asked once each")
    return ["renewal of all members, cut and begun again", taken, "target", 60.0, 60 / taken]


def measure_count() -> list[object]:
    random = Random(1)
    options = tuple(f"o{number}" for number in range(12))
    votes = [tuple(random.sample(options, random.randint(1, 12))) for _ in range(VOTERS)]
    question = Question("stv", options, seats=5)
    started = time.perf_counter()
    tally = count_votes(question, [(f"{place:064x}", vote) for place, vote in enumerate(votes)])
    ours = time.perf_counter() - started
    started = time.perf_counter()
    other = calculate_scottish_stv(options, Counter(votes), 5, allow_random=False)
    theirs = time.perf_counter() - started
    print(f"transferable vote: the same five elected: {set(tally.elected) == set(other.elected_as_tuple())}")
    return ["count of 5,000 transferable votes, 5 of 12", ours, "STVPoll", theirs, theirs / ours]


def measure_ballot() -> None:
    """Two servers take the votes of 5,000; one is killed in the middle and begun again with the same forms."""
    with tempfile.TemporaryDirectory() as home:
        environment = {**os.environ, "MUSEION_HOME": home}
        key = subprocess.run(_command("make", str(VOTERS)), env=environment, capture_output=True, text=True, check=True)
        ballot, half = key.stdout.strip(), VOTERS // 2
        started = time.perf_counter()
        first = subprocess.Popen(_command("vote", ballot, "0", str(half)), env=environment, stdout=subprocess.PIPE)
        second = subprocess.Popen(
            _command("vote", ballot, str(half), str(VOTERS)), env=environment, stdout=subprocess.DEVNULL
        )
        for _ in range(half // 2):
            first.stdout.readline()  # type: ignore[union-attr]
        os.kill(first.pid, signal.SIGKILL)
        first.communicate()
        subprocess.run(_command("vote", ballot, "0", str(half)), env=environment, stdout=subprocess.DEVNULL, check=True)
        second.wait()
        taken = time.perf_counter() - started
        done = subprocess.run(
            [sys.executable, "-c", COUNT], env=environment, capture_output=True, text=True, check=True
        )
    votes, codes, voters = done.stdout.split()
    print(
        f"{VOTERS:,} voters in {taken:.0f} s ({VOTERS / taken:.0f}/s): {votes} votes, {codes} codes, {voters} voters marked"
    )


def _command(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "museion.governance.tests.voters_at_once", *arguments]
