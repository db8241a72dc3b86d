#!/usr/bin/env python3
"""Counts a published ballot again, without anything of Museion: `python3 recompute_ballot.py BALLOT.json [RECEIPT]`.

Needs Python 3.9 and nothing else. It prints its own result, compares it with the published one, and with a receipt shows the
votes that belong to it. Exit status: 0 when both results agree, 1 when they differ or the receipt fits no vote.

Rules. simple: more yes than no. qualified: yes / (yes + no), or / all votes when `counts_abstentions`, is at least `threshold`.
approval: the most approvals. stv, ranked: Scottish rules (SSI 2007/42), five decimals, lots as in `draw_lot`.
"""

import hashlib
import json
import sys
from fractions import Fraction
from pathlib import Path

SCALE = 100_000


def main(path, receipt=""):
    ballot = json.loads(Path(path).read_text(encoding="utf-8"))
    votes = ballot["votes"]
    if len({vote["code"] for vote in votes}) != len(votes):
        print("A code appears twice: this file was altered.")
        return 1
    mine, published = count(ballot), ballot["result"]
    for name in sorted(mine):
        print(f"{name}: {mine[name]}")
    differing = [name for name in mine if mine[name] != published.get(name)]
    for name in differing:
        print(f"DIFFERS from the published {name}: {published.get(name)}")
    found = show_receipt(ballot, receipt) if receipt else True
    print("The result is the published one." if not differing else "The result is not the published one.")
    return 0 if found and not differing else 1


def count(ballot):
    options = [option["code"] for option in ballot["options"]]
    choices = [tuple(vote["choice"]) for vote in ballot["votes"]]
    valid = [choice for choice in choices if choice not in (("blank",), ("abstain",))]
    result = {
        "votes": len(choices),
        "blank": choices.count(("blank",)),
        "abstain": choices.count(("abstain",)),
    }
    if ballot["method"] in ("simple", "qualified"):
        yes, no = valid.count(("yes",)), valid.count(("no",))
        result["counts"] = {"yes": yes, "no": no}
        whole = len(choices) if ballot["counts_abstentions"] else yes + no
        if ballot["method"] == "simple":
            result["is_carried"] = yes > no
        else:
            result["is_carried"] = whole > 0 and Fraction(yes, whole) >= Fraction(ballot["threshold"])
        return result
    seed = "".join(sorted(vote["code"] + "\n" for vote in ballot["votes"]))
    lot = {option: draw_lot(seed, option) for option in options}
    if ballot["method"] == "approval":
        result["counts"] = {option: sum(option in choice for choice in valid) for option in options}
        order = sorted(options, key=lambda option: (-result["counts"][option], lot[option]))
        result["elected"] = [option for option in order if result["counts"][option]][: ballot["seats"]]
        return result
    result["counts"] = {option: sum(choice[0] == option for choice in valid) for option in options}
    result["elected"] = transfer(options, valid, ballot["seats"] if ballot["method"] == "stv" else 1, lot)
    return result


def draw_lot(seed, option):
    """The lowest SHA-256 of the seed and the option; the seed is the SHA-256 of all codes, so nobody knew it before the end."""
    first = hashlib.sha256(seed.encode()).hexdigest()
    return hashlib.sha256(f"{first}:{option}".encode()).hexdigest()


def transfer(options, valid, seats, lot):  # noqa: C901 - read from top to bottom, like the rules
    """One paper a vote: [what it is worth, who is still on it]."""
    quota = (len(valid) // (seats + 1) + 1) * SCALE
    holding = {option: [[SCALE, choice] for choice in valid if choice[0] == option] for option in options}
    frozen, elected, waiting, out, history = {}, [], [], [], []

    def worth(option):
        return frozen[option] if option in frozen else sum(paper[0] for paper in holding[option])

    def choose(among, sign):
        now = {option: worth(option) for option in options}
        left = list(among)
        for past in [now, *reversed(history)]:
            best = min(sign * past[option] for option in left)
            left = [option for option in left if sign * past[option] == best]
            if len(left) == 1:
                return left[0]
        return min(left, key=lot.get)

    if not valid:
        return []
    while True:
        running = [option for option in options if option not in elected and option not in out]
        room = seats - len(elected)
        if room <= 0 or len(running) <= room:
            break
        over = [option for option in running if worth(option) >= quota]
        while over and len(elected) < seats:
            best = choose(over, -1)
            over.remove(best)
            elected.append(best)
            if worth(best) > quota:
                waiting.append(best)
        running = [option for option in running if option not in elected]
        room = seats - len(elected)
        if room <= 0 or len(running) <= room:
            break
        loser = None if waiting else choose(running, 1)
        history.append({option: worth(option) for option in options})
        if loser is None:
            giver = choose(waiting, -1)
            waiting.remove(giver)
            total = worth(giver)
            papers = [[paper[0] * (total - quota) // total, paper[1]] for paper in holding[giver]]
            frozen[giver] = quota
        else:
            giver, papers = loser, holding[loser]
            out.append(loser)
        holding[giver] = []
        open_to = [option for option in options if option not in elected and option not in out]
        for value, choice in papers:
            following = [option for option in choice if option in open_to]
            if following:
                holding[following[0]].append([value, choice])
    rest = [option for option in options if option not in elected and option not in out]
    rest.sort(key=lambda option: (-worth(option), lot[option]))
    return elected + rest[: max(0, seats - len(elected))]


def show_receipt(ballot, receipt):
    by_code = {vote["code"]: vote["choice"] for vote in ballot["votes"]}
    place = 1
    while True:
        code = hashlib.sha256(f"{ballot['ballot']}:{receipt.strip()}:{place}".encode()).hexdigest()
        if code not in by_code:
            break
        print(f"your vote {place}: {', '.join(by_code[code])}  ({code[:16]}...)")
        place += 1
    if place == 1:
        print("No vote in this file belongs to the receipt.")
    return place > 1


if __name__ == "__main__":
    if len(sys.argv) not in (2, 3):
        sys.exit(__doc__)
    sys.exit(main(*sys.argv[1:]))
