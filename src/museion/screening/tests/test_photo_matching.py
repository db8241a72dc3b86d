"""A photo of a registered object finds it again, however it was taken; any other photo finds nothing."""

from collections.abc import Callable

import cv2
import numpy as np
import pytest

from museion.screening.matching.photos import (
    PhotoMatcher,
    ReasonKind,
    UnusableReason,
    Verdict,
    open_writer,
)
from museion.screening.tests.drawings import Pixels, draw_painting, make_picture

REGISTERED = range(100, 112)
SECOND_VIEW = 900


@pytest.fixture(scope="module")
def matcher(tmp_path_factory: pytest.TempPathFactory) -> PhotoMatcher:
    folder = tmp_path_factory.mktemp("photos")
    with open_writer(folder) as writer:
        for number in REGISTERED:
            picture = make_picture(draw_painting(number))
            writer.add(object_key=f"m{number}", photo_key=f"m{number}-front", picture=picture)
        back = make_picture(draw_painting(SECOND_VIEW))
        writer.add(object_key="m100", photo_key="m100-back", picture=back)
        writer.commit()
    return PhotoMatcher(folder)


def tilt(pixels: Pixels) -> Pixels:
    height, width = pixels.shape[:2]
    start = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    end = np.array([[60, 30], [width - 20, 5], [width - 70, height - 10], [15, height - 50]], np.float32)
    return cv2.warpPerspective(pixels, cv2.getPerspectiveTransform(start, end), (width, height))


def hang(pixels: Pixels) -> Pixels:
    wall = np.full((900, 1200, 3), 205, np.uint8)
    framed = cv2.copyMakeBorder(
        cv2.resize(pixels, None, fx=0.9, fy=0.9), 30, 30, 30, 30, cv2.BORDER_CONSTANT, value=(150, 120, 50)
    )
    wall[200 : 200 + framed.shape[0], 500 : 500 + framed.shape[1]] = framed
    return wall


def darken(pixels: Pixels) -> Pixels:
    grey = cv2.GaussianBlur(cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY), (0, 0), 1.5)
    return cv2.cvtColor((grey * 0.4 + 20).astype(np.uint8), cv2.COLOR_GRAY2RGB)


WAYS: dict[str, Callable[[Pixels], Pixels]] = {
    "as it is": lambda pixels: pixels,
    "a quarter of it": lambda pixels: np.ascontiguousarray(pixels[90:270, 120:360]),
    "mirrored": lambda pixels: np.ascontiguousarray(pixels[:, ::-1]),
    "on its side": lambda pixels: np.ascontiguousarray(np.rot90(pixels)),
    "tilted": tilt,
    "on a wall": hang,
    "dark, grey and blurred": darken,
    "small": lambda pixels: cv2.resize(pixels, None, fx=0.3, fy=0.3, interpolation=cv2.INTER_AREA),
}


@pytest.mark.parametrize("way", WAYS)
def test_a_registered_picture_is_found_again(matcher: PhotoMatcher, way: str) -> None:
    answer = matcher.screen([make_picture(WAYS[way](draw_painting(104)))])
    assert [match.object_key for match in answer.matches] == ["m104"]
    assert answer.matches[0].probability > 0.9
    assert answer.matches[0].inliers >= 12


@pytest.mark.parametrize("number", [500, 501, 502])
def test_an_unregistered_picture_finds_nothing(matcher: PhotoMatcher, number: int) -> None:
    for change in (WAYS["as it is"], hang):
        answer = matcher.screen([make_picture(change(draw_painting(number)))])
        assert answer.matches == ()
        assert all(match.verdict is Verdict.LOOK_ALIKE for match in answer.look_alikes)


def test_a_mirrored_picture_says_that_it_is_mirrored(matcher: PhotoMatcher) -> None:
    match = matcher.screen([make_picture(WAYS["mirrored"](draw_painting(105)))]).matches[0]
    assert match.mirrored
    assert ReasonKind.MIRRORED in {reason.kind for reason in match.reasons}
    assert all(abs((1 - pair.query[0]) - pair.registered[0]) < 0.03 for pair in match.evidence)


def test_any_photo_of_an_object_finds_it_and_is_named(matcher: PhotoMatcher) -> None:
    answer = matcher.screen([make_picture(draw_painting(700)), make_picture(tilt(draw_painting(SECOND_VIEW)))])
    match = answer.matches[0]
    assert (match.object_key, match.photo_key, match.query_number) == ("m100", "m100-back", 1)


def test_every_object_on_a_wall_is_found(matcher: PhotoMatcher) -> None:
    wall = np.hstack([draw_painting(106), np.full((360, 60, 3), 210, np.uint8), draw_painting(107)])
    assert {match.object_key for match in matcher.screen([make_picture(wall)]).matches} == {"m106", "m107"}


def test_a_blank_wall_is_unusable_and_not_without_a_match(matcher: PhotoMatcher) -> None:
    answer = matcher.screen([make_picture(np.full((300, 400, 3), 90, np.uint8)), make_picture(draw_painting(101))])
    assert [(entry.query_number, entry.reason) for entry in answer.unusable] == [(0, UnusableReason.BLANK)]
    assert answer.matches[0].object_key == "m101"


def test_the_evidence_lies_on_the_same_spots_of_both_photos(matcher: PhotoMatcher) -> None:
    match = matcher.screen([make_picture(WAYS["a quarter of it"](draw_painting(108)))]).matches[0]
    for pair in match.evidence:
        assert abs(0.25 + pair.query[0] / 2 - pair.registered[0]) < 0.02
        assert abs(0.25 + pair.query[1] / 2 - pair.registered[1]) < 0.02


def test_the_answer_names_what_it_was_made_with(matcher: PhotoMatcher) -> None:
    answer = matcher.screen([make_picture(draw_painting(100))])
    assert answer.registered_photos == len(REGISTERED) + 1
    assert answer.index_generation == 1
    assert answer.calibration_version
