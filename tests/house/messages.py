"""Collects the texts to translate into src/museion/locale and compiles them: `make messages`.

Needs GNU gettext's xgettext and msgmerge; compiling alone (`make setup`) does not.
"""

import os
import sys
from contextlib import chdir
from pathlib import Path

import django
from babel.messages.frontend import CommandLineInterface
from django.core.management import call_command

PACKAGE = Path(__file__).parents[2] / "src" / "museion"
LANGUAGES = ("fr", "es", "ar")


def collect(package: Path = PACKAGE, languages: tuple[str, ...] = LANGUAGES) -> None:
    """Bring the catalogues of `package`/locale in step with its texts; guessed translations stay marked as fuzzy."""
    with chdir(package):
        call_command(
            "makemessages",
            locale=list(languages),
            ignore_patterns=["tests/*", "*/tests/*", "sample/*", "*/sample/*"],
            extensions=["html", "txt", "py", "xml"],
            add_location="file",
            no_wrap=True,
            no_obsolete=True,
            verbosity=0,
        )


def compile_all(package: Path = PACKAGE) -> None:
    folder = str(package / "locale")
    CommandLineInterface().run(["pybabel", "--quiet", "compile", "--directory", folder, "--domain", "django"])


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "museion.project.settings")
    django.setup()
    collect()
    compile_all()
    sys.stdout.write(f"see {PACKAGE / 'locale'}\n")
