"""A search as the address of a page says it, and back: every state of the results page has an address to share.

`q` is the text, a facet's name its codes (repeated), `<field>_from` and `<field>_to` a range, `area` a part of the map, `near` a
town and `within` how many kilometres around it (typed into the text too: “near Lima 200 km”);
`without` (repeated) a meaning that the reader switched off, `bridge=off` all of them.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.translation import gettext as _

from museion.core.numerals import read_whole
from museion.search.boxes import read_box, write_box
from museion.search.documents import SOURCES, TREE_SEPARATOR, FieldKind, get_fields, get_point_field
from museion.search.nearby import USUAL_KM, Nearby, find_nearby, split_nearby
from museion.search.requests import DEEPEST_HIT, PAGE_SIZE, Box, SearchRequest, Span

VIEWS = ("list", "grid", "map")
KIND = "kind"
MOST_UNMEANT = 50


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked, how it is shown, and what in the address could not be understood (`problems`)."""

    text: str = ""
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    spans: Mapping[str, Span] = field(default_factory=dict)
    area: Box | None = None
    near: Nearby | None = None
    sort: str = ""
    page: int = 1
    view: str = "list"
    problems: tuple[str, ...] = ()
    unmeant: tuple[str, ...] = ()
    """Keys of the meanings that the reader switched off."""
    is_literal: bool = False
    """Words find themselves alone, not what they mean."""

    @property
    def is_open(self) -> bool:
        """Nothing was asked: everything is found."""
        return not (self.text or self.filters or self.spans or self.area or self.near)

    def make_request(self, *, tokens: tuple[str, ...], language: str, facets: tuple[str, ...] = ()) -> SearchRequest:
        place = get_point_field()
        return SearchRequest(
            text=self.text,
            tokens=tokens,
            filters=dict(self.filters),
            spans=dict(self.spans),
            boxes={place: self.area} if self.area and place else {},
            discs={place: self.near.disc} if self.near and place else {},
            sort=self.sort,
            offset=(self.page - 1) * PAGE_SIZE,
            facets=facets,
            language=language,
            bridge=not self.is_literal,
            without=self.unmeant,
        )

    def get_parameters(self) -> list[tuple[str, str]]:
        """Name and value of every parameter, in one order, so that the same question has one address."""
        pairs = [("q", self.text)] if self.text else []
        pairs += [(name, code) for name, codes in sorted(self.filters.items()) for code in codes]
        for name, span in sorted(self.spans.items()):
            pairs += [(f"{name}_from", str(span.least))] if span.least is not None else []
            pairs += [(f"{name}_to", str(span.most))] if span.most is not None else []
        pairs += [("area", write_box(self.area))] if self.area else []
        pairs += [("near", self.near.name), ("within", str(self.near.km))] if self.near else []
        pairs += [("without", key) for key in self.unmeant]
        pairs += [("bridge", "off")] if self.is_literal else []
        pairs += [("sort", self.sort)] if self.sort else []
        pairs += [("view", self.view)] if self.view != VIEWS[0] else []
        return pairs + ([("page", str(self.page))] if self.page > 1 else [])

    def get_address(self, **changes: object) -> str:
        """`/search?…` of this question, changed; a changed question begins at its first page."""
        changed = replace(self, **{"page": 1, **changes})  # type: ignore[arg-type]
        pairs = changed.get_parameters()
        return f"/search?{urlencode(pairs)}" if pairs else "/search"

    def without(self, name: str, code: str) -> "Question":
        kept = tuple(held for held in self.filters.get(name, ()) if held != code)
        filters = {key: codes for key, codes in self.filters.items() if key != name}
        return replace(self, page=1, filters=filters | ({name: kept} if kept else {}))


def read_question(query: QueryDict) -> Question:
    problems: list[str] = []
    text, near = _read_nearby(query, problems)
    return Question(
        text=text,
        filters=_read_filters(query, problems),
        spans=_read_spans(query, problems),
        area=_read_area(query.get("area", ""), problems),
        near=near,
        sort=_read_sort(query.get("sort", "")),
        page=_read_page(query.get("page", "")),
        view=query.get("view") if query.get("view") in VIEWS else VIEWS[0],  # type: ignore[arg-type]
        problems=tuple(problems),
        unmeant=_clean(query.getlist("without"))[:MOST_UNMEANT],
        is_literal=query.get("bridge") == "off",
    )


def get_span_fields() -> dict[str, str]:
    """Fields that the page offers as a range of years, with their labels."""
    return {name: declared.label for name, declared in get_fields().items() if declared.kind == FieldKind.YEARS}


def _read_filters(query: QueryDict, problems: list[str]) -> dict[str, tuple[str, ...]]:
    names = [name for name, declared in get_fields().items() if declared.kind == FieldKind.TERM]
    asked = {name: _clean(query.getlist(name)) for name in dict.fromkeys([KIND, *names])}
    for unknown in [code for code in asked[KIND] if code not in SOURCES]:
        message = _("There is no kind of record “%(kind)s”, so all are searched. Kinds are: %(known)s.")
        problems.append(message % {"kind": unknown[:40], "known": ", ".join(sorted(SOURCES))})
    for name in names:
        if get_fields()[name].is_tree:
            asked[name] = _keep_lowest(asked[name])
    asked[KIND] = tuple(code for code in asked[KIND] if code in SOURCES)
    return {name: codes for name, codes in asked.items() if codes}


def _keep_lowest(codes: tuple[str, ...]) -> tuple[str, ...]:
    """Whoever chooses a part of a chosen part means that part alone."""
    return tuple(code for code in codes if not any(other.startswith(code + TREE_SEPARATOR) for other in codes))


def _clean(codes: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted({code.strip() for code in codes if code.strip()}))


def _read_spans(query: QueryDict, problems: list[str]) -> dict[str, Span]:
    spans = {}
    for name, declared in get_fields().items():
        if declared.kind not in {FieldKind.YEARS, FieldKind.NUMBER}:
            continue
        least = _read_number(query.get(f"{name}_from", ""), declared.label, problems)
        most = _read_number(query.get(f"{name}_to", ""), declared.label, problems)
        if least is not None and most is not None and least > most:
            least, most = most, least
        if least is not None or most is not None:
            spans[name] = Span(least, most)
    return spans


def _read_number(text: str, label: object, problems: list[str]) -> int | None:
    plain = text.strip().replace("−", "-")
    if not plain:
        return None
    try:
        number = int(plain)
    except ValueError:
        number = 10**9
    if abs(number) >= 10**7:
        message = _("%(field)s: “%(text)s” is not a year; write it in figures, with a minus for years before 1 BCE.")
        problems.append(message % {"field": label, "text": text[:40]})
        return None
    return number


def _read_nearby(query: QueryDict, problems: list[str]) -> tuple[str, Nearby | None]:
    """The text without the place that it ended with, and the place: of the text, else of its own fields."""
    text, name, km = query.get("q", "").strip(), query.get("near", "").strip()[:100], query.get("within", "")
    if name:
        near = find_nearby(name, USUAL_KM if (held := read_whole(km, most=9999)) is None else held)
    elif typed := split_nearby(text):
        near, name = find_nearby(typed[1], typed[2]), typed[1]
        text = typed[0] if near else text
    else:
        return text, None
    if near is None:
        message = _("No town called “%(name)s” is known, so all places are shown. Write it as Lima, or as Lima, Peru.")
        problems.append(message % {"name": name[:60]})
    return text, near


def _read_area(text: str, problems: list[str]) -> Box | None:
    area = read_box(text) if text else None
    if text and area is None:
        problems.append(_("The area of the map in the address could not be read, so all places are shown."))
    return area


def _read_sort(text: str) -> str:
    declared = get_fields().get(text.removeprefix("-"))
    return text if declared and declared.is_sortable else ""


def _read_page(text: str) -> int:
    return max(1, min(read_whole(text) or 1, DEEPEST_HIT // PAGE_SIZE))
