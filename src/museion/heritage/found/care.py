"""How loans, transfers, checks, rounds and procedures are found: by who may read them and nobody else.

Values of insurance and valuations are not among the words: the index is for finding, the record for reading.
"""

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import Any

from django.utils import translation

from museion.core.access import AccessLevel, get_access_tokens
from museion.core.languages import LanguageMap
from museion.core.models.records import Record
from museion.heritage.found import care_words as words
from museion.heritage.found.care_words import CareWords
from museion.heritage.found.fields import DESCRIPTION, SOURCE, TITLE
from museion.heritage.found.objects import FIELDS as OBJECT_FIELDS
from museion.heritage.models import ConditionCheck, InventoryRound, Loan, Procedure, Survey, Transfer
from museion.search.documents import Card, Document, Source
from museion.search.sources import source_keys

_SHARED = {"number", "holder", "museum", "date"}
FIELDS = (TITLE, DESCRIPTION, SOURCE, *(field for field in OBJECT_FIELDS if field.name in _SHARED))
_LANGUAGES = ("en", "fr", "es", "ar")

Read = Callable[[Sequence[str]], Iterable[tuple[Any, CareWords]]]


def _load(kind: str, read: Read, keys: Sequence[str]) -> Iterable[Document]:
    for record, told in read(keys):
        document = Document(record.key, kind, _get_tokens(record))
        for language in _LANGUAGES:
            with translation.override(language):
                document.add_text("title", " ".join(map(str, told.labels)), language)
        for record_title in told.titles:
            document.add_map("title", record_title)
        for name, texts in (("number", told.numbers), ("holder", told.parties), ("description", told.texts)):
            for text in texts:
                document.add_text(name, text)
        for museum in told.museums:
            document.add_term("museum", museum.key)
            document.add_map("holder", museum.names)
        document.add_term("source", record.source)
        if told.days:
            document.years["date"] = (min(told.days).year, max(told.days).year)
        yield document


def _present(kind: str, read: Read, keys: Sequence[str], language: str) -> Iterable[Card]:
    for record, told in read(keys):
        with translation.override(language):
            what, *more = (str(label) for label in told.labels)
        called = next(filter(None, (*told.numbers, *(title.pick(language).text for title in told.titles))), record.key)
        facts = (*more, *told.parties, *(museum.names.pick(language).text for museum in told.museums))
        yield Card(
            key=record.key,
            kind=kind,
            title=LanguageMap({language: f"{what[:1].upper()}{what[1:]} · {called}"}),
            facts=tuple(dict.fromkeys(filter(None, facts))),
            days=(min(told.days), max(told.days)) if told.days else None,
        )


def _get_tokens(record: Record) -> tuple[str, ...]:
    """Both sides find what they share."""
    if isinstance(record, Transfer):
        keys = (record.giver.key, record.taker.key)
        return tuple(dict.fromkeys(token for key in keys for token in get_access_tokens(AccessLevel.COMMITTEE, key)))
    return get_access_tokens(record.access, record.scope_key)


def _make_source(kind: str, model: type[Record], read: Read) -> Source:
    return Source(
        kind,
        FIELDS,
        load=partial(_load, kind, read),
        iterate_keys=source_keys(model),
        present=partial(_present, kind, read),
    )


CARE_SOURCES: tuple[Source, ...] = (
    _make_source("loan", Loan, words.read_loans),
    _make_source("transfer", Transfer, words.read_transfers),
    _make_source("condition_check", ConditionCheck, words.read_checks),
    _make_source("inventory_round", InventoryRound, words.read_rounds),
    _make_source("survey", Survey, words.read_surveys),
    _make_source("procedure", Procedure, words.read_procedures),
)
