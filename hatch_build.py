"""Compiles the translations into the wheel, which holds them although they are in no commit."""

from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class TranslationHook(BuildHookInterface[Any]):
    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        for path in sorted(Path(self.root, "src", "museion").glob("*/locale/*/LC_MESSAGES/django.po")):
            compiled = path.with_suffix(".mo")
            with path.open("rb") as texts, compiled.open("wb") as file:
                write_mo(file, read_po(texts, locale=path.parts[-3]))
            name = compiled.relative_to(Path(self.root, "src"))
            build_data["force_include"][str(compiled)] = str(name)
