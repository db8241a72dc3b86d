"""The files with which Belenios sets up the same vote: `voters.txt` (address, login, weight) and the election's template.

Source: the Belenios specification, sections on voters and on the election (homomorphic and non-homomorphic questions).
"""

from collections.abc import Iterable
from typing import Any

import orjson

from museion.governance.models import Ballot, Delegate
from museion.governance.terms import Method


def write_belenios(ballot: Ballot, voters: Iterable[tuple[Delegate, int]]) -> dict[str, bytes]:
    """By file name. Voters without an address are in a file of their own: Belenios writes to each voter."""
    lines, without = [], []
    for delegate, votes in voters:
        person = delegate.person
        if person.email:
            lines.append(f"{person.email},{person.key},{votes}")
        else:
            without.append(f"{person.key} {person.name}")
    files = {
        "voters.txt": "".join(f"{line}\n" for line in lines).encode(),
        "election.json": orjson.dumps(_write_template(ballot), option=orjson.OPT_INDENT_2),
    }
    if without:
        files["without-address.txt"] = "".join(f"{line}\n" for line in without).encode()
    return files


def _write_template(ballot: Ballot) -> dict[str, Any]:
    title = ballot.titles.pick("en").text
    answers = [_name(option["names"]) for option in ballot.options]
    question: dict[str, Any]
    if ballot.method in {Method.RANKED, Method.STV}:
        question = {"type": "NonHomomorphic", "value": {"question": title, "answers": answers}}
    else:
        most = len(answers) if ballot.method == Method.APPROVAL else 1
        question = {"question": title, "answers": answers, "blank": True, "min": 1, "max": most}
    return {"name": str(ballot.assembly), "description": title, "version": 1, "questions": [question]}


def _name(names: dict[str, str]) -> str:
    return names.get("en") or next(iter(names.values()), "")
