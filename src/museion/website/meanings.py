"""What the words of a question were taken to mean, as the results page shows it and lets it be switched off."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from museion.core.languages import UNDETERMINED, get_direction, get_language_name
from museion.search.questions import Form, Meaning
from museion.search.requests import SearchResult
from museion.website.question import Question

_FIRST_LANGUAGES = ("en", "fr", "es", "ar")
SHOWN_FORMS = 6
SHOWN_NARROWER = 4


@dataclass(frozen=True, slots=True)
class ShownForm:
    text: str
    tag: str
    language: str
    direction: str


@dataclass(frozen=True, slots=True)
class ShownMeaning:
    """`switch_url`: the same question with this meaning off, or on again."""

    typed: str
    tongue: str
    label: str
    url: str
    is_on: bool
    switch_url: str
    forms: tuple[ShownForm, ...]
    narrower: tuple[ShownForm, ...]
    more: int


def show_meanings(question: Question, result: SearchResult, language: str) -> dict[str, Any]:
    """What the template of meanings needs; nothing where no word means anything and nothing is switched off."""
    shown = [_show(meaning, question, language) for meaning in result.meanings]
    return {
        "meanings": shown,
        "literal_url": replace_meanings(question, is_literal=True) if any(entry.is_on for entry in shown) else "",
        "meant_url": replace_meanings(question) if question.is_literal or question.unmeant else "",
    }


def replace_meanings(question: Question, *, unmeant: Iterable[str] = (), is_literal: bool = False) -> str:
    return replace(question, unmeant=tuple(sorted(unmeant)), is_literal=is_literal).get_address()


def _show(meaning: Meaning, question: Question, language: str) -> ShownMeaning:
    is_on = meaning.key not in question.unmeant
    unmeant = {*question.unmeant, meaning.key} if is_on else set(question.unmeant) - {meaning.key}
    # The label stands before the forms already.
    same = _order([form for form in meaning.forms if not form.is_narrower and form.text != meaning.label], language)
    narrower = _order([form for form in meaning.forms if form.is_narrower], language)
    readable = [form for form in narrower if _speaks(form, language)]
    hidden = len(same[SHOWN_FORMS:]) + len(narrower) - len(readable[:SHOWN_NARROWER])
    return ShownMeaning(
        typed=meaning.typed,
        tongue=get_language_name(meaning.language, language) if meaning.language != UNDETERMINED else "",
        label=meaning.label,
        url=f"/id/{meaning.key}",
        is_on=is_on,
        switch_url=replace_meanings(question, unmeant=unmeant),
        forms=tuple(_show_form(form, language) for form in same[:SHOWN_FORMS]),
        narrower=tuple(_show_form(form, language) for form in readable[:SHOWN_NARROWER]),
        more=max(0, hidden),
    )


def _order(forms: Iterable[Form], language: str) -> list[Form]:
    """The reader's language and the great ones first; within a language the surest."""
    order = list(dict.fromkeys([language.partition("-")[0], *_FIRST_LANGUAGES]))

    def rank(form: Form) -> tuple[int, float]:
        base = form.language.partition("-")[0]
        return (order.index(base) if base in order else len(order), -form.weight)

    return sorted(forms, key=rank)


def _speaks(form: Form, language: str) -> bool:
    return form.language.partition("-")[0] == language.partition("-")[0]


def _show_form(form: Form, language: str) -> ShownForm:
    name = get_language_name(form.language, language) if form.language != UNDETERMINED else ""
    return ShownForm(form.text, form.language, name, get_direction(form.language))
