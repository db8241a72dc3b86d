"""A key mistyped is a key refused, never another record."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from museion.core.keys import ALPHABET, LENGTH, InvalidKeyError, get_number, get_prefix, make_key, read_key

LETTERS = "mpbtsceoluz"
PREFIXES = (*LETTERS, "xa", "xs", "x0")
numbers = st.integers(min_value=1, max_value=2**30 - 1)
letters = st.sampled_from(PREFIXES)


@given(letters, numbers)
def test_a_key_and_its_number_are_one_to_one(letter: str, number: int) -> None:
    key = make_key(letter, number)
    assert len(key) == LENGTH
    assert get_prefix(key) == letter
    assert read_key(key) == key
    assert get_number(key) == number


@given(letters, numbers)
def test_every_single_wrong_character_is_found(letter: str, number: int) -> None:
    key = make_key(letter, number)
    wrong = [letter for letter in LETTERS if letter != key[0]]
    for other in wrong:
        _refuse(other + key[1:])
    for place in range(1, LENGTH):
        for other in ALPHABET:
            if other != key[place]:
                _refuse(key[:place] + other + key[place + 1 :])


@given(letters, numbers)
def test_every_swap_of_two_characters_is_found(letter: str, number: int) -> None:
    key = make_key(letter, number)
    for first in range(LENGTH):
        for second in range(first + 1, LENGTH):
            places = list(key)
            places[first], places[second] = places[second], places[first]
            swapped = "".join(places)
            if swapped != key:
                _refuse(swapped)


@given(letters, numbers)
def test_a_key_survives_being_written_by_hand(letter: str, number: int) -> None:
    key = make_key(letter, number)
    by_hand = key[0] + key[1:].replace("0", "O").replace("1", "l")
    assert read_key(f" {by_hand[:5]}-{by_hand[5:]} ".upper().replace("L", "l")) == key


@given(st.text(max_size=20))
def test_whatever_is_read_as_a_key_is_one(text: str) -> None:
    try:
        key = read_key(text)
    except InvalidKeyError:
        return
    if get_number(key) > 0:
        assert make_key(get_prefix(key), get_number(key)) == key


@pytest.mark.parametrize(("prefix", "number"), [("m", 0), ("m", -1), ("m", 2**35), ("xa", 2**30)])
def test_a_number_without_a_key_is_refused(prefix: str, number: int) -> None:
    with pytest.raises(InvalidKeyError):
        make_key(prefix, number)


@pytest.mark.parametrize("prefix", ["x", "ma", "xi", "", "xab"])
def test_a_second_letter_follows_x_and_only_x(prefix: str) -> None:
    with pytest.raises(InvalidKeyError, match="begins with"):
        make_key(prefix, 1)


def test_a_kind_may_not_begin_with_a_letter_that_reads_like_another() -> None:
    with pytest.raises(InvalidKeyError, match="begins with"):
        make_key("i", 1)


def test_neighbours_get_unlike_keys() -> None:
    first, second = make_key("m", 1), make_key("m", 2)
    assert sum(a != b for a, b in zip(first, second, strict=True)) >= 5


def _refuse(text: str) -> None:
    with pytest.raises(InvalidKeyError):
        read_key(text)
