"""Pieces that are spoiled, missing or put in each other's place are noticed; what is there already is not written again."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from museion.core.stores.vault import Vault, VaultError, open_vault

KEY = "3vJt0kq9Tz1mYb7Qw5Xn8Rp2Ls6Dg4Hc"
CONTENT = b"a jar from Gor\xc3\xa9e" * 50


@pytest.fixture
def vault(tmp_path: Path) -> Vault:
    return open_vault(tmp_path / "vault", KEY, make=True)


def find_piece(vault: Vault, name: str) -> Path:
    return vault.folder / "pieces" / name[:2] / name


def test_what_is_put_in_twice_is_kept_once(vault: Vault) -> None:
    name = vault.put(CONTENT)
    written = vault.written
    assert vault.put(CONTENT) == name
    assert vault.written == written
    assert open_vault(vault.folder, KEY).get(name) == CONTENT
    assert b"jar" not in find_piece(vault, name).read_bytes()


@given(place=st.integers(0, 10_000), bit=st.integers(0, 7))
def test_any_changed_bit_is_noticed(tmp_path_factory: pytest.TempPathFactory, place: int, bit: int) -> None:
    vault = open_vault(tmp_path_factory.mktemp("any") / "vault", KEY, make=True)
    name = vault.put(CONTENT)
    sealed = bytearray(find_piece(vault, name).read_bytes())
    sealed[place % len(sealed)] ^= 1 << bit
    find_piece(vault, name).write_bytes(sealed)
    with pytest.raises(VaultError, match="damaged"):
        vault.get(name)


@pytest.mark.parametrize("kept", [0, 5, 12, 40])
def test_a_cut_piece_is_noticed(vault: Vault, kept: int) -> None:
    name = vault.put(CONTENT)
    path = find_piece(vault, name)
    path.write_bytes(path.read_bytes()[:kept])
    with pytest.raises(VaultError, match="damaged"):
        vault.get(name)


def test_a_piece_in_the_place_of_another_is_noticed(vault: Vault) -> None:
    one, other = vault.put(CONTENT), vault.put(b"another")
    find_piece(vault, one).write_bytes(find_piece(vault, other).read_bytes())
    with pytest.raises(VaultError, match="damaged"):
        vault.get(one)


def test_a_piece_that_has_gone_is_missing(vault: Vault) -> None:
    name = vault.put(CONTENT)
    vault.remove(name)
    with pytest.raises(VaultError, match="missing"):
        vault.get(name)


@pytest.mark.parametrize(("key", "problem"), [(KEY[::-1], "not the key"), ("short", "fewer than 32")])
def test_only_its_key_opens_it(vault: Vault, key: str, problem: str) -> None:
    with pytest.raises(VaultError, match=problem):
        open_vault(vault.folder, key)


def test_a_folder_that_holds_something_else_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("mine")
    with pytest.raises(VaultError, match="something else"):
        open_vault(tmp_path, KEY, make=True)
    with pytest.raises(VaultError, match="no folder of backups"):
        open_vault(tmp_path, KEY)
