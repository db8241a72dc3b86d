"""The tables of a run: what was found, what was accused falsely, and whether the probability means what it says."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.screening.photo_peers import PEERS
from bench.screening.transforms import HARDER, TRANSFORMS
from bench.table import print_table
from museion.screening.matching.photos.comparison import CONTEXT_CAP, REPEATED_CAP
from museion.screening.matching.photos.scoring import Measures, load_calibration

FALSE_ALARM_RATE = 0.001
LEVELS = (0.5, 0.9, 0.99)

Answer = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Method:
    """`judge` gives the object that a method names, and how strongly."""

    name: str
    judge: Callable[[Answer], tuple[str, float]]


def _judge_by_probability(answer: Answer) -> tuple[str, float]:
    return (answer["found"][0]["object"], answer["found"][0]["probability"]) if answer["found"] else ("", 0.0)


def _judge_by_peer(name: str) -> Callable[[Answer], tuple[str, float]]:
    def judge(answer: Answer) -> tuple[str, float]:
        named, distance = answer["peers"][name]
        return str(named), -float(distance)

    return judge


METHODS = (Method("ours", _judge_by_probability), *(Method(peer.name, _judge_by_peer(peer.name)) for peer in PEERS))


def rescore(answer: Answer) -> Answer:
    """The tables show the calibration that is installed, whichever was in force when the query ran."""
    calibration = load_calibration(with_embedder=any(found["measures"]["descriptor"] for found in answer["found"]))
    for found in answer["found"]:
        found["probability"] = calibration.estimate(Measures(**found["measures"]))
        if {"surroundings_only", "patch_only"} & set(found["against"]):
            found["probability"] = min(found["probability"], CONTEXT_CAP)
        elif "repeated_picture" in found["against"]:
            found["probability"] = min(found["probability"], REPEATED_CAP)
    answer["found"].sort(key=lambda found: -found["probability"])
    return answer


def print_tables(measured: Sequence[Answer], home: Path) -> None:
    answers = [rescore(answer) for answer in measured]
    known = [answer for answer in answers if answer["registered"] and answer["transform"] in TRANSFORMS]
    unknown = [answer for answer in answers if not answer["registered"]]
    print(f"{len(known)} queries about registered pictures, {len(unknown)} about unregistered ones\n")
    print_overview(known, unknown)
    print_transforms(known, unknown)
    print_calibration(known, unknown)
    harder = [answer for answer in answers if answer["transform"] in HARDER]
    rows = [[name, *_count_harder(harder, name)] for name in HARDER]
    print_table(["harder", "queries", "recall@1 %", "P ≥ 0.9 and right %"], rows)
    print_cost(answers, home)


def _count_harder(harder: Sequence[Answer], name: str) -> list[object]:
    those = [answer for answer in harder if answer["transform"] == name]
    ours = METHODS[0]
    return [len(those), _percent(those, _names(ours)), _percent(those, _detects(ours, 0.9))]


def find_threshold(unknown: Sequence[Answer], method: Method) -> float:
    """The strength that at most one unregistered picture in a thousand exceeds."""
    strengths = sorted((method.judge(answer)[1] for answer in unknown), reverse=True)
    allowed = int(FALSE_ALARM_RATE * len(strengths))
    return strengths[allowed] if allowed < len(strengths) else float("-inf")


def print_overview(known: Sequence[Answer], unknown: Sequence[Answer]) -> None:
    rows = []
    for method in METHODS:
        threshold = find_threshold(unknown, method)
        rows.append(
            [method.name, _percent(known, _names(method)), _percent(known, _detects(method, threshold)), abs(threshold)]
        )
    print_table(["method", "recall@1 %", "detected % at ≤ 0.1 % false alarms", "threshold"], rows)


def print_transforms(known: Sequence[Answer], unknown: Sequence[Answer]) -> None:
    thresholds = {method.name: find_threshold(unknown, method) for method in METHODS}
    rows = []
    for transform in TRANSFORMS:
        those = [answer for answer in known if answer["transform"] == transform]
        cells = [_percent(those, _detects(method, thresholds[method.name])) for method in METHODS]
        rows.append([transform, len(those), _percent(those, _names(METHODS[0])), *cells])
    print_table(["transform", "queries", "ours recall@1 %", *(f"{m.name} detected %" for m in METHODS)], rows)


def print_calibration(known: Sequence[Answer], unknown: Sequence[Answer]) -> None:
    ours = METHODS[0]
    rows = []
    for level in LEVELS:
        false = sum(ours.judge(answer)[1] >= level for answer in unknown)
        wrong = sum(ours.judge(a)[1] >= level and ours.judge(a)[0] != a["object"] for a in known)
        found = _percent(known, _detects(ours, level - 1e-12))
        rows.append([f"≥ {level}", found, f"{false} of {len(unknown)}", f"{wrong} of {len(known)}"])
    print_table(["probability", "found %", "false alarms", "wrong object"], rows)
    print(f"expected calibration error {measure_calibration_error([*known, *unknown]):.4f}\n")


def measure_calibration_error(answers: Sequence[Answer]) -> float:
    bins: list[list[tuple[float, bool]]] = [[] for _ in range(10)]
    for answer in answers:
        named, probability = _judge_by_probability(answer)
        right = answer["registered"] and named == answer["object"]
        bins[min(9, int(probability * 10))].append((probability, right))
    gaps = [abs(sum(p for p, _ in held) - sum(right for _, right in held)) for held in bins]
    return sum(gaps) / max(1, len(answers))


def print_cost(answers: Sequence[Answer], home: Path) -> None:
    cost = json.loads((home / "registering.json").read_text())
    seconds = sorted(answer["seconds"] for answer in answers)
    rows = [
        ["registered photos", cost["photos"]],
        ["registering, s a photo", cost["seconds_per_photo"]],
        ["training and filing all, s", cost["commit_seconds"]],
        ["on disk, bytes a photo", cost["bytes_per_photo"]],
        ["query, median s (one core)", seconds[len(seconds) // 2]],
        ["query, 95 % s", seconds[int(len(seconds) * 0.95)]],
    ]
    print_table(["cost", ""], rows)


def _names(method: Method) -> Callable[[Answer], bool]:
    return lambda answer: bool(method.judge(answer)[0] == answer["object"])


def _detects(method: Method, threshold: float) -> Callable[[Answer], bool]:
    def judge(answer: Answer) -> bool:
        named, strength = method.judge(answer)
        return named == answer["object"] and strength > threshold

    return judge


def _percent(answers: Sequence[Answer], holds: Callable[[Answer], bool]) -> float:
    return 100 * sum(map(holds, answers)) / max(1, len(answers))
