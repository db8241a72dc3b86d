"""Every dependency has its reason, and every reason a dependency."""

import re
import tomllib
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

ROOT = Path(__file__).parents[2]


def read_names(lines: list[str]) -> set[str]:
    return {re.split(r"[\[<>=;\s]", line, maxsplit=1)[0] for line in lines}


def test_every_base_dependency_has_a_line_in_the_decision() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    decision = (ROOT / "docs" / "decisions" / "0005-dependencies.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| ([a-z0-9, -]+) \|", decision, re.MULTILINE)
    explained = {name.strip() for row in rows for name in row.split(",")} - {"package", "---"}
    wanted = read_names(project["dependencies"])
    optional = {name for lines in project["optional-dependencies"].values() for name in read_names(lines)}
    assert explained == wanted | optional


def test_every_pinned_requirement_has_its_hash() -> None:
    for name in ("base.txt", "served.txt", "dev.txt"):
        text = (ROOT / "requirements" / name).read_text(encoding="utf-8").replace("\\\n", " ")
        pins = [line for line in text.splitlines() if line and not line.lstrip().startswith("#")]
        assert pins
        assert [line for line in pins if "==" not in line or "--hash=sha256:" not in line] == []


def test_what_serves_a_site_installs_without_a_compiler() -> None:
    """A package that had to be built here says so: its wheel is for this Linux, not for many (`manylinux`)."""
    text = (ROOT / "requirements" / "served.txt").read_text(encoding="utf-8")
    names = re.findall(r"^([a-z0-9._-]+)==", text, re.MULTILINE)
    assert names
    assert [name for name in names if re.search(r"-linux_\w+$", _read_wheel(name), re.MULTILINE)] == []


def _read_wheel(name: str) -> str:
    """What the installed package says about its wheel; nothing where it is for another version of Python or another system."""
    try:
        return distribution(name).read_text("WHEEL") or ""
    except PackageNotFoundError:
        return ""
