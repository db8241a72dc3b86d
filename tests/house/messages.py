"""Collects the texts to translate into each room's `locale` and compiles them: `make messages`.

A text that another room has translated already is taken over, so that one text has one translation. Needs GNU gettext's
xgettext and msgmerge; compiling alone (`make setup`) does not.
"""

import os
import sys
from collections.abc import Iterable
from contextlib import chdir
from pathlib import Path

import django
import polib
from babel.messages.frontend import CommandLineInterface
from django.core.management import call_command
from django.core.management.commands import makemessages

PACKAGE = Path(__file__).parents[2] / "src" / "museion"
LANGUAGES = ("fr", "es", "ar")
_HEAD = (
    "Project-Id-Version",
    "Language",
    "MIME-Version",
    "Content-Type",
    "Content-Transfer-Encoding",
    "Plural-Forms",
)


class _Command(makemessages.Command):
    """Takes the template out of every `Wording("…")` too."""

    xgettext_options = [*makemessages.Command.xgettext_options, "--keyword=Wording"]


def find_catalogues(language: str, package: Path = PACKAGE) -> list[Path]:
    return sorted(package.glob(f"*/locale/{language}/LC_MESSAGES/django.po"))


def collect(package: Path = PACKAGE, languages: tuple[str, ...] = LANGUAGES) -> None:
    """Bring the catalogues of `package` in step with its texts; guessed translations stay marked as fuzzy."""
    with chdir(package):
        call_command(
            _Command(),
            locale=list(languages),
            ignore_patterns=["tests/*", "*/tests/*", "sample/*", "*/sample/*"],
            extensions=["html", "txt", "py", "xml"],
            add_location="file",
            no_wrap=True,
            no_obsolete=True,
            verbosity=0,
        )


def share(paths: Iterable[Path]) -> None:
    """Fill each catalogue's gaps with what the others have."""
    catalogues = [polib.pofile(str(path), wrapwidth=0) for path in paths]
    known = {_name(entry): entry for catalogue in catalogues for entry in catalogue.translated_entries()}
    for catalogue in catalogues:
        for entry in (*catalogue.untranslated_entries(), *catalogue.fuzzy_entries()):
            if found := known.get(_name(entry)):
                entry.msgstr, entry.msgstr_plural, entry.flags = found.msgstr, found.msgstr_plural, found.flags
                entry.previous_msgid = None
        # A new catalogue's head is marked as a guess, with the moment in it: neither is wanted.
        catalogue.header, catalogue.metadata_is_fuzzy = "", False
        catalogue.metadata = {name: catalogue.metadata.get(name, "") for name in _HEAD} | {
            "Project-Id-Version": "Museion",
            # Without it the compiler takes the English plural for every language.
            "Language": Path(catalogue.fpath).parents[1].name,
        }
        catalogue.save()


def compile_all(package: Path = PACKAGE) -> None:
    for folder in sorted(package.glob("*/locale")):
        CommandLineInterface().run(["pybabel", "--quiet", "compile", "--directory", str(folder), "--domain", "django"])


def _name(entry: polib.POEntry) -> tuple[str, str, str]:
    return entry.msgctxt or "", entry.msgid, entry.msgid_plural or ""


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "museion.project.settings")
    django.setup()
    collect()
    for each in LANGUAGES:
        share(find_catalogues(each))
    compile_all()
    sys.stdout.write(f"see {PACKAGE}/*/locale\n")
