"""Hashes of pictures agree with PDQ's own implementation, whose answers about the same drawings stand here (pdqhash 0.2.8)."""

import cv2
import numpy as np
import pytest

from museion.screening.matching.photos.hashing import hash_picture
from museion.screening.matching.photos.pdq import compute_dihedral
from museion.screening.tests.drawings import draw_painting

TURNED_BITS = 2
"""As many bits lie so near the median that the order of a sum decides them."""

EIGHT_WAYS = (
    "10a11c60ec65408542e3c2a5a60c261e4766c31fe151638f17be9b1f7ebddfbf",
    "2675c3042b333fb061179c740fdfff029c3b835fecdbfe90035f882089dd4388",
    "05f6b6cfb930ea6f37b66c4ff35984b412337995b484410502eb35b52be85515",
    "7320e9ae7e67951a344236de5a8a75a8cb6e29f5b9ded4ba560a228adc88e922",
    "50b3e39bed65bf3a62e33d1aa68cd1e147762ce0e1d1147057be64e07ebd2040",
    "45f64931b930159037b697b0f3597b4b1233866ab484befa02ebce4a2be8aaea",
    "26653cf32332c00f6007638b0fdf00fd9c1b68a0ec8b016f035f37df09ddbc77",
    "732016517e666ae53442cd255a8aaa57c96ed60ab98eabc5560add75dc8856dd",
)


def draw(number: int, high: int, wide: int) -> np.ndarray:
    return cv2.resize(draw_painting(number), (wide, high), interpolation=cv2.INTER_AREA)


def count_differences(bits: np.ndarray, reference: str) -> int:
    return int(np.bitwise_count(np.packbits(bits) ^ np.frombuffer(bytes.fromhex(reference), np.uint8)).sum())


def test_all_eight_ways_to_turn_a_picture_are_those_of_the_reference() -> None:
    bits, quality = compute_dihedral(draw(3, 384, 512))
    assert quality == 100
    assert [count_differences(row, told) <= TURNED_BITS for row, told in zip(bits, EIGHT_WAYS, strict=True)] == [
        True
    ] * 8


@pytest.mark.parametrize(
    ("number", "high", "wide", "reference"),
    [
        (7, 512, 300, "9b9ff1a4c7036d4d7a4464ce604c8c8993c4a9f5fa3972344f92b360ccf89b17"),
        (11, 64, 64, "900b6f20bc3498b32af159b2319bc286e9a6d35ab11f6be4cecd87906e64bc75"),
        (12, 131, 97, "62f23722cd8019e52f65999df97b54dc99c97f9037c40d7741e6010f316b362a"),
    ],
)
def test_a_picture_of_any_shape_has_the_hash_of_the_reference(
    number: int, high: int, wide: int, reference: str
) -> None:
    assert count_differences(compute_dihedral(draw(number, high, wide))[0][0], reference) <= TURNED_BITS


def test_a_wall_and_a_line_have_no_quality() -> None:
    assert hash_picture(np.full((300, 200, 3), 127, np.uint8))[1] == 0
    bits, quality = compute_dihedral(draw(3, 4, 512))
    assert (int(bits.sum()), quality) == (0, 0)
