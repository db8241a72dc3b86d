"""The query syntax: what people type, read into a `Question`.

Lenient where a reader's meaning is clear (a lone quote, a stray bracket at the end, `Llangollen: Bridge`), and an error with its
place where it is not (an unknown field, an unclosed parenthesis, a range from late to early). docs/guides/searching.md has the
rules for people.
"""

import re
from collections.abc import Mapping
from typing import NoReturn

from django.utils.translation import gettext as _

from museion.search.documents import Field, FieldKind
from museion.search.nearness import find_near
from museion.search.questions import EVERYTHING, All, Any, Code, Not, Phrase, Question, Range, Word
from museion.search.requests import QuerySyntaxError, Span

LONGEST_TEXT = 12_000
MOST_PARTS = 100
_DEEPEST = 30
KIND_FIELD = "kind"

_QUOTES = {'"': '"', "“": "”„“", "”": "”", "„": "“”", "«": "»", "»": "«"}
_SPACE = re.compile(r"[\s\u200b-\u200f\u202a-\u202e\u2066-\u2069]+")
_FIELD = re.compile(r"([^\W\d]\w*):(?![\s:/]|//|$)")
_RANGE = re.compile(r"(-?\d{1,9})?\.\.(-?\d{1,9})?(?=[\s()]|$)")
_LOOKS_LIKE_RANGE = re.compile(r"-?\d+\.\.(?!\.)[^\s()]*")
_NUMBER = re.compile(r"-?\d{1,9}(?=[\s()]|$)")
_WORD = re.compile(r"[^\s()\"“”„«»]+")


def read_question(text: str, fields: Mapping[str, Field]) -> Question:
    """Raises `QuerySyntaxError` with the place of the trouble."""
    if len(text) > LONGEST_TEXT:
        raise QuerySyntaxError(
            _("The question is longer than %(most)s characters.") % {"most": LONGEST_TEXT}, LONGEST_TEXT
        )
    return _Reader(text, fields).read()


def replace_code(text: str, code: Code, value: str) -> str:
    """The question with another value in the code's place."""
    written = value if _WORD.fullmatch(value) else f'"{value}"'
    return text[: code.start] + written + text[code.end :]


class _Reader:
    """Recursive descent: any → all → item. `field` is the one that stands before a parenthesis or value."""

    def __init__(self, text: str, fields: Mapping[str, Field]) -> None:
        self.text = text
        self.fields = fields
        self.place = 0
        self.parts = 0

    def read(self) -> Question:
        question = self._read_any("", depth=0)
        return question or EVERYTHING

    def _read_any(self, field: str, *, depth: int) -> Question | None:
        choices = []
        while True:
            choice = self._read_all(field, depth=depth)
            if choice is not None:
                choices.append(choice)
            if not self._take_operator("OR"):
                break
        if len(choices) > 1:
            return Any(tuple(choices))
        return choices[0] if choices else None

    def _read_all(self, field: str, *, depth: int) -> Question | None:
        parts: list[Question] = []
        while not self._at_end(depth) and not self._sees_operator("OR"):
            if self._take_operator("AND"):
                continue
            part = self._read_item(field, depth=depth)
            if part is not None:
                parts.append(part)
        if len(parts) == 1 and not isinstance(parts[0], Not):
            return parts[0]
        return All(tuple(parts)) if parts else None

    def _at_end(self, depth: int) -> bool:
        """At the end of the text or of the parenthesis; a closing one that nothing opened is passed over."""
        self._skip_space()
        while depth == 0 and self.text.startswith(")", self.place):
            self.place += 1
            self._skip_space()
        return self.place >= len(self.text) or self.text[self.place] == ")"

    def _read_item(self, field: str, *, depth: int) -> Question | None:
        is_negated = self._take_negation()
        start = self.place
        self._count_part(start)
        part = self._read_value(field, depth=depth)
        if self.place == start:
            self.place += 1
        return Not(part) if part is not None and is_negated else part

    def _take_negation(self) -> bool:
        is_negated = False
        while True:
            self._skip_space()
            if self._take_operator("NOT"):
                is_negated = not is_negated
            elif re.match(r"-(?=[^\s\-)])", self.text[self.place : self.place + 2]) and not self._sees_range():
                is_negated = not is_negated
                self.place += 1
            else:
                return is_negated

    def _read_value(self, field: str, *, depth: int) -> Question | None:
        character = self.text[self.place : self.place + 1]
        if character == "(":
            return self._read_group(field, depth=depth)
        if character in _QUOTES:
            return self._read_phrase(field)
        declared = self.fields.get(field)
        if declared is None or declared.kind in {FieldKind.NUMBER, FieldKind.YEARS}:
            found = self._read_range(declared)
            if found is not None:
                return found
        if not field and (named := _FIELD.match(self.text, self.place)):
            return self._read_field(named, depth=depth)
        return self._read_word(field)

    def _read_group(self, field: str, *, depth: int) -> Question | None:
        opened = self.place
        if depth >= _DEEPEST:
            raise QuerySyntaxError(_("Too many parentheses inside one another."), opened)
        self.place += 1
        question = self._read_any(field, depth=depth + 1)
        if not self.text.startswith(")", self.place):
            raise QuerySyntaxError(_("This parenthesis is not closed."), opened)
        self.place += 1
        return question

    def _read_phrase(self, field: str) -> Question | None:
        """A quote that nothing closes, or right behind a word, is punctuation (14" x 18")."""
        closing = _QUOTES[self.text[self.place]]
        ends = [end for mark in closing if (end := self.text.find(mark, self.place + 1)) > 0]
        if not ends or self.text[self.place - 1 : self.place].isalnum():
            self.place += 1
            return None
        start = self.place
        words = self.text[start + 1 : min(ends)]
        self.place = min(ends) + 1
        if not words.strip():
            return None
        declared = self.fields.get(field)
        if declared and declared.kind in {FieldKind.NUMBER, FieldKind.YEARS}:
            self._refuse_number(declared)
        return self._make_exact(field, words, start) or Phrase(words, field)

    def _read_range(self, declared: Field | None) -> Question | None:
        found = _RANGE.match(self.text, self.place)
        if not found or not any(found.groups()):
            if self._sees_range():
                raise QuerySyntaxError(_("A range is written as 1930..1939, 1930.. or ..1939."), self.place)
            return self._read_number(declared) if declared else None
        field = declared or next((held for held in self.fields.values() if held.kind == FieldKind.YEARS), None)
        if field is None:
            return None
        least, most = (int(text) if text else None for text in found.groups())
        if least is not None and most is not None and least > most:
            raise QuerySyntaxError(_("This range ends before it begins."), self.place)
        self.place = found.end()
        return Range(field.name, Span(least, most))

    def _read_number(self, declared: Field) -> Question:
        found = _NUMBER.match(self.text, self.place)
        if not found:
            self._refuse_number(declared)
        self.place = found.end()
        return Range(declared.name, Span(int(found.group()), int(found.group())))

    def _refuse_number(self, declared: Field) -> NoReturn:
        message = _("%(field)s: takes a number or a range, such as 1930 or 1930..1939.") % {"field": declared.name}
        raise QuerySyntaxError(message, self.place)

    def _read_field(self, named: re.Match[str], *, depth: int) -> Question | None:
        name = named.group(1).casefold()
        declared = self.fields.get(name)
        if declared is None:
            self._refuse_field(name)
        if declared.kind == FieldKind.POINT:
            raise QuerySyntaxError(_("Places on earth are asked for on the map."), self.place)
        self.place = named.end()
        return self._read_value(name, depth=depth)

    def _refuse_field(self, name: str) -> NoReturn:
        known = sorted(held.name for held in self.fields.values() if held.kind != FieldKind.POINT)
        values = {"field": name[:40], "known": ", ".join(known)}
        near = find_near(name, known)
        if not near:
            raise QuerySyntaxError(_("There is no field “%(field)s”. Fields are: %(known)s.") % values, self.place)
        message = _("There is no field “%(field)s”. Did you mean %(near)s? Fields are: %(known)s.")
        raise QuerySyntaxError(message % (values | {"near": ", ".join(near)}), self.place)

    def _read_word(self, field: str) -> Question | None:
        found = _WORD.match(self.text, self.place)
        if not found:
            return None
        self.place = found.end()
        word = found.group()
        exact = self._make_exact(field, word, found.start())
        if exact:
            return exact
        is_prefix = word.endswith("*")
        bare = word.strip("*+")
        return Word(bare, field, is_prefix) if any(map(str.isalnum, bare)) else None

    def _make_exact(self, field: str, value: str, start: int) -> Code | None:
        declared = self.fields.get(field)
        is_exact = declared is not None and declared.kind == FieldKind.TERM
        return Code(field, value.strip(), start, self.place) if is_exact else None

    def _sees_range(self) -> bool:
        return bool(_LOOKS_LIKE_RANGE.match(self.text, self.place))

    def _sees_operator(self, name: str) -> bool:
        end = self.place + len(name)
        after = self.text[end : end + 1]
        return self.text.startswith(name, self.place) and (not after or after.isspace() or after in "()")

    def _take_operator(self, name: str) -> bool:
        self._skip_space()
        if not self._sees_operator(name):
            return False
        self.place += len(name)
        return True

    def _skip_space(self) -> None:
        if found := _SPACE.match(self.text, self.place):
            self.place = found.end()

    def _count_part(self, place: int) -> None:
        self.parts += 1
        if self.parts > MOST_PARTS:
            raise QuerySyntaxError(_("A question takes at most %(most)s words.") % {"most": MOST_PARTS}, place)
