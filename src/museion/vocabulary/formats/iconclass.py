"""Iconclass in its own text files: `notations.txt` has the tree, `txt/<language>/` a label and `kw/<language>/` keywords of a notation.

The `keys` (shades of meaning that may be added to a notation) are not read: switched on everywhere they make a million
notations. Keywords stand with their notation as labels for finding, and once more, put together over the languages, as a
thesaurus of their own (`iconclass_keywords`).
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any, BinaryIO
from urllib.parse import quote

from museion.core.wording import Wording
from museion.vocabulary.formats.entries import ConceptEntry, SchemeEntry
from museion.vocabulary.formats.iconclass_keywords import gather_keywords

SCHEME = SchemeEntry(
    "https://iconclass.org/",
    "iconclass",
    {"en": "Iconclass"},
    {"en": "A classification system for the subjects and themes of art."},
    "CC0-1.0",
)
_LONGEST_NOTATION = 100


@dataclass(slots=True)
class Tables:
    """What the files hold. `labels`: language → notation → text; `keywords`: language → notation → texts."""

    children: dict[str, list[str]] = field(default_factory=dict)
    related: dict[str, list[str]] = field(default_factory=dict)
    labels: dict[str, dict[str, str]] = field(default_factory=lambda: defaultdict(dict))
    keywords: dict[str, dict[str, list[str]]] = field(default_factory=lambda: defaultdict(dict))
    problems: list[tuple[str, str]] = field(default_factory=list)


def read_iconclass(members: Iterable[tuple[str, BinaryIO]]) -> Iterator[tuple[str, dict[str, Any] | str]]:
    tables = Tables()
    for name, stream in members:
        _read_member(PurePosixPath(name), stream, tables)
    yield from tables.problems
    if not tables.children:
        yield "notations.txt", Wording("the tree of notations is missing, so that nothing can be read")
        return
    above = {child: notation for notation, children in tables.children.items() for child in children}
    for notation in tables.children:
        yield f"notation {notation}", _make_entry(notation, above, tables).write_columns()
    for entry in gather_keywords(tables.keywords):
        yield f"keyword {entry.pref_labels['en']}", entry.write_columns()


def make_uri(notation: str) -> str:
    return f"https://iconclass.org/{quote(notation, safe='()+*')}"


def _read_member(path: PurePosixPath, stream: BinaryIO, tables: Tables) -> None:
    if path.name == "notations.txt":
        _read_tree(path.name, stream, tables)
    elif len(path.parts) > 2 and path.parts[-3] in {"txt", "kw"} and _holds_notations(path.stem):
        is_label, language = path.parts[-3] == "txt", path.parts[-2]
        for place, notation, text in _read_lines(str(path), stream, tables):
            if not text:
                tables.problems.append((place, Wording("expected a notation, a | and a text")))
            elif is_label:
                tables.labels[language][notation] = text
            else:
                tables.keywords[language].setdefault(notation, []).append(text)


def _holds_notations(stem: str) -> bool:
    """`txt_en_0_1` does; keys and references between keywords stand in files of their own."""
    return not stem.endswith(("_keys", "_refs"))


def _read_lines(name: str, stream: BinaryIO, tables: Tables) -> Iterator[tuple[str, str, str]]:
    for number, line in enumerate(stream, start=1):
        try:
            notation, _, text = line.decode().strip().partition("|")
        except UnicodeDecodeError as error:
            tables.problems.append((f"{name}, line {number}", Wording("not UTF-8: %(why)s", why=str(error))))
            continue
        if notation or text:
            yield f"{name}, line {number}", notation.strip(), " ".join(text.split())


def _read_tree(name: str, stream: BinaryIO, tables: Tables) -> None:
    """Chunks that a `$` ends, of fields of one letter; a `;` goes on with the field before it."""
    fields: dict[str, list[str]] = defaultdict(list)
    last = ""
    for _place, line, _ in _read_lines(name, stream, tables):
        letter, _, value = line.partition(" ")
        if letter == "$":
            _keep_chunk(fields, tables)
            fields, last = defaultdict(list), ""
        else:
            last = last if letter == ";" else letter
            fields[last].append(value)
    _keep_chunk(fields, tables)


def _keep_chunk(fields: dict[str, list[str]], tables: Tables) -> None:
    for notation in fields.get("N", ())[:1]:
        tables.children[notation] = fields.get("C", [])
        tables.related[notation] = fields.get("R", [])


def _make_entry(notation: str, above: dict[str, str], tables: Tables) -> ConceptEntry:
    labels = {tag: texts[notation] for tag, texts in sorted(tables.labels.items()) if notation in texts}
    return ConceptEntry(
        uri=make_uri(notation),
        scheme=SCHEME,
        notation=notation[:_LONGEST_NOTATION],
        pref_labels=labels,
        hidden_labels={tag: texts[notation] for tag, texts in sorted(tables.keywords.items()) if notation in texts},
        broader=[make_uri(above[notation])] if notation in above else [],
        related=[make_uri(other) for other in tables.related[notation] if other in tables.children],
    )
