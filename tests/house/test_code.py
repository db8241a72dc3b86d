"""What every file of the house keeps to."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.apps import apps

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src" / "museion"
LONGEST_FILE = 400
MARKING = {"_", "gettext", "gettext_lazy", "ngettext", "ngettext_lazy", "pgettext"}
# Models that no test needs to name, with the reason.
UNTESTED_MODELS: dict[str, str] = {}


def list_tracked(*patterns: str) -> list[Path]:
    done = subprocess.run(["git", "ls-files", "-z", *patterns], cwd=ROOT, capture_output=True, text=True, check=True)
    return [ROOT / name for name in done.stdout.split("\0") if name and (ROOT / name).is_file()]


def list_rooms() -> list[Path]:
    """Packages that hold more than their name; those still to be built hold `__init__.py` alone."""
    return [
        package.parent
        for package in sorted(SOURCE.glob("*/__init__.py"))
        if any(other.name != "__init__.py" for other in package.parent.rglob("*.py"))
    ]


def test_imports_run_downward_only() -> None:
    done = subprocess.run(
        [str(Path(sys.executable).parent / "lint-imports"), "--no-cache"], cwd=ROOT, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout


def test_no_file_is_longer_than_a_reader_stands() -> None:
    long = {
        str(path.relative_to(ROOT)): count
        for path in list_tracked("*.py")
        if "migrations" not in path.parts
        and (count := len(path.read_text(encoding="utf-8").splitlines())) > LONGEST_FILE
    }
    assert long == {}


def test_no_marked_text_is_put_together_before_it_is_translated() -> None:
    wrong = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path in list_tracked("src/*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id in MARKING
        and any(not isinstance(argument, ast.Constant) for argument in node.args[: 2 if "n" in node.func.id[:1] else 1])
    ]
    assert wrong == []


@pytest.mark.parametrize("room", list_rooms(), ids=lambda room: room.name)
def test_every_room_says_what_it_holds(room: Path) -> None:
    assert (room / "README.md").is_file()


def test_every_model_is_named_in_a_test() -> None:
    tests = " ".join(path.read_text(encoding="utf-8") for path in ROOT.rglob("test_*.py") if ".venv" not in path.parts)
    models = {
        model.__name__
        for config in apps.get_app_configs()
        if config.name.startswith("museion.")
        for model in config.get_models()
    }
    named = {name for name in models if re.search(rf"\b{name}\b", tests)}
    assert models - named - UNTESTED_MODELS.keys() == set()
    assert not set(UNTESTED_MODELS) & named, "a model of the list is tested now: take it off"


def test_no_file_says_where_packages_come_from() -> None:
    """Requirements must install from whichever registry the machine is set up for."""
    address = re.compile(r"https?://[^\s\"']*(?:/simple\b|pypi|pythonhosted|registry|artifactory|nexus)", re.IGNORECASE)
    option = re.compile(r"^\s*(?:--)?(?:extra-)?index-url\b", re.MULTILINE)
    found = [
        str(path.relative_to(ROOT))
        for path in list_tracked()
        if path.suffix in {".py", ".txt", ".toml", ".md", ".yml", ".yaml", ".cfg", ".json", ""}
        and path != Path(__file__)
        and (address.search(text := path.read_text(encoding="utf-8", errors="replace")) or option.search(text))
    ]
    assert found == []
