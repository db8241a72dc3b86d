"""A document by the columns of `layout`, as every engine stores it."""

from functools import lru_cache
from typing import Any

from museion.core.languages import UNDETERMINED
from museion.search.analysis import fold, split_runs, split_words
from museion.search.documents import LABEL_SEPARATOR, TREE_SEPARATOR, Document, Field, Text
from museion.search.engines.columns.cells import list_tiles
from museion.search.engines.columns.layout import (
    ACCESS,
    HEAD_SEPARATOR,
    HEADS,
    KEY,
    KIND,
    LANGUAGES,
    LONGEST_START,
    NAMES,
    STARTS,
    TIE,
    WORDS,
    Layout,
    make_name,
    make_start,
)
from museion.search.engines.columns.ties import extend_number, extend_text, make_weight
from museion.search.stems import stem_words
from museion.search.transliteration.hearing import list_sounds

_LONGEST_CODE = 500
_LONGEST_SORT = 200
_LONGEST_LABEL = 6
"""In words."""


def make_values(document: Document, layout: Layout) -> dict[str, Any]:
    """By column. Fields that nobody declared raise `KeyError`: a room that writes them would never find them again."""
    row: dict[str, Any] = {
        KEY: document.key,
        KIND: document.kind,
        ACCESS: sorted(document.access_tokens),
        TIE: make_weight(document.key, document.weight),
        "t_kind": document.kind,
    }
    words: set[str] = set()
    for name, texts in document.texts.items():
        _add_texts(row, words, layout, name, texts)
    row[WORDS] = " ".join(words)
    row[LANGUAGES] = list(_list_languages(document, layout))
    for name, codes in document.terms.items():
        _add_codes(row, layout.fields[name], codes)
    for name, number in document.numbers.items():
        row[f"n_{name}"] = number
        if layout.fields[name].is_sortable:
            row[f"o_{name}"] = extend_number(number, document.key)
    for name, (first, last) in document.years.items():
        row[f"a_{name}"], row[f"b_{name}"] = first, last
        if layout.fields[name].is_sortable:
            row[f"p_{name}"], row[f"q_{name}"] = (extend_number(year, document.key) for year in (first, last))
    for name, (latitude, longitude) in document.points.items():
        row[f"x_{layout.fields[name].name}"], row[f"y_{name}"] = float(latitude), float(longitude)
        row[f"c_{name}"] = [tile.code for tile in list_tiles(latitude, longitude)]
    return row


def _list_languages(document: Document, layout: Layout) -> set[str]:
    """Of the texts whose words other languages say otherwise. Dates and credit lines state none beside a title that does."""
    said = (texts for name, texts in document.texts.items() if layout.fields[name].is_said)
    tags = {text.language.partition("-")[0] for texts in said for text in texts}
    return tags - {UNDETERMINED} or tags


def _add_codes(row: dict[str, Any], declared: Field, codes: list[str]) -> None:
    if declared.is_tree:
        codes = [above for code in codes for above in _list_path(code)]
    row[f"t_{declared.name}"] = [code[:_LONGEST_CODE] for code in dict.fromkeys(codes)]


def _list_path(code: str) -> list[str]:
    """`150/155/FR` lies in `150/155` and in `150`."""
    parts = code.split(TREE_SEPARATOR)
    return [TREE_SEPARATOR.join(parts[: place + 1]) for place in range(len(parts))]


def _add_texts(row: dict[str, Any], words: set[str], layout: Layout, name: str, texts: list[Text]) -> None:
    declared = layout.fields[name]
    lines, stem_lines = [], []
    for text in texts:
        line, found, stem_line, stems = _analyse(text.text, text.language)
        lines.append(line)
        words |= found
        if stem_line:
            stem_lines.append(stem_line)
            words |= stems
    row[f"w_{name}"] = lines
    if stem_lines:
        row[f"s_{name}"] = stem_lines
    if declared.is_heard:
        _add_sounds(row, declared, texts, lines)
    if declared.is_name:
        _add_names(row, name, texts, lines)
    if declared.is_list:
        labels = {make_name(name, label) for text in texts for label in _list_labels(text.text)}
        row.setdefault(NAMES, []).extend(labels)
    if declared.is_sortable and lines:
        row[f"o_{name}"] = extend_text(lines[0][:_LONGEST_SORT], row[KEY])


def _add_sounds(row: dict[str, Any], declared: Field, texts: list[Text], lines: list[str]) -> None:
    sounds = {sound for text in texts for sound in list_sounds(text.text, text.language)}
    row[f"r_{declared.name}"] = " ".join(sounds)
    row[f"i_{declared.name}"] = " ".join({word[0] for line in lines for word in line.split()})
    if declared.is_name:
        starts = {make_start(row[KIND], start) for line in lines for start in _list_starts(line)}
        row[STARTS] = " ".join(starts.union(row.get(STARTS, "").split()))


def _add_names(row: dict[str, Any], name: str, texts: list[Text], lines: list[str]) -> None:
    names = row.setdefault(NAMES, [])
    names.extend(make_name(name, line) for line in lines)
    names.extend(make_name(name, turned) for text in texts if (turned := _turn_name(text.text)))
    heads = {head for text in texts for run in split_runs(text.text) if (head := _make_head(run))}
    row.setdefault(HEADS, []).extend(heads)


@lru_cache(maxsize=32768)
def _analyse(text: str, language: str) -> tuple[str, frozenset[str], str, frozenset[str]]:
    """The words in order, the words once, the stems in order, the stems once. Museums' texts repeat, hence the cache."""
    words = split_words(text)
    stems = stem_words(words, language)
    return " ".join(words), frozenset(words), " ".join(stems), frozenset(stems)


@lru_cache(maxsize=32768)
def _list_labels(text: str) -> frozenset[str]:
    """Longer ones than anybody asks for are sentences."""
    labels = (split_words(part) for part in text.split(LABEL_SEPARATOR))
    return frozenset(" ".join(words) for words in labels if 0 < len(words) <= _LONGEST_LABEL)


def _turn_name(text: str) -> str:
    """`Monet, Claude` is also called `claude monet`; empty for what is not written so."""
    family, comma, given = text.partition(", ")
    return " ".join(split_words(f"{given} {family}")) if comma and "," not in given else ""


@lru_cache(maxsize=32768)
def _list_starts(line: str) -> frozenset[str]:
    return frozenset(word[:length] for word in line.split() for length in range(1, min(len(word), LONGEST_START) + 1))


@lru_cache(maxsize=65536)
def _make_head(run: str) -> str:
    """`folded␟as written` for a word of a name; empty where it is not worth completing."""
    folded = fold(run)
    return f"{folded[:64]}{HEAD_SEPARATOR}{run[:64]}" if len(folded) > 1 and not folded.isdigit() else ""
