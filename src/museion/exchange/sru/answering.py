"""The answer to a search: the index is asked, and the records come as they were published."""

from collections.abc import Sequence
from dataclasses import dataclass

from museion.exchange.formats.cql import CqlError, TooManyPartsError, read_cql
from museion.exchange.models import Publication
from museion.exchange.sru.compiling import compile_sort, compile_tree
from museion.exchange.sru.diagnostics import Code, SruError
from museion.exchange.sru.requests import Asked
from museion.exchange.stored import unpack
from museion.search.queries import search
from museion.search.requests import DEEPEST_HIT, QuerySyntaxError, SearchRequest, SearchUnavailableError


@dataclass(frozen=True, slots=True)
class Found:
    """One record of the answer; `content` is empty where it does not go out in the schema."""

    key: str
    position: int
    content: bytes


@dataclass(frozen=True, slots=True)
class Answer:
    total: int
    records: tuple[Found, ...]


def answer_search(asked: Asked) -> Answer:
    """Public records alone. A question that nothing answers whole is answered by nothing: no words are put right here."""
    text, sort = _compile(asked.query)
    offset = asked.start - 1
    if offset + asked.most > DEEPEST_HIT:
        raise SruError(Code.OUT_OF_RANGE, f"records up to {DEEPEST_HIT} can be asked for")
    try:
        result = search(SearchRequest(text=text, sort=sort, offset=offset, limit=max(asked.most, 1), explain=False))
    except SearchUnavailableError as error:
        raise SruError(Code.UNAVAILABLE) from error
    except QuerySyntaxError as error:
        raise SruError(Code.SYNTAX, str(error)) from error
    if result.relaxed or result.suggestion:
        return Answer(0, ())
    if offset and offset >= result.total:
        raise SruError(Code.OUT_OF_RANGE, str(asked.start))
    keys = [hit.key for hit in result.hits][: asked.most]
    contents = read_publications(keys, asked.prefix)
    records = (Found(key, asked.start + place, contents.get(key, b"")) for place, key in enumerate(keys))
    return Answer(result.total, tuple(records))


def _compile(query: str) -> tuple[str, str]:
    try:
        read = read_cql(query)
    except TooManyPartsError as error:
        raise SruError(Code.TOO_MANY_BOOLEANS, str(error)) from error
    except CqlError as error:
        raise SruError(Code.SYNTAX, f"{error} (character {error.place + 1})") from error
    return compile_tree(read.tree), compile_sort(read.sort)


def read_publications(keys: Sequence[str], prefix: str) -> dict[str, bytes]:
    rows = Publication.objects.filter(key__in=keys, prefix=prefix, is_deleted=False).values_list("key", "content")
    return {key: unpack(bytes(content)) for key, content in rows}
