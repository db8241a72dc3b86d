"""What to ask for, in the reader's language, when a facet is missing or too wide."""

import tomllib
from functools import lru_cache
from importlib.resources import files

from museion.core.languages import LanguageMap


@lru_cache(maxsize=1)
def _load_questions() -> dict[str, LanguageMap]:
    text = (files(__package__) / "words" / "questions.toml").read_text("utf-8")
    return {code: LanguageMap(texts) for code, texts in tomllib.loads(text).items()}


def make_question(facet: str, stated: str, language: str) -> str:
    """`You wrote “stone”: which stone is it?`, or the plain question where nothing was stated."""
    questions = _load_questions()
    if not stated:
        return questions[facet].pick(language).text
    return questions[f"{facet}_closer"].pick(language).text.replace("{stated}", stated)
