"""Every address of the site, read from its own table of addresses: nobody has to remember to add one here."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import product
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver
from django.utils.http import urlencode

# The parts of the secret records' words and codes that a curious reader would try.
QUESTIONS = (
    "", "zephyrine", "Zephyrine Qaraqosh", "zephirine", "zeph", "ze*", "title:zephyrine", "NOT weaving", "country:YT",
    '"zephyrine hoard"', "Зефирин", "1700..1710", "(zephyrine OR weaving)", "weaving", "qaraqosh",
)  # fmt: skip
RECONCILED = '{"q": {"query": "Zephyrine"}}'


def list_patterns() -> Iterator[tuple[str, list[str]]]:
    """Each address with places for its parts (`{key}`), and the names of the parts."""
    yield from _walk(get_resolver().url_patterns, "")


def make_addresses(values: Mapping[str, Sequence[str]]) -> list[str]:
    """All addresses with each combination of the given values; a part without values gets an x."""
    addresses: list[str] = []
    for pattern, names in list_patterns():
        choices = [values.get(name, ("x",)) for name in names]
        addresses += [pattern.format(**dict(zip(names, chosen, strict=True))) for chosen in product(*choices)]
    return [f"/{address}" for address in dict.fromkeys(addresses)]


def make_questions() -> list[str]:
    """The search and what belongs to it, by every door, asked for the secret."""
    doors = ("/search", "/search/suggestions", "/search/records", "/api/v1/search", "/api/v1/search/suggestions")
    asked = [f"{door}?{urlencode({'q': text})}" for door in doors for text in QUESTIONS]
    asked += [f"/search?{urlencode({'q': text, 'view': 'map'})}" for text in ("", "zephyrine")]
    asked += [
        f"/api/v1/search?{urlencode({'q': text, 'facets': 'kind,country,source', 'histograms': 'date'})}"
        for text in QUESTIONS
    ]
    asked += [
        f"/api/v1/search?{urlencode({'q': text, 'grids': 'location', 'facets': 'region,body,type_tree,object_type,event_type,language'})}"
        for text in ("", "zephyrine", "weaving")
    ]
    asked += [
        "/search?view=map&area=-40,30,0,60",
        "/search?view=map&near=Dakar&within=500",
        "/search?q=zephyrine+near+Mamoudzou",
        "/api/v1/search?near=Mamoudzou&within=1000&grids=location",
        "/data/museum?country=YT",
        "/data/museum.json?names_en__contains=zephyrine",
        "/data/sql?sql=select+count(*)+from+museum",
        "/search?country=YT",
        "/search?date_from=1700&date_to=1710",
        "/search?sort=title",
        "/search?sort=-date&page=2",
    ]
    asked += [
        "/api/v1/search?country=YT",
        "/api/v1/search?kind=museum&kind=person&limit=100",
        "/api/v1/museums?country=YT",
    ]
    asked += [
        f"/sru?{urlencode({'operation': 'searchRetrieve', 'version': '2.0', 'query': text})}"
        for text in ("zephyrine", "weaving")
    ]
    asked.append(f"/reconcile?{urlencode({'queries': RECONCILED})}")
    asked += [f"/oai?verb={verb}&metadataPrefix=oai_dc" for verb in ("ListIdentifiers", "ListRecords")]
    asked += [
        "/oai?verb=ListSets",
        "/oai?verb=Identify",
        "/countries/YT",
        "/museums",
        "/people",
        "/objects",
        "/concepts",
        "/elements",
    ]
    return asked


def _walk(patterns: Iterable[Any], before: str) -> Iterator[tuple[str, list[str]]]:
    for pattern in patterns:
        written = _plain(str(pattern.pattern))
        if isinstance(pattern, URLResolver):
            yield from _walk(pattern.url_patterns, before + written)
        elif isinstance(pattern, URLPattern):
            whole = before + written
            yield whole, re.findall(r"\{(\w+)\}", whole)


def _plain(route: str) -> str:
    """Both ways of writing an address in Django, as one with places."""
    named = re.sub(r"\(\?P<(\w+)>[^)]*\)", r"{\1}", route)
    named = re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", named)
    return named.replace("\\.", ".").strip("^$")
