"""Contextual Query Language 1.2 and 2.0 (OASIS searchRetrieve part 5): a text becomes a tree, or an error that says where.

Prefix assignments (`> dc = "…"`) are read and let go: index names are few enough to be known by their usual prefixes.
"""

import re
from dataclasses import dataclass

DEEPEST = 60
MOST_PARTS = 100
_TOKEN = re.compile(r'\s*(?:(?P<quoted>"(?:\\.|[^"\\])*")|(?P<mark><=|>=|<>|==|[()<>=/])|(?P<word>[^\s()<>=/"]+))')
_COMPARING = frozenset({"=", "==", "<>", "<", ">", "<=", ">="})
_NAMED = frozenset({"within", "encloses", "exact", "any", "all", "adj", "scr"})
_BOOLEANS = frozenset({"and", "or", "not", "prox"})


class CqlError(ValueError):
    """The query is no CQL; `place` is the offset of the trouble in characters."""

    def __init__(self, message: str, place: int) -> None:
        super().__init__(message)
        self.place = place


class TooManyPartsError(CqlError):
    """More booleans, or more of them inside one another, than a query may have."""


@dataclass(frozen=True, slots=True)
class Clause:
    """One search clause. `index`: empty where the server chooses; `relation` in small letters, with `modifiers`."""

    term: str
    index: str = ""
    relation: str = "="
    modifiers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Boolean:
    operator: str
    left: "Tree"
    right: "Tree"


Tree = Clause | Boolean


@dataclass(frozen=True, slots=True)
class SortKey:
    index: str
    modifiers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CqlQuery:
    tree: Tree
    sort: tuple[SortKey, ...] = ()


@dataclass(frozen=True, slots=True)
class _Token:
    text: str
    place: int
    is_quoted: bool = False

    @property
    def lower(self) -> str:
        """For words of the language; what is quoted is never one."""
        return "" if self.is_quoted else self.text.lower()


def read_cql(text: str) -> CqlQuery:
    """Raises `CqlError`."""
    return _Reader(_split(text), len(text)).read()


def _split(text: str) -> list[_Token]:
    tokens, place = [], 0
    while place < len(text.rstrip()):
        found = _TOKEN.match(text, place)
        if not found:
            raise CqlError("a quotation mark is not closed", place)
        start = found.start(found.lastgroup or 0)
        held = found[found.lastgroup or 0]
        is_quoted = found.lastgroup == "quoted"
        tokens.append(_Token(re.sub(r'\\(["\\])', r"\1", held[1:-1]) if is_quoted else held, start, is_quoted))
        place = found.end()
    return tokens


class _Reader:
    def __init__(self, tokens: list[_Token], end: int) -> None:
        self.tokens = tokens
        self.end = end
        self.at = 0
        self.parts = 0

    def read(self) -> CqlQuery:
        if not self.tokens:
            raise CqlError("the query is empty", 0)
        tree = self._read_booleans(0)
        sort = self._read_sort() if self._take("sortby") else ()
        if self.at < len(self.tokens):
            raise CqlError(f"“{self.tokens[self.at].text}” does not belong here", self.tokens[self.at].place)
        return CqlQuery(tree, sort)

    def _read_booleans(self, depth: int) -> Tree:
        if depth > DEEPEST:
            raise TooManyPartsError(f"parentheses stand more than {DEEPEST} deep", self._place())
        self._skip_prefixes()
        tree = self._read_clause(depth)
        while (token := self._peek()) and token.lower in _BOOLEANS:
            self.at += 1
            operator = "/".join([token.lower, *self._read_modifiers()])
            tree = Boolean(operator, tree, self._read_clause(depth))
        return tree

    def _skip_prefixes(self) -> None:
        while self._take(">"):
            self._expect_word()
            if self._take("="):
                self._expect_word()

    def _read_clause(self, depth: int) -> Tree:
        self.parts += 1
        if self.parts > MOST_PARTS:
            raise TooManyPartsError(f"a query has at most {MOST_PARTS} parts", self._place())
        if self._take("("):
            tree = self._read_booleans(depth + 1)
            if not self._take(")"):
                raise CqlError("a parenthesis is not closed", self._place())
            return tree
        first = self._expect_word()
        relation = self._peek()
        if first.is_quoted or relation is None or relation.lower not in _COMPARING | _NAMED:
            return Clause(first.text)
        self.at += 1
        modifiers = self._read_modifiers()
        return Clause(self._expect_word().text, first.text, relation.lower, modifiers)

    def _read_modifiers(self) -> tuple[str, ...]:
        modifiers = []
        while self._take("/"):
            name = self._expect_word().text.lower()
            token = self._peek()
            if token is not None and token.lower in _COMPARING:
                self.at += 1
                name += token.text + self._expect_word().text
            modifiers.append(name)
        return tuple(modifiers)

    def _read_sort(self) -> tuple[SortKey, ...]:
        keys = []
        while self._peek():
            keys.append(SortKey(self._expect_word().text, self._read_modifiers()))
        if not keys:
            raise CqlError("sortBy names no index", self._place())
        return tuple(keys)

    def _peek(self) -> _Token | None:
        return self.tokens[self.at] if self.at < len(self.tokens) else None

    def _place(self) -> int:
        return self.tokens[self.at].place if self.at < len(self.tokens) else self.end

    def _take(self, text: str) -> bool:
        token = self._peek()
        if token is None or token.lower != text:
            return False
        self.at += 1
        return True

    def _expect_word(self) -> _Token:
        token = self._peek()
        if token is None or (not token.is_quoted and (token.text in "()/" or token.text in _COMPARING)):
            found = f"found “{token.text}”" if token else "the query ends"
            raise CqlError(f"a word is expected here, {found}", self._place())
        self.at += 1
        return token
