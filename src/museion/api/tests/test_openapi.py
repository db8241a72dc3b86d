"""The API's description is the one in the repository."""

from museion.api.snapshot import SNAPSHOT, make_description


def test_the_snapshot_is_current() -> None:
    assert SNAPSHOT.read_bytes() == make_description(), "the API changed: run `make openapi` and look at the difference"


def test_every_list_has_a_page_of_typed_records() -> None:
    assert b'"Page_MuseumJson_"' in make_description()
