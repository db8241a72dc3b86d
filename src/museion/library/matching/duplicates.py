"""Judging a pair of publications. A number in common weighs most; words decide where there is none, and can speak against one.

ISBN are shared by a set and its volumes and reused by publishers, so that a common ISBN under unlike titles is only likely.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz

from museion.library.formats.publication import Publication, find_year, split_name
from museion.network.matching.judging import Reason

CERTAIN, LIKELY, POSSIBLE = "certain", "likely", "possible"
_WORD = re.compile(r"\w+")
# Fitted on the 1,016 MARC records of the library data and invented near-doubles: below this, pairs of one series crowd in.
_TITLE_SAME, _TITLE_NEAR = 95.0, 88.0
_NUMBER_WEIGHTS = {"doi": 0.7, "isbn": 0.6, "handle": 0.6, "issn": 0.35}


@dataclass(frozen=True, slots=True)
class Judged:
    """`degree` is empty where the pair is no duplicate."""

    score: float
    degree: str
    reasons: tuple[Reason, ...]


@lru_cache(maxsize=16_384)
def normalise(text: str) -> str:
    """Lower case letters and digits without marks, so that `L’État : 2e éd.` and `L'etat 2e ed` agree."""
    plain = text.casefold()
    if not plain.isascii():
        plain = "".join(part for part in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(part))
    return " ".join(_WORD.findall(plain))


def make_title_key(publication: Publication) -> str:
    """What titles of the same publication mostly share; empty where it is too short to say anything."""
    title = normalise(next(iter(publication.titles.values()), ""))
    return title[:48] if len(title) > 8 else ""


def judge(one: Publication, other: Publication) -> Judged:
    reasons = [*_compare_numbers(one, other), *_compare_titles(one, other), *_compare_people(one, other)]
    reasons += _compare_facts(one, other)
    score = max(0.0, min(1.0, sum(reason.weight for reason in reasons)))
    has_number = any(reason.code == "number" for reason in reasons)
    is_doubted = any(reason.weight <= -0.25 for reason in reasons)
    if score >= 0.9 and has_number and not is_doubted:
        return Judged(score, CERTAIN, tuple(reasons))
    return Judged(score, LIKELY if score >= 0.75 else POSSIBLE if score >= 0.6 else "", tuple(reasons))


def _compare_numbers(one: Publication, other: Publication) -> Iterator[Reason]:
    for scheme, weight in _NUMBER_WEIGHTS.items():
        common = set(one.get_numbers(scheme)) & set(other.get_numbers(scheme))
        if common:
            yield Reason("number", f"{scheme.upper()} {min(common)}", weight)
        elif scheme == "doi" and one.get_numbers(scheme) and other.get_numbers(scheme):
            yield Reason("number_differs", "DOI", -0.6)


def _compare_titles(one: Publication, other: Publication) -> Iterator[Reason]:
    pairs = [(normalise(left), normalise(right)) for left in one.titles.values() for right in other.titles.values()]
    best = max((fuzz.token_sort_ratio(left, right) for left, right in pairs), default=0.0)
    if best >= _TITLE_SAME:
        yield Reason("title", f"{best:.0f} %", 0.45)
    elif best >= _TITLE_NEAR:
        yield Reason("title", f"{best:.0f} %", 0.25)
    elif pairs:
        yield Reason("title_differs", f"{best:.0f} %", -0.35)
    parts = [
        re.findall(r"\d+", text)
        for text in (next(iter(one.titles.values()), ""), next(iter(other.titles.values()), ""))
    ]
    if parts[0] != parts[1]:
        yield Reason("title_numbers_differ", f"{' '.join(parts[0]) or '–'} / {' '.join(parts[1]) or '–'}", -0.3)


def _compare_people(one: Publication, other: Publication) -> Iterator[Reason]:
    names = [{normalise(split_name(held["name"])[0]) for held in side.contributors} for side in (one, other)]
    common = names[0] & names[1]
    if common:
        yield Reason("people", ", ".join(sorted(common)[:3]), 0.2)
    elif names[0] and names[1]:
        yield Reason("people_differ", "", -0.25)


def _compare_facts(one: Publication, other: Publication) -> Iterator[Reason]:
    years = find_year(one.date_text), find_year(other.date_text)
    if years[0] and years[1]:
        apart = abs(years[0] - years[1])
        weights = {0: 0.15, 1: 0.05}
        yield Reason("year" if apart <= 1 else "year_differs", f"{years[0]} / {years[1]}", weights.get(apart, -0.3))
    if one.host and other.host and one.host.get("pages") and one.host.get("pages") == other.host.get("pages"):
        yield Reason("pages", str(one.host["pages"]), 0.1)
    if normalise(one.edition) != normalise(other.edition):
        yield Reason("edition_differs", f"{one.edition or '–'} / {other.edition or '–'}", -0.15)
    if one.languages and other.languages and not set(one.languages) & set(other.languages):
        yield Reason("language_differs", f"{one.languages[0]} / {other.languages[0]}", -0.3)
