"""Every form of the site as its pages show it to whoever may do everything, filled in as a person would: what an attacker sends."""

import re
from collections import Counter, deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urldefrag, urljoin, urlsplit

from django.test import Client
from django.urls import ResolverMatch, resolve
from django.urls.exceptions import Resolver404
from lxml import html

from leaks.filling import fill, make_file

PAGES_A_ROUTE = 1
# Files, lists for programs, and the search, whose form is for everybody: no forms that write.
_NO_FORMS = re.compile(r"\.[a-z]+$|suffix|feeds|^(data|iiif|oai|sru|search|map|api)\b")


@dataclass(frozen=True, slots=True)
class Sending:
    """One form with one of its buttons pressed. `files`: its fields for files, and what they take. `body`: what a program sends."""

    address: str
    route: str
    values: tuple[tuple[str, str], ...] = ()
    files: tuple[tuple[str, str], ...] = ()
    method: str = "post"
    body: str = ""

    def make_data(self) -> dict[str, Any]:
        data: dict[str, Any] = {}
        for name, value in self.values:
            data.setdefault(name, []).append(value)
        return data | {name: make_file(taken) for name, taken in self.files}

    def find_part(self, name: str) -> str:
        """What stands for it in the address: the key of the record, say."""
        match = find_match(self.address)
        return str(match.kwargs.get(name, "")) if match else ""

    def point_at(self, key: str, other: str) -> "Sending":
        """The same about another record."""
        values = tuple((name, value.replace(key, other)) for name, value in self.values)
        return replace(self, address=self.address.replace(key, other), values=values)


class Crawl:
    """Follows links from page to page, of each route to a few of its pages.

    `parts`: of the addresses met, what stood for each part, by the address's first word and the part's name.
    """

    def __init__(self) -> None:
        self.parts: dict[tuple[str, str], str] = {}
        self._sendings: dict[tuple[Any, ...], Sending] = {}
        self._opened: Counter[str] = Counter()

    @property
    def sendings(self) -> list[Sending]:
        return list(self._sendings.values())

    def follow(self, client: Client, starts: Iterable[str]) -> None:
        waiting = deque(starts)
        always, seen = set(waiting), set[str]()
        while waiting:
            address = waiting.popleft()
            match = find_match(address)
            if match is None or address in seen:
                continue
            seen.add(address)
            self._note_parts(match)
            if not _NO_FORMS.search(match.route) and (address in always or self._opened[match.route] < PAGES_A_ROUTE):
                waiting += self._read(client, address, match.route)

    def _note_parts(self, match: ResolverMatch) -> None:
        word = match.route.partition("/")[0]
        for name, value in match.kwargs.items():
            self.parts.setdefault((word, name), str(value))

    def _read(self, client: Client, address: str, route: str) -> Iterator[str]:
        """The links of the page."""
        response = client.get(address)
        if response.status_code != 200:
            yield response.headers.get("Location", "")
            return
        self._opened[route] += 1
        if not response.headers["Content-Type"].startswith("text/html") or not response.content.strip():
            return
        page = html.document_fromstring(response.content)
        for sending in _read_forms(page, address):
            told = tuple(name for name, _ in sending.values), sending.values[-1:]
            self._sendings.setdefault((sending.route, sending.find_part("step"), told), sending)
        yield from (urldefrag(urljoin(address, link.get("href"))).url for link in page.iterfind(".//a[@href]"))


def find_match(address: str) -> ResolverMatch | None:
    """None for what is not of this site."""
    parts = urlsplit(address)
    if parts.netloc or parts.scheme or not parts.path:
        return None
    try:
        return resolve(parts.path)
    except Resolver404:
        return None


def _read_forms(page: Any, address: str) -> Iterator[Sending]:
    for form in page.iter("form"):
        if (form.get("method") or "get").lower() != "post":
            continue
        fields = [field for field in _list_fields(page, form) if field.get("name") and field.get("disabled") is None]
        values = tuple(fill(fields))
        files = tuple((field.get("name"), field.get("accept", "")) for field in fields if field.get("type") == "file")
        for button in _list_buttons(page, form):
            pressed = ((button.get("name"), button.get("value", "")),) if button.get("name") else ()
            action = urljoin(address, button.get("formaction") or form.get("action") or address)
            if match := find_match(action):
                yield Sending(action, match.route, values + pressed, files)


def _list_fields(page: Any, form: Any) -> list[Any]:
    named = page.xpath("//*[@form=$name]", name=form.get("id")) if form.get("id") else []
    inside = [field for field in form.iter("input", "select", "textarea") if not field.get("form")]
    return [*inside, *(field for field in named if field.tag != "button")]


def _list_buttons(page: Any, form: Any) -> list[Any]:
    named = page.xpath("//button[@form=$name]", name=form.get("id")) if form.get("id") else []
    return [*form.iter("button"), *named] or [form]
