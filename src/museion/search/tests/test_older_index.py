"""After an upgrade: an index that was made for other fields answers as far as it goes, shows nothing that changed, and gives way to a new one."""

from pathlib import Path

import pytest

from museion.search.documents import Document, Field, FieldKind
from museion.search.engine import Engine
from museion.search.engines.columns import layout
from museion.search.requests import IndexUnusableError, SearchUnavailableError
from museion.search.tests.shelves import FIELDS, ask, find, make_documents, make_engine, open_engine, write

SHELF = Field("shelf", FieldKind.TERM, "shelf", is_facet=True)
NEWER = FIELDS | {"shelf": SHELF}


@pytest.fixture
def upgraded(tmp_path: Path) -> Engine:
    """A version with one more field opens what the version before it made."""
    make_engine(tmp_path)
    return open_engine(tmp_path, fields=NEWER)


def _shelve(title: str, access: str = "public") -> Document:
    document = Document("o1", "object", (access,))
    document.add_text("title", title, "en")
    document.add_term("shelf", "A")
    return document


def test_an_older_index_answers_for_the_fields_that_it_has(upgraded: Engine) -> None:
    found = ask(upgraded, "venice", facets=("country", "shelf"), histograms=("date",))
    assert {hit.key for hit in found.hits} == {"o1", "o11"}
    assert [value.code for value in found.facets["country"]] == ["IT"]
    assert found.facets["shelf"] == ()
    assert found.histograms["date"]
    assert [hit.key for hit in ask(upgraded, "country:SN").hits] == ["o10"]
    assert upgraded.suggest("ve", tokens=("public",)) == ["Venice"]
    assert upgraded.count() == len(make_documents()) + 1
    with pytest.raises(IndexUnusableError, match="older version"):
        upgraded.check()


def test_what_it_cannot_tell_is_not_nothing_found(upgraded: Engine) -> None:
    with pytest.raises(SearchUnavailableError):
        find(upgraded, "shelf:A")
    with pytest.raises(SearchUnavailableError):
        find(upgraded, filters={"shelf": ("A",)})


def test_an_index_of_another_analysis_answers_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make_engine(tmp_path)
    monkeypatch.setattr(layout, "LAYOUT_VERSION", layout.LAYOUT_VERSION + 1)
    with pytest.raises(IndexUnusableError, match="museion reindex"):
        find(open_engine(tmp_path), "venice")


def test_changes_wait_until_a_new_index_is_being_made(upgraded: Engine) -> None:
    with pytest.raises(IndexUnusableError):
        write(upgraded, [_shelve("Changed")])


def test_what_changes_meanwhile_leaves_the_old_answers_and_is_in_the_new(upgraded: Engine) -> None:
    rebuild = upgraded.start_rebuild()
    assert upgraded.is_rebuilding()
    rebuild.add(make_documents())
    write(upgraded, [_shelve("Closed to the public", access="desk")], gone=["o11"])
    assert find(upgraded, "venice") == []
    assert find(upgraded, "atelier") == ["o2"]
    rebuild.publish()
    rebuild.close()
    upgraded.check()
    assert not upgraded.is_rebuilding()
    assert find(upgraded, "shelf:A") == []
    assert find(upgraded, "shelf:A", tokens=("desk",)) == ["o1"]
    assert upgraded.count() == len(make_documents()) - 1
