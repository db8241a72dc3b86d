"""What photos of different objects share does not accuse: backdrops, dealers' marks, scale bars, logos, placeholders."""

from collections.abc import Iterable
from pathlib import Path

import cv2
import numpy as np
import pytest

from museion.screening.matching.photos import PhotoAnswer, PhotoMatcher, ReasonKind, open_writer
from museion.screening.tests.drawings import Pixels, draw_painting, draw_pebble, draw_vessel, make_picture, stamp

TABLECLOTH = draw_painting(40, 480, 640)
MARK = draw_painting(41, 120, 240)
EMBLEM = draw_painting(42)


def draw_scale_bar(photo: Pixels) -> Pixels:
    """The black and white bar with figures that lies in every excavation photo."""
    scaled = photo.copy()
    top = photo.shape[0] - 30
    for step in range(10):
        colour = (0, 0, 0) if step % 2 else (255, 255, 255)
        cv2.rectangle(scaled, (60 + 24 * step, top), (84 + 24 * step, top + 12), colour, -1)
        cv2.putText(scaled, str(step), (60 + 24 * step, top - 3), cv2.FONT_HERSHEY_SIMPLEX, 0.4, (0, 0, 0), 1)
    return scaled


def print_page(picture: Pixels) -> Pixels:
    """A page of one catalogue: the same emblem and words above every picture."""
    page = np.full((720, 640, 3), 250, np.uint8)
    page[10:130, 10:170] = cv2.resize(EMBLEM, (160, 120), interpolation=cv2.INTER_AREA)
    cv2.putText(page, "Catalogue of antiquities", (190, 60), cv2.FONT_HERSHEY_SIMPLEX, 0.7, (20, 20, 20), 1)
    page[200 : 200 + picture.shape[0], 80 : 80 + picture.shape[1]] = picture
    return page


def print_across(picture: Pixels) -> Pixels:
    """The dealer's emblem shines through the whole picture, as shops protect their photos."""
    emblem = cv2.resize(EMBLEM, picture.shape[1::-1])
    return np.asarray(cv2.addWeighted(picture, 0.6, emblem, 0.4, 0), np.uint8)


def screen(folder: Path, registered: Iterable[Pixels], asked: Pixels) -> PhotoAnswer:
    with open_writer(folder) as writer:
        for number, pixels in enumerate(registered):
            writer.add(object_key=f"loss-{number}", photo_key=f"photo-{number}", picture=make_picture(pixels))
        writer.commit()
    return PhotoMatcher(folder).screen([make_picture(asked)])


@pytest.mark.parametrize("count", [1, 2, 3, 6])
def test_the_same_tablecloth_under_other_objects_is_no_match(tmp_path: Path, count: int) -> None:
    registered = [draw_vessel(60 + number, TABLECLOTH) for number in range(count)]
    assert screen(tmp_path, registered, draw_vessel(80, TABLECLOTH)).matches == ()


@pytest.mark.parametrize("count", [1, 3])
def test_smooth_things_on_the_same_tablecloth_are_no_match(tmp_path: Path, count: int) -> None:
    registered = [draw_pebble(60 + number, TABLECLOTH) for number in range(count)]
    answer = screen(tmp_path, registered, draw_pebble(80, TABLECLOTH))
    assert answer.matches == ()
    assert any(reason.kind is ReasonKind.SURROUNDINGS_ONLY for reason in answer.look_alikes[0].reasons)


def test_a_smooth_thing_itself_is_found_on_its_tablecloth(tmp_path: Path) -> None:
    own = draw_pebble(60, TABLECLOTH)
    shone_on = np.clip(cv2.convertScaleAbs(own, alpha=0.7, beta=20), 0, 255).astype(np.uint8)
    answer = screen(tmp_path, [own, draw_pebble(61, TABLECLOTH)], shone_on)
    assert answer.matches[0].object_key == "loss-0"
    assert [match.object_key for match in answer.matches] == ["loss-0"]


def test_a_hand_before_the_middle_of_a_picture_is_not_held_against_it(tmp_path: Path) -> None:
    covered = EMBLEM.copy()
    cv2.ellipse(covered, (240, 180), (100, 80), 0, 0, 360, (205, 170, 150), -1)
    assert screen(tmp_path, [EMBLEM], covered).matches[0].object_key == "loss-0"


def test_one_emblem_across_whole_pictures_is_no_match(tmp_path: Path) -> None:
    answer = screen(tmp_path, [print_across(draw_painting(60, 480, 640))], print_across(draw_painting(80, 480, 640)))
    assert answer.matches == ()
    assert any(reason.against for reason in answer.look_alikes[0].reasons)


def test_a_picture_is_found_under_the_emblem_across_it(tmp_path: Path) -> None:
    own = draw_painting(60, 480, 640)
    assert screen(tmp_path, [print_across(own)], own).matches[0].object_key == "loss-0"


@pytest.mark.parametrize("count", [1, 2, 5])
def test_the_same_dealers_mark_on_other_pictures_is_no_match(tmp_path: Path, count: int) -> None:
    registered = [stamp(draw_painting(60 + number), MARK) for number in range(count)]
    assert screen(tmp_path, registered, stamp(draw_painting(80), MARK)).matches == ()


@pytest.mark.parametrize("count", [1, 5])
def test_a_scale_bar_is_no_match(tmp_path: Path, count: int) -> None:
    ground = np.full((480, 640, 3), 235, np.uint8)
    registered = [draw_scale_bar(draw_vessel(60 + number, ground)) for number in range(count)]
    assert screen(tmp_path, registered, draw_scale_bar(draw_vessel(80, ground))).matches == ()


@pytest.mark.parametrize("count", [1, 3])
def test_one_letterhead_above_other_pictures_is_no_match(tmp_path: Path, count: int) -> None:
    registered = [print_page(draw_painting(60 + number)) for number in range(count)]
    assert screen(tmp_path, registered, print_page(draw_painting(80))).matches == ()
    assert screen(tmp_path / "own", registered, print_page(draw_painting(60))).matches[0].object_key == "loss-0"


def test_an_emblem_that_stands_for_many_objects_is_no_match(tmp_path: Path) -> None:
    answer = screen(tmp_path, [EMBLEM] * 12, EMBLEM)
    assert answer.matches == ()
    assert any(reason.kind is ReasonKind.REPEATED_PICTURE for reason in answer.look_alikes[0].reasons)


def test_one_object_in_three_registers_is_still_possible_and_says_so(tmp_path: Path) -> None:
    answer = screen(tmp_path, [EMBLEM] * 3, EMBLEM)
    assert len(answer.matches) == 3
    assert all(0.5 <= match.probability < 0.9 for match in answer.matches)


def test_two_identical_losses_are_both_found(tmp_path: Path) -> None:
    answer = screen(tmp_path, [EMBLEM, EMBLEM, draw_painting(43)], EMBLEM)
    assert {match.object_key for match in answer.matches} == {"loss-0", "loss-1"}


@pytest.mark.parametrize("count", [1, 4])
def test_the_object_itself_is_found_on_the_shared_tablecloth(tmp_path: Path, count: int) -> None:
    registered = [draw_vessel(60 + number, TABLECLOTH) for number in range(count)]
    tilted = cv2.warpAffine(
        draw_vessel(60, TABLECLOTH), cv2.getRotationMatrix2D((320, 240), 12, 0.9), (640, 480), borderValue=(90, 90, 90)
    )
    answer = screen(tmp_path, registered, tilted)
    assert [match.object_key for match in answer.matches] == ["loss-0"]
    assert answer.matches[0].probability > 0.9


def test_the_object_itself_is_found_under_a_mark(tmp_path: Path) -> None:
    registered = [stamp(draw_painting(60 + number), MARK) for number in range(4)]
    assert screen(tmp_path, registered, draw_painting(60)).matches[0].object_key == "loss-0"
