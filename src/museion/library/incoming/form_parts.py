"""How the library's forms write texts in several languages, lists, and ties to other records."""

import re
from collections.abc import Mapping
from datetime import date

from django.utils.translation import gettext as _

from museion.core.languages import InvalidLanguageError, read_tag

LONGEST = 50_000
_TIED = re.compile(r"(.+?)\s*\[([a-zA-Z][a-zA-Z0-9]{2,8})\]")
# A small letter begins a tag, a capital a title: “Art: a history” is in no language called art.
_TAGGED = re.compile(r"([a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*)\s*:\s*(.*)", re.DOTALL)


class FormError(ValueError):
    """What cannot be used, each with its place, in the words of the form."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("; ".join(problems))
        self.problems = problems


def list_lines(sent: Mapping[str, str], name: str) -> list[str]:
    return [line.strip() for line in sent.get(name, "")[:LONGEST].splitlines() if line.strip()]


def read_map(sent: Mapping[str, str], name: str, label: str, problems: list[str], sep: str = "\n") -> dict[str, str]:
    """`fr: Jarre` a line; one without a language, as `Floods: a survey`, is in the first language of the text.

    Where blank lines part the texts, a paragraph without a language goes on with the text before it.
    """
    texts: dict[str, str] = {}
    last = ""
    default = (sent.get("languages", "").split() or ["und"])[0]
    for part in filter(None, map(str.strip, sent.get(name, "")[:LONGEST].replace("\r\n", "\n").split(sep))):
        found = _TAGGED.fullmatch(part)
        if last and not found and sep == "\n\n":
            texts[last] += sep + part
            continue
        tag, text = found.groups() if found else (default, part)
        try:
            last = read_tag(tag)
        except InvalidLanguageError as error:
            problems.append(f"{label}: {error}")
            continue
        if last in texts:
            told = _("%(label)s: two texts in one language (%(tag)s); begin each with its language, as “es: …”.")
            problems.append(told % {"label": label, "tag": last})
        texts[last] = text.strip()
    return {tag: text for tag, text in texts.items() if text}


def read_tags(sent: Mapping[str, str], name: str, problems: list[str]) -> list[str]:
    tags = []
    for tag in sent.get(name, "").replace(",", " ").split():
        try:
            tags.append(read_tag(tag))
        except InvalidLanguageError as error:
            problems.append(str(error))
    return list(dict.fromkeys(tags))


def split_key(text: str) -> tuple[str, str]:
    found = _TIED.fullmatch(text)
    return (found.group(1), found.group(2).lower()) if found else (text, "")


def read_day(text: str, problems: list[str]) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        problems.append(_("“%(text)s” is no day such as 1985-06-30.") % {"text": text[:40]})
        return None


def read_code(sent: Mapping[str, str], name: str, known: list[str], default: str, problems: list[str]) -> str:
    code = sent.get(name) or str(default)
    if code not in known:
        problems.append(_("“%(code)s” is none of the choices.") % {"code": code[:40]})
    return code
