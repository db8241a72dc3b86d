"""A wrong setting stops the start with its name and what was expected."""

from collections.abc import Callable
from pathlib import Path

import pytest

from museion.core.environment import SettingError, read_flag, read_folder, read_list, read_number, read_text
from museion.project.databases import make_databases


def test_what_is_not_set_has_its_default() -> None:
    assert read_text("X", "a", environ={}) == "a"
    assert read_flag("X", default=True, environ={"X": " "}) is True
    assert read_number("X", 7, environ={}) == 7
    assert read_list("X", ["a"], environ={}) == ["a"]


@pytest.mark.parametrize(("value", "expected"), [("yes", True), ("ON", True), ("0", False), ("off", False)])
def test_flags_are_read_as_people_write_them(value: str, expected: bool) -> None:  # noqa: FBT001 (a parameter of the test)
    assert read_flag("X", default=not expected, environ={"X": value}) is expected


def test_lists_are_parted_by_commas() -> None:
    assert read_list("X", [], environ={"X": "museum.example, ,www.museum.example"}) == [
        "museum.example",
        "www.museum.example",
    ]


@pytest.mark.parametrize(
    ("read", "value", "expected"),
    [
        (lambda environ: read_flag("X", default=False, environ=environ), "perhaps", "yes or no"),
        (lambda environ: read_number("X", 1, environ=environ), "many", "whole number"),
        (lambda environ: read_number("X", 1, environ=environ), "-1", "whole number"),
        (lambda environ: read_number("X", 1, least=1, environ=environ), "0", "at least 1"),
        (lambda environ: read_folder("X", ".", environ=environ), __file__, "a folder"),
    ],
)
def test_a_wrong_value_fails_loudly(read: Callable[[dict[str, str]], object], value: str, expected: str) -> None:
    with pytest.raises(SettingError, match=f"X=.*{expected}"):
        read({"X": value})


def test_a_secret_may_be_in_a_file(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("of the file\n")
    assert read_text("X", "", environ={"X_FILE": str(tmp_path / "secret")}) == "of the file"
    assert read_text("X", "", environ={"X": "stated", "X_FILE": str(tmp_path / "secret")}) == "stated"
    with pytest.raises(SettingError, match="X_FILE"):
        read_text("X", "", environ={"X_FILE": str(tmp_path / "nowhere")})


def test_every_setting_may_be_in_a_file(tmp_path: Path) -> None:
    (tmp_path / "told").write_text("7\n")
    environ = {"X_FILE": str(tmp_path / "told")}
    assert (read_number("X", 1, environ=environ), read_list("X", [], environ=environ)) == (7, ["7"])


def test_a_database_address_is_read_whole(tmp_path: Path) -> None:
    settings = make_databases("postgresql://mus%40e:p%2Fw@db.example:5433/museion", "", tmp_path)["default"]
    assert (settings["USER"], settings["PASSWORD"], settings["HOST"]) == ("mus@e", "p/w", "db.example")
    assert (settings["PORT"], settings["NAME"]) == ("5433", "museion")


def test_a_database_address_may_name_a_socket_and_the_drivers_options(tmp_path: Path) -> None:
    settings = make_databases("postgresql://museion@/museion?host=/run/postgresql&sslmode=require", "", tmp_path)[
        "default"
    ]
    assert (settings["HOST"], settings["OPTIONS"]["sslmode"]) == ("/run/postgresql", "require")


def test_a_wrong_database_address_does_not_give_its_password_away(tmp_path: Path) -> None:
    with pytest.raises(SettingError) as caught:
        make_databases("mysql://root:secret@db/museion", "", tmp_path)
    assert "secret" not in str(caught.value)


def test_a_replica_without_a_first_database_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SettingError, match="MUSEION_REPLICA_URL"):
        make_databases("", "postgresql://museion@replica/museion", tmp_path)
