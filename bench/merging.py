"""Doubles of people and museums in real data, against recordlinkage in the same run. What decides (Wikidata ids, web addresses) is hidden.

People: within the National Gallery of Art; the same people under their other names; between it and MoMA. Museums: within the lists.
MoMA's file holds page numbers of Wikipedia and no Wikidata ids, so that pairs between the two museums can be counted, and judged
only by whether one of MoMA's people met two of the other's.
"""

import csv
import gzip
import json
import re
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Any

import pandas
import recordlinkage

from bench.setting import DATA
from bench.table import print_table
from museion.network.matching.museums import House, judge_museums, read_site
from museion.network.matching.museums import list_blocks as list_museum_blocks
from museion.network.matching.names import read_name
from museion.network.matching.pairing import find_doubles
from museion.network.matching.people import Someone, judge_people
from museion.network.matching.people import list_blocks as list_people_blocks
from museion.search.analysis import fold

Pair = frozenset[str]
_YEAR = re.compile(r"\b(1\d{3}|20[0-2]\d)\b")
HEADINGS = ["what", "who", "pairs", "of them known", "precision", "recall", "CPU s"]


@dataclass(frozen=True, slots=True)
class Lot:
    """`hidden`: what the entry truly is, by key; no matcher sees it. `may_pair`: which sides are compared."""

    name: str
    entries: Sequence[Any]
    hidden: dict[str, str]
    is_across: bool = False

    @property
    def truth(self) -> set[Pair]:
        groups: defaultdict[str, list[str]] = defaultdict(list)
        for key, value in self.hidden.items():
            if value:
                groups[value].append(key)
        pairs = {frozenset(pair) for keys in groups.values() if len(keys) <= 6 for pair in combinations(keys, 2)}
        return {pair for pair in pairs if not self.is_across or len({key[0] for key in pair}) == 2}


def run() -> None:
    rows: list[list[object]] = []
    nga, wikidata = read_nga()
    people = [
        Lot("National Gallery of Art, within", nga, wikidata),
        read_other_names(nga, wikidata),
        Lot("National Gallery of Art and MoMA", [*nga, *read_moma()], {}, is_across=True),
    ]
    for lot in people:
        rows += measure(lot, find_people, link_people)
    rows += measure(read_museums(), find_museums, link_museums)
    print_table(HEADINGS, rows)


def measure(lot: Lot, *ways: Callable[[Lot], set[Pair]]) -> list[list[object]]:
    truth, rows = lot.truth, []
    for way, who in zip(ways, ("Museion", "recordlinkage"), strict=True):
        started = time.process_time()
        found = way(lot)
        taken = time.process_time() - started
        known = [pair for pair in found if all(lot.hidden.get(key) for key in pair)]
        right = sum(pair in truth for pair in known)
        precision = f"{right / len(known):.3f}" if known else "–"
        recall = f"{right / len(truth):.3f} of {len(truth)}" if truth else _count_clashes(found)
        rows.append([lot.name, who, len(found), len(known), precision, recall, taken])
    return rows


def _count_clashes(found: Iterable[Pair]) -> str:
    """Entries that met two of the other side: at least so many pairs are wrong, or the other side holds doubles."""
    met: defaultdict[str, int] = defaultdict(int)
    for pair in found:
        for key in pair:
            met[key] += 1
    return f"{sum(number - 1 for key, number in met.items() if key[0] == 'm')} meet a second"


def find_people(lot: Lot) -> set[Pair]:
    found = find_doubles(lot.entries, judge_people, list_people_blocks, may_pair=_pairing(lot))
    return {frozenset((double.one, double.other)) for double in found}


def find_museums(lot: Lot) -> set[Pair]:
    found = find_doubles(lot.entries, judge_museums, list_museum_blocks)
    return {frozenset((double.one, double.other)) for double in found}


def _pairing(lot: Lot) -> Callable[[Someone, Someone], bool]:
    return lambda one, other: not lot.is_across or one.key[0] != other.key[0]


def link_people(lot: Lot) -> set[Pair]:
    """As its handbook does: blocks by year and by neighbourhood of the name, Jaro-Winkler, expectation and maximisation."""
    frame = pandas.DataFrame(
        [(one.key, _sort(one), one.born, one.died, next(iter(one.places), None)) for one in lot.entries],
        columns=["key", "name", "born", "died", "place"],
    ).set_index("key")
    indexer = recordlinkage.Index()
    indexer.block(["born", "died"])
    indexer.sortedneighbourhood("name", window=5)
    compare = recordlinkage.Compare()
    compare.string("name", "name", method="jarowinkler", threshold=0.88, label="name")
    for column in ("born", "died", "place"):
        compare.exact(column, column, label=column)
    return _classify(indexer, compare, frame, lot)


def link_museums(lot: Lot) -> set[Pair]:
    rows = [
        (one.key, fold(one.names[0].text), one.city, one.country, *(one.point or (None, None))) for one in lot.entries
    ]
    frame = pandas.DataFrame(rows, columns=["key", "name", "city", "country", "lat", "lon"]).set_index("key")
    indexer = recordlinkage.Index()
    indexer.block(["country", "city"])
    indexer.sortedneighbourhood("name", window=5, block_on=["country"])
    compare = recordlinkage.Compare()
    compare.string("name", "name", method="jarowinkler", threshold=0.88, label="name")
    compare.exact("city", "city", label="city")
    compare.geo("lat", "lon", "lat", "lon", method="step", offset=0.5, label="near")
    return _classify(indexer, compare, frame, lot)


def _classify(indexer: Any, compare: Any, frame: Any, lot: Lot) -> set[Pair]:
    pairs = indexer.index(frame)
    if lot.is_across:
        pairs = pairs[[one[0] != other[0] for one, other in pairs]]
    features = compare.compute(pairs, frame)
    links = recordlinkage.ECMClassifier(binarize=0.5).fit_predict(features)
    return {frozenset(pair) for pair in links}


def _sort(one: Someone) -> str:
    """Family name first, as its blocks by neighbourhood want it."""
    return " ".join(reversed(fold(one.names[0].text).split()))


def read_nga() -> tuple[list[Someone], dict[str, str]]:
    entries, wikidata = [], {}
    for row in _read_rows("nga-constituents.csv.gz"):
        if row["constituenttype"] not in {"individual", "corporate"}:
            continue
        key = f"n{row['constituentid']}"
        entries.append(_make_person(key, row["forwarddisplayname"], row["displaydate"], row["nationality"]))
        wikidata[key] = row["wikidataid"]
        if row["constituenttype"] == "corporate":
            entries[-1] = replace(entries[-1], kind="group")
    return entries, wikidata


def read_other_names(nga: Sequence[Someone], wikidata: dict[str, str]) -> Lot:
    """Each person with a Wikidata id beside an entry under the first other name that is spelt differently; years are kept by
    every second of these entries alone."""
    known = {one.key: one for one in nga if wikidata[one.key]}
    others: dict[str, Someone] = {}
    for row in _read_rows("nga-constituents_altnames.csv.gz"):
        one = known.get(f"n{row['constituentid']}")
        name = read_name(row["forwarddisplayname"] or row["displayname"])
        if one is None or one.key in others or not name.words or name.words == one.names[0].words:
            continue
        is_dated = len(others) % 2 == 0
        others[one.key] = replace(
            one,
            key=f"a{one.key}",
            names=(name,),
            born=one.born if is_dated else None,
            died=one.died if is_dated else None,
        )
    hidden = {key: wikidata[key] for key in known} | {one.key: wikidata[key] for key, one in others.items()}
    return Lot("the same people under other names", [*known.values(), *others.values()], hidden, is_across=True)


def read_moma() -> list[Someone]:
    with gzip.open(DATA / "collections" / "moma-artists.jsonl.gz", "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    return [
        _make_person(f"m{row['ArtistID']}", row["Name"], row["Bio"], row["Bio"].strip("()").split(",")[0])
        for row in rows
    ]


def read_museums() -> Lot:
    """The web address decides, where two entries share one that no third has. It is a poor judge: departments of one house and
    two museums of one town share a page too."""
    with gzip.open(DATA / "museums" / "museums.csv.gz", "rt", encoding="utf-8") as lines:
        rows = list(csv.DictReader(lines))
    entries, sites = [], {}
    shared: defaultdict[str, int] = defaultdict(int)
    for place, row in enumerate(rows):
        key, site = f"m{place}", read_site(row["website"]) if row["website"] else ""
        point = (float(row["lat"]), float(row["lon"])) if row["lat"] and row["lon"] else None
        entries.append(House(key, (read_name(row["name"]),), row["country"], fold(row["city"]), point))
        sites[key] = site
        shared[site] += 1
    return Lot("museums.csv, within", entries, {key: site if shared[site] <= 2 else "" for key, site in sites.items()})


def _make_person(key: str, name: str, life: str, nationality: str) -> Someone:
    years = [int(year) for year in _YEAR.findall(life)]
    has_span = "-" in life or "–" in life
    born = years[0] if years else None
    died = years[-1] if has_span and len(years) > 1 else None
    places = frozenset({fold(nationality)}) if nationality and nationality != "Other" else frozenset()
    return Someone(key, (read_name(name),), born, died, places)


def _read_rows(name: str) -> list[dict[str, str]]:
    with gzip.open(DATA / "collections" / name, "rt", encoding="utf-8") as lines:
        return list(csv.DictReader(lines))
