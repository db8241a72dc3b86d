"""The handbook says what the code does: commands, settings, problems."""

import re
from pathlib import Path

import pytest

from house.reference import CLI, RIGHTS, ROOT, make_cli_reference, make_rights_reference

SETTINGS = ROOT / "docs" / "reference" / "settings.md"
SOURCE = ROOT / "src" / "museion"


def read_sources() -> dict[Path, str]:
    return {
        path: path.read_text(encoding="utf-8")
        for path in SOURCE.rglob("*.py")
        if not {"tests", "testing"} & set(path.parts)
    }


def test_the_reference_of_commands_is_current() -> None:
    assert CLI.read_text(encoding="utf-8") == make_cli_reference(), "commands changed: run `make reference`"


def test_the_table_of_rights_is_current() -> None:
    """A new right without a row fails here, and a changed one is seen in the difference."""
    assert RIGHTS.read_text(encoding="utf-8") == make_rights_reference(), "rights changed: run `make reference`"


def test_every_setting_is_in_the_table_and_no_other() -> None:
    read = {name for text in read_sources().values() for name in re.findall(r"\bMUSEION_[A-Z_]+\b", text)}
    documented = set(re.findall(r"^\| `(MUSEION_[A-Z_]+)`", SETTINGS.read_text(encoding="utf-8"), re.MULTILINE))
    assert documented == read


def test_every_problem_type_is_explained() -> None:
    kinds = {
        kind
        for text in read_sources().values()
        for call in re.findall(r"ProblemError\((?:[^()]|\([^()]*\))*\)", text)
        for kind in re.findall(r'"([a-z]+(?:-[a-z]+)+)"', call)
    }
    explained = (ROOT / "docs" / "reference" / "api.md").read_text(encoding="utf-8")
    assert kinds
    assert [kind for kind in sorted(kinds) if f"`{kind}`" not in explained] == []


DOCUMENTS = sorted(str(path.relative_to(ROOT)) for path in [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])


@pytest.mark.parametrize("name", DOCUMENTS)
def test_links_between_documents_lead_somewhere(name: str) -> None:
    path = ROOT / name
    links = re.findall(r"\]\((?!https?:|#)([^)#]+)", path.read_text(encoding="utf-8"))
    assert [link for link in links if not (path.parent / link).exists()] == []


def test_the_handbook_leads_to_every_page_of_it() -> None:
    """Decisions follow one another; the first leads to them."""
    docs = ROOT / "docs"
    index = (docs / "index.md").read_text(encoding="utf-8")
    pages = {str(path.relative_to(docs)) for path in docs.rglob("*.md") if path.parent.name != "decisions"}
    assert sorted(page for page in pages - {"index.md"} if f"({page})" not in index) == []
