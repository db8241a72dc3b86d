"""Descriptors survive being packed, and know what a mirror does to them without a look at the mirrored picture."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from museion.screening.matching.photos.descriptors import (
    CODE_BYTES,
    mirror_descriptors,
    pack,
    transform_descriptors,
    unpack,
)
from museion.screening.matching.photos.features import extract_features
from museion.screening.matching.photos.segments import decode_angles, decode_sizes, encode_angles, encode_sizes
from museion.screening.tests.drawings import draw_painting

FEATURES = extract_features(draw_painting(7), sides=(512, 512), count=400)


def test_a_packed_descriptor_is_small_and_nearly_the_same() -> None:
    codes = pack(FEATURES.descriptors)
    assert codes.shape == (len(FEATURES), CODE_BYTES)
    likeness = (unpack(codes) * FEATURES.descriptors).sum(axis=1)
    assert np.median(likeness) > 0.99
    assert likeness.min() > 0.9


def test_mirrored_features_are_those_of_the_mirrored_picture() -> None:
    mirrored = FEATURES.mirror()
    seen = extract_features(np.ascontiguousarray(draw_painting(7)[:, ::-1]), sides=(512, 512), count=400)
    gaps = ((mirrored.places[:, None] - seen.places[None]) ** 2).sum(axis=2)
    nearest = gaps.argmin(axis=1)
    close = gaps[np.arange(len(nearest)), nearest] < 1
    assert close.mean() > 0.7
    likeness = (mirrored.descriptors * seen.descriptors[nearest]).sum(axis=1)[close]
    assert np.median(likeness) > 0.98


@given(arrays(np.float32, (3, 128), elements=st.floats(0, 255, width=32)))
def test_mirroring_twice_changes_nothing_and_lengths_stay_one(sift: np.ndarray) -> None:
    descriptors = transform_descriptors(sift)
    assert np.allclose(mirror_descriptors(mirror_descriptors(descriptors)), descriptors)
    lengths = np.linalg.norm(unpack(pack(descriptors)), axis=1)
    assert np.allclose(lengths, 1, atol=1e-4)


@given(
    arrays(np.float32, 5, elements=st.floats(0, 359.5, width=32)),
    arrays(np.float32, 5, elements=st.floats(0.5, 300, width=32)),
)
def test_a_byte_keeps_angle_and_size_closely_enough(angles: np.ndarray, sizes: np.ndarray) -> None:
    turn = np.abs((decode_angles(encode_angles(angles)) - angles + 180) % 360 - 180)
    assert turn.max() < 1
    assert np.abs(np.log2(decode_sizes(encode_sizes(sizes)) / sizes)).max() < 0.03
