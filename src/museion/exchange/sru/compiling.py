"""CQL as a question in the language of the search box."""

import re

from museion.exchange.formats.cql import Boolean, Clause, SortKey, Tree
from museion.exchange.sru.diagnostics import Code, SruError
from museion.exchange.sru.indexes import ALL_RECORDS, ANYWHERE, find_index
from museion.search.documents import Field, FieldKind

_WORD = re.compile(r"[^\s()\"“”„«»]+")
_PLAIN = re.compile(r"[^\W_][^\s:*]*\*?")
_OPERATORS = frozenset({"AND", "OR", "NOT"})
_YEAR = re.compile(r"-?\d{1,9}")
_QUOTES = str.maketrans({'"': " ", "“": " ", "”": " ", "„": " ", "«": " ", "»": " "})
_BOUNDS = {"<": (None, -1), "<=": (None, 0), ">": (1, None), ">=": (0, None)}
_IGNORED_MODIFIERS = frozenset({"relevant", "ignorecase", "ignoreaccents", "unmasked", "string", "word", "masked"})


def compile_tree(tree: Tree) -> str:
    """Raises `SruError` for what the search cannot do."""
    if isinstance(tree, Clause):
        return _compile_clause(tree)
    operator = tree.operator.partition("/")[0]
    if operator == "prox":
        raise SruError(Code.PROXIMITY)
    if operator == "not":
        return f"{_group(tree.left)} NOT {_group(tree.right)}"
    return f" {operator.upper()} ".join(_group(part) for part in _flatten(tree))


def _flatten(tree: Boolean) -> list[Tree]:
    """A chain of one operator as its parts: parentheses that change nothing would count against the search's depth."""
    parts: list[Tree] = []
    for part in (tree.left, tree.right):
        same = isinstance(part, Boolean) and part.operator == tree.operator
        parts.extend(_flatten(part) if same and isinstance(part, Boolean) else [part])
    return parts


def _group(tree: Tree) -> str:
    made = compile_tree(tree)
    return f"({made})" if isinstance(tree, Boolean) or (" " in made and not made.startswith('"')) else made


def _compile_clause(clause: Clause) -> str:
    if not clause.term.strip():
        raise SruError(Code.EMPTY_TERM)
    if unknown := [name for name in clause.modifiers if name not in _IGNORED_MODIFIERS]:
        raise SruError(Code.UNSUPPORTED_MODIFIER, unknown[0])
    if clause.index.lower() == ALL_RECORDS:
        return "*"
    if clause.index.lower() in ANYWHERE:
        return _compile_words("", clause)
    field = find_index(clause.index)
    if field.kind in {FieldKind.NUMBER, FieldKind.YEARS}:
        return _compile_range(field, clause)
    if field.kind is FieldKind.TERM:
        return _compile_code(field, clause)
    return _compile_words(f"{field.name}:", clause)


def _compile_words(field: str, clause: Clause) -> str:
    words = _WORD.findall(clause.term)
    if not words:
        raise SruError(Code.INVALID_TERM, clause.term)
    match clause.relation:
        case "=" | "scr" | "all":
            return " ".join(f"{field}{_write_word(word)}" for word in words)
        case "any":
            return " OR ".join(f"{field}{_write_word(word)}" for word in words)
        case "==" | "exact" | "adj":
            return f'{field}"{" ".join(map(_refuse_mask, words))}"'
        case "<>":
            return f'* NOT {field}"{" ".join(map(_refuse_mask, words))}"'
    raise SruError(Code.UNSUPPORTED_RELATION, clause.relation)


def _write_word(word: str) -> str:
    """What the search box would read as something else goes in quotes."""
    is_masked = word.endswith("*") and not word.endswith("\\*") and len(word) > 1
    stem = _refuse_mask(word[:-1] if is_masked else word)
    if is_masked:
        return f"{stem}*"
    return stem if _PLAIN.fullmatch(stem) and stem not in _OPERATORS and ".." not in stem else f'"{stem}"'


def _refuse_mask(word: str) -> str:
    if re.search(r"(?<!\\)[*?^]", word):
        raise SruError(Code.UNSUPPORTED_MASK, word)
    return re.sub(r"\\(.)", r"\1", word)


def _compile_code(field: Field, clause: Clause) -> str:
    term = clause.term.translate(_QUOTES).strip()
    match clause.relation:
        case "=" | "==" | "exact" | "scr" | "all" | "adj":
            return f'{field.name}:"{_refuse_mask(term)}"'
        case "any":
            return " OR ".join(f'{field.name}:"{_refuse_mask(word)}"' for word in term.split())
        case "<>":
            return f'* NOT {field.name}:"{_refuse_mask(term)}"'
    raise SruError(Code.UNSUPPORTED_RELATION, clause.relation)


def _compile_range(field: Field, clause: Clause) -> str:
    ends = clause.term.replace("/", " ").split()
    if not all(_YEAR.fullmatch(end) for end in ends) or len(ends) != (2 if clause.relation == "within" else 1):
        raise SruError(Code.INVALID_TERM, clause.term)
    first = int(ends[0])
    match clause.relation:
        case "=" | "==" | "exact" | "scr":
            return f"{field.name}:{first}..{first}"
        case "within":
            return f"{field.name}:{first}..{int(ends[1])}"
        case "<" | "<=" | ">" | ">=":
            below, above = _BOUNDS[clause.relation]
            return f"{field.name}:" + (f"{first + below}.." if below is not None else f"..{first + (above or 0)}")
    raise SruError(Code.UNSUPPORTED_RELATION, clause.relation)


def compile_sort(keys: tuple[SortKey, ...]) -> str:
    """Our own way to name an order; one index, for lists are sorted by one."""
    if not keys:
        return ""
    field = find_index(keys[0].index)
    if len(keys) > 1 or not field.is_sortable:
        raise SruError(Code.UNSUPPORTED_SORT, " ".join(key.index for key in keys))
    return f"-{field.name}" if "sort.descending" in keys[0].modifiers else field.name
