"""French and Spanish are complete: no text of the pages lacks a translation, and none is only guessed."""

import ast
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import polib
import pytest

from house.messages import PACKAGE, collect, find_catalogues

COMPLETE = ("fr", "es")
_IMPORTS_EARLY = re.compile(r"^from django\.utils\.translation import .*\bn?p?gettext\b", re.MULTILINE)
needs_gettext = pytest.mark.skipif(shutil.which("xgettext") is None, reason="GNU gettext's xgettext is not installed")


def _read(folder: Path, language: str) -> list[tuple[str, polib.POEntry]]:
    """Every entry with the room that it stands in."""
    paths = find_catalogues(language, folder)
    assert paths, f"no catalogue of {language} under {folder}"
    return [(path.parents[3].name, entry) for path in paths for entry in polib.pofile(str(path))]


def _name(entry: polib.POEntry) -> tuple[str, str]:
    return entry.msgctxt or "", entry.msgid


@pytest.mark.parametrize("language", COMPLETE)
def test_every_text_in_the_catalogue_is_translated(language: str) -> None:
    assert [(room, entry.msgid) for room, entry in _read(PACKAGE, language) if not entry.translated()] == []


@pytest.mark.parametrize("language", [*COMPLETE, "ar"])
def test_translations_keep_the_placeholders(language: str) -> None:
    lost = [
        (room, entry.msgid)
        for room, entry in _read(PACKAGE, language)
        if entry.msgstr and sorted(_find_placeholders(entry.msgid)) != sorted(_find_placeholders(entry.msgstr))
    ]
    assert lost == []


@needs_gettext
def test_no_text_of_the_code_is_missing_from_the_catalogues(tmp_path: Path) -> None:
    copy = tmp_path / "museion"
    ignored = shutil.ignore_patterns("__pycache__", "static", "migrations", "world_atlas", "*.mo")
    shutil.copytree(PACKAGE, copy, ignore=ignored)
    collect(copy, COMPLETE)
    for language in COMPLETE:
        known = {(room, *_name(entry)) for room, entry in _read(PACKAGE, language)}
        found = {(room, *_name(entry)) for room, entry in _read(copy, language)}
        assert sorted(found - known) == [], f"run `make messages` and translate into {language}"


def test_nothing_is_translated_while_the_code_is_read() -> None:
    """A label of a form says `gettext_lazy`: translated once at the start it would be English for every reader."""
    early = [
        f"{path.relative_to(PACKAGE)}:{line}"
        for path in sorted(PACKAGE.rglob("*.py"))
        if _IMPORTS_EARLY.search(text := path.read_text(encoding="utf-8"))
        for tree in [ast.parse(text)]
        for line in _find_early(tree, _list_names(tree))
    ]
    assert early == []


def _list_names(tree: ast.Module) -> set[str]:
    told = (
        node for node in tree.body if isinstance(node, ast.ImportFrom) and node.module == "django.utils.translation"
    )
    return {
        name.asname or name.name
        for node in told
        for name in node.names
        if name.name in {"gettext", "pgettext", "ngettext"}
    }


def _find_early(node: ast.AST, names: set[str]) -> Iterator[int]:
    for child in ast.iter_child_nodes(node) if names else ():
        if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            continue
        if isinstance(child, ast.Call) and isinstance(child.func, ast.Name) and child.func.id in names:
            yield child.lineno
        yield from _find_early(child, names)


def _find_placeholders(text: str) -> list[str]:
    return re.findall(r"%\(\w+\)[a-z]", text)


@pytest.mark.parametrize("language", [*COMPLETE, "ar"])
def test_every_catalogue_names_its_language_so_that_its_plurals_are_its_own(language: str) -> None:
    """The compiler writes the rule of plurals for a named language only; without it, Arabic would count as English does."""
    named = {path.parents[3].name: polib.pofile(str(path)).metadata["Language"] for path in find_catalogues(language)}
    assert set(named.values()) == {language}, named
