"""Comparing a question with one record, feature by feature: what speaks for the same object and what against.

Every feature is 0 where either side states nothing, so that silence is no evidence. Words are weighed by their rarity in the
register (Fellegi and Sunter, *A Theory for Record Linkage*, 1969); the weights of the features are fitted, see `model.json`.
"""

import math
from dataclasses import dataclass
from itertools import pairwise

from rapidfuzz import fuzz, process

from museion.screening.matching.texts.records import Prepared
from museion.screening.matching.texts.sizes import EXACT, FAR, ROUNDED, compare_sizes
from museion.screening.matching.texts.statistics import Statistics

FEATURES = (
    "title_found_bag",
    "title_stated",
    "title_order",
    "title_whole",
    "words_found",
    "maker_rarity",
    "maker_differs",
    "maker_in_text",
    "type_agrees",
    "type_differs",
    "material_words",
    "material_rarity",
    "material_differs",
    "size_exact",
    "size_rounded",
    "size_close",
    "size_error",
    "size_differs",
    "size_framed",
    "size_framed_evenly",
    "year_exact",
    "year_overlaps",
    "year_distance",
    "marks_rarity",
    "marks_differ",
    "number_agrees",
    "number_differs",
    "inventory_agrees",
    "retrieval_margin",
)
TYPO_RATIO = 80.0


@dataclass(slots=True)
class Question:
    """A prepared object with what is computed once for all its candidates."""

    record: Prepared
    weights: dict[str, float]
    title_weight: float
    near: dict[str, dict[str, float]]
    """Misspelt word of the question → words of the candidates that it may be, with how alike they are (0 to 1)."""


def make_question(record: Prepared, statistics: Statistics, candidates: list[Prepared]) -> Question:
    weights = {word: statistics.weigh(word) for word in record.word_set}
    known = set().union(*(candidate.word_set for candidate in candidates)) if candidates else set()
    lost = [word for word in record.word_set if word not in known and len(word) > 3]
    near = {word: alike for word in lost if (alike := _find_alike(word, known))}
    return Question(record, weights, sum(weights[word] for word in set(record.title)), near)


def compare(question: Question, candidate: Prepared, statistics: Statistics) -> dict[str, float]:
    """Feature to value; features that say nothing are left out."""
    values: dict[str, float] = {}
    _compare_titles(question, candidate, statistics, values)
    _compare_makers(question, candidate, statistics, values)
    _compare_codes(question.record, candidate, statistics, values)
    _compare_measurements(question.record, candidate, values)
    _compare_years(question.record, candidate, values)
    _compare_marks(question.record, candidate, values)
    _compare_numbers(question.record, candidate, values)
    return values


def _compare_titles(question: Question, candidate: Prepared, statistics: Statistics, values: dict[str, float]) -> None:
    asked = question.record
    if not asked.word_set or not candidate.word_set:
        return
    titles = set(candidate.title)
    held = sum(statistics.weigh(word) for word in titles)
    shared = titles & asked.word_set
    agreed = sum(question.weights[word] for word in shared)
    for word, alike in question.near.items():
        best = max((share for other, share in alike.items() if other in titles), default=0.0)
        agreed += 0.8 * best * question.weights[word]
    agreed = min(agreed, held)
    if held:
        values["title_whole"] = float(agreed >= 0.97 * held) * min(held, 20.0) / 10
        if asked.is_bag:
            values["title_found_bag"] = agreed / held
    if asked.title and not asked.is_bag:
        stated = sum(
            question.weights[word]
            if word in candidate.word_set
            else 0.8 * _best(question.near.get(word), candidate.word_set) * question.weights[word]
            for word in set(asked.title)
        )
        values["title_stated"] = stated / question.title_weight if question.title_weight else 0.0
        values["title_order"] = _share_order(asked.title, candidate.title)
    total = sum(question.weights.values())
    values["words_found"] = sum(question.weights[word] for word in asked.word_set & candidate.word_set) / total


def _share_order(one: list[str], other: list[str]) -> float:
    """The share of the first one's neighbouring words that are neighbours in the other."""
    pairs = set(pairwise(one))
    return len(pairs & set(pairwise(other))) / len(pairs) if pairs else 0.0


def _compare_makers(question: Question, candidate: Prepared, statistics: Statistics, values: dict[str, float]) -> None:
    asked = question.record
    if not candidate.makers:
        return
    if asked.makers:
        agreement, name = max((_compare_names(one, other), other) for one in asked.makers for other in candidate.makers)
        values["maker_rarity"] = agreement * max((statistics.weigh(word) for word in name), default=0.0) / 10
        values["maker_differs"] = float(agreement < 0.5)
        return
    words = max(candidate.makers, key=lambda name: sum(word in asked.word_set for word in name))
    found = [word for word in words if word in asked.word_set or _is_near(question, word)]
    if found and words:
        values["maker_in_text"] = statistics.weigh_all(found) / max(statistics.weigh_all(words), 1.0)
        values["maker_rarity"] = values["maker_in_text"] * max(map(statistics.weigh, found)) / 10


def _compare_names(one: list[str], other: list[str]) -> float:
    """Full words, initials and misspellings of the shorter name found in the longer one, in any order; 0 to 1."""
    if not one or not other:
        return 0.0
    shorter, longer = sorted((one, other), key=len)
    scores = sorted((_match_name_word(word, longer) for word in shorter), reverse=True)
    long_words = [word for word in shorter if len(word) > 1]
    if not long_words or max(scores) < 0.8:
        return 0.0
    return sum(scores) / len(scores) if len(shorter) > 1 else 0.9 * scores[0]


def _match_name_word(word: str, name: list[str]) -> float:
    best = 0.0
    for other in name:
        if word == other:
            return 1.0
        if (len(word) == 1 or len(other) == 1) and word[0] == other[0]:
            best = max(best, 0.75)
        elif len(word) > 3 and len(other) > 3:
            ratio = fuzz.ratio(word, other)
            best = max(best, ratio / 100 if ratio >= TYPO_RATIO else 0.0)
    return best


def _compare_codes(asked: Prepared, candidate: Prepared, statistics: Statistics, values: dict[str, float]) -> None:
    if asked.types and candidate.types:
        values["type_agrees"] = float(bool(set(asked.types) & set(candidate.types)))
        values["type_differs"] = float(not _are_related(asked, candidate))
    if asked.made_of and candidate.made_of:
        values["material_words"] = _share_words(asked.made_of, candidate.made_of, statistics)
    if asked.materials and candidate.materials:
        shared = set(asked.materials) & set(candidate.materials)
        values["material_rarity"] = sum(map(statistics.weigh_code, shared)) / 10
        values["material_differs"] = float(not shared)


def _are_related(one: Prepared, other: Prepared) -> bool:
    """The same type, or one above the other: a jar is a vessel, but no bowl."""
    return bool(set(one.types) & set(other.kinds) or set(other.types) & set(one.kinds))


def _share_words(one: list[str], other: list[str], statistics: Statistics) -> float:
    shared, either = set(one) & set(other), set(one) | set(other)
    return statistics.weigh_all(shared) / max(statistics.weigh_all(either), 0.1)


def _compare_measurements(asked: Prepared, candidate: Prepared, values: dict[str, float]) -> None:
    agreement = compare_sizes(asked.measurements, candidate.measurements)
    if agreement is None:
        return
    if agreement.is_framed:
        values["size_framed"] = 1.0
        values["size_framed_evenly"] = float(agreement.is_even)
        return
    if agreement.level:
        values["size_exact"] = float(agreement.slip <= EXACT)
        values["size_rounded"] = float(agreement.slip <= ROUNDED)
        values["size_close"] = float(agreement.level == 3)
    values["size_error"] = min(agreement.error, FAR) / FAR
    values["size_differs"] = float(agreement.level == 0)


def _compare_years(asked: Prepared, candidate: Prepared, values: dict[str, float]) -> None:
    if not asked.years or not candidate.years:
        return
    gap = max(asked.years[0] - candidate.years[1], candidate.years[0] - asked.years[1], 0)
    narrow = max(asked.years[1] - asked.years[0], candidate.years[1] - candidate.years[0])
    values["year_exact"] = float(tuple(asked.years) == tuple(candidate.years) and narrow < 3)
    values["year_overlaps"] = 1 / (1 + math.log1p(narrow)) if gap == 0 else 0.0
    values["year_distance"] = math.log1p(gap)


def _compare_marks(asked: Prepared, candidate: Prepared, values: dict[str, float]) -> None:
    if not asked.mark_set or not candidate.mark_set:
        return
    shared = len(asked.mark_set & candidate.mark_set)
    agreement = shared / min(len(asked.mark_set), len(candidate.mark_set))
    values["marks_rarity"] = agreement * math.log1p(shared)
    values["marks_differ"] = float(agreement < 0.2)


def _compare_numbers(asked: Prepared, candidate: Prepared, values: dict[str, float]) -> None:
    if asked.numbers and candidate.numbers and not asked.is_bag:
        shared = set(asked.numbers) & set(candidate.numbers)
        values["number_agrees"] = float(bool(shared))
        values["number_differs"] = float(not shared)
    if asked.inventory and candidate.inventory:
        values["inventory_agrees"] = float(asked.inventory == candidate.inventory)


def _find_alike(word: str, known: set[str]) -> dict[str, float]:
    found = process.extract(word, known, scorer=fuzz.ratio, score_cutoff=TYPO_RATIO, limit=8)
    return {other: score / 100 for other, score, _ in found}


def _best(alike: dict[str, float] | None, words: set[str]) -> float:
    return max((share for other, share in (alike or {}).items() if other in words), default=0.0)


def _is_near(question: Question, word: str) -> bool:
    return any(word in alike for alike in question.near.values())
