"""A page with several pictures is looked at picture by picture."""

from pathlib import Path

import cv2
import numpy as np

from museion.screening.matching.photos import PhotoMatcher, open_writer
from museion.screening.matching.photos.regions import find_regions
from museion.screening.tests.drawings import Pixels, draw_painting, make_picture

BOXES = [(60, 60), (60, 560), (620, 60)]


def draw_page(numbers: tuple[int, ...], size: tuple[int, int] = (300, 400)) -> Pixels:
    page = np.full((1200, 1000, 3), 250, np.uint8)
    for (top, left), number in zip(BOXES, numbers, strict=False):
        small = cv2.resize(draw_painting(number), size[::-1], interpolation=cv2.INTER_AREA)
        page[top : top + size[0], left : left + size[1]] = small
        cv2.putText(page, f"Lot {number}", (left, top + size[0] + 40), cv2.FONT_HERSHEY_SIMPLEX, 1, (20, 20, 20), 2)
    return page


def test_every_picture_of_a_page_is_cut_out() -> None:
    regions = find_regions(draw_page((310, 311, 312)))
    found = sorted((round(region.top * 1200, -1), round(region.left * 1000, -1)) for region in regions)
    assert found == [(60, 60), (60, 560), (620, 60)]


def test_a_painting_without_even_ground_is_left_whole() -> None:
    assert find_regions(draw_painting(313)) == []


def test_the_registered_objects_of_a_catalogue_page_are_found_and_shown_on_the_page(tmp_path: Path) -> None:
    with open_writer(tmp_path) as writer:
        for number in (310, 312, 314):
            writer.add(object_key=f"m{number}", photo_key=f"p{number}", picture=make_picture(draw_painting(number)))
        writer.commit()
    matches = PhotoMatcher(tmp_path).screen([make_picture(draw_page((310, 311, 312)))]).matches
    assert {match.object_key for match in matches} == {"m310", "m312"}
    third = next(match for match in matches if match.object_key == "m312")
    assert all(0.05 < pair.query[0] < 0.47 and 0.5 < pair.query[1] < 0.78 for pair in third.evidence)
