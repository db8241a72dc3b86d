"""Which texts of the pages have no translation: read from the catalogues alone, without gettext's tools."""

import re
from pathlib import Path

import museion

COMPLETE_LANGUAGES = ("fr", "es")
_ENTRY = re.compile(r"\n\s*\n")
_PLURALS = re.compile(r"nplurals=(\d+)")
_STRING = re.compile(r'^"(.*)"$', re.MULTILINE)


def list_gaps() -> list[str]:
    """One line a text that a complete language lacks or whose translation is only guessed."""
    return [
        f"{language}: {text}"
        for language in COMPLETE_LANGUAGES
        for folder in sorted(Path(museion.__file__).parent.glob("*/locale"))
        for text in find_untranslated(folder / language / "LC_MESSAGES" / "django.po")
    ]


def find_untranslated(catalogue: Path) -> list[str]:
    if not catalogue.is_file():
        return [f"{catalogue} is missing"]
    told = catalogue.read_text(encoding="utf-8")
    plurals = int(found[1]) if (found := _PLURALS.search(told)) else 1
    return [text for entry in _ENTRY.split(told) if (text := _read_gap(entry, plurals))]


def _read_gap(entry: str, plurals: int) -> str:
    """The text of an entry that lacks a translation or has too many plurals; empty for a complete, an obsolete or the header entry."""
    lines = [line for line in entry.splitlines() if not line.startswith("#~")]
    is_fuzzy = any(line.startswith("#,") and "fuzzy" in line for line in lines)
    parts: dict[str, str] = {}
    name = ""
    for line in lines:
        if line.startswith("msg"):
            name, _, line = line.partition(" ")
        if name and (found := _STRING.match(line.strip())):
            parts[name] = parts.get(name, "") + found[1]
    text = parts.get("msgid", "")
    translated = [value for key, value in parts.items() if key.startswith("msgstr")]
    wanted = plurals if "msgid_plural" in parts else 1
    return text if text and (is_fuzzy or not all(translated) or len(translated) != wanted) else ""
