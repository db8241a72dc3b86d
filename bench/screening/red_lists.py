"""`python -m bench.screening.red_lists`: how far answers for Red List types hold when one or two fields are missing.

Precision: of the answers “falls under”, the share that the rule confirms on the whole record. Recall: of what the rule says
that a record falls under, the share answered “falls under” or “may fall under”.
"""

import random
import time
from collections import Counter
from collections.abc import Iterator, Sequence

from bench.screening.red_list_records import Labelled, make_records, read_real, read_types, strip
from bench.table import print_table
from museion.screening.matching.facets import Answer, Description
from museion.screening.matching.types import TypeScreen

MADE = 2_000
ROUNDS = 5
"""How often each record is stripped anew."""

SEED = 20260314


def run() -> None:
    types, chance = read_types(), random.Random(SEED)
    screen = TypeScreen(types)
    real = list(read_real(types))
    made = list(make_records(types, MADE, chance))
    rows = []
    for name, records in (("real", real), ("made of the lists' facets", made), ("all", [*real, *made])):
        rows.append([name, "whole", *_measure(records, [record.description for record in records], screen)])
        for gone in (1, 2):
            part = [(record, cut) for record, cut, lost in _strip_all(records, chance) if lost == gone]
            descriptions = [cut for _, cut in part]
            rows.append([name, f"less {gone}", *_measure([record for record, _ in part], descriptions, screen)])
    headings = ("records", "fields", "count", "fall by rule", "said: falls", "precision", "recall", "ms each")
    print_table(headings, rows)


def _strip_all(records: Sequence[Labelled], chance: random.Random) -> Iterator[tuple[Labelled, Description, int]]:
    for record in records:
        for _ in range(ROUNDS):
            yield (record, *strip(record.description, chance))


def _measure(records: Sequence[Labelled], descriptions: Sequence[Description], screen: TypeScreen) -> list[object]:
    counts: Counter[str] = Counter()
    began = time.perf_counter()
    for record, description in zip(records, descriptions, strict=True):
        answers = {answer.type.key: answer.answer for answer in screen.screen(description)}
        said = {key for key, answer in answers.items() if answer == Answer.FALLS}
        counts.update(said=len(said), right=len(said & record.falls), due=len(record.falls))
        counts.update(found=len(record.falls & answers.keys()))
    spent = (time.perf_counter() - began) * 1000 / max(len(records), 1)
    precision, recall = counts["right"] / max(counts["said"], 1), counts["found"] / max(counts["due"], 1)
    return [len(records), counts["due"], counts["said"], f"{precision:.3f}", f"{recall:.3f}", f"{spent:.1f}"]


if __name__ == "__main__":
    run()
