"""An object's outline beside something known: to scale, or not at all."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from museion.heritage.silhouette import COIN, HAND, PERSON, Yardstick, draw_silhouette


def _measure(**millimetres: float) -> list[dict[str, object]]:
    return [{"dimension": name, "normalised": value} for name, value in millimetres.items()]


@pytest.mark.parametrize(("height", "yardstick"), [(30, COIN), (400, HAND), (2500, PERSON)])
def test_what_stands_beside_it_fits_its_size(height: float, yardstick: Yardstick) -> None:
    drawn = draw_silhouette(_measure(height=height, width=height / 2))
    assert drawn is not None
    assert drawn.yardstick == yardstick


@given(st.floats(1, 20_000), st.floats(1, 20_000))
def test_both_are_drawn_to_the_same_scale(width: float, height: float) -> None:
    drawn = draw_silhouette(_measure(width=width, height=height))
    if drawn:
        assert drawn.height <= 100
        assert drawn.width <= 200
        ratio = drawn.yardstick_height / drawn.yardstick.height
        assert drawn.height / height == pytest.approx(ratio, abs=0.11 / min(height, drawn.yardstick.height))


@pytest.mark.parametrize("known", [{}, {"height": 10}, {"weight": 300}, {"height": 1000, "width": 1}])
def test_without_two_sides_nothing_is_drawn(known: dict[str, float]) -> None:
    assert draw_silhouette(_measure(**known)) is None


def test_a_plate_is_round() -> None:
    drawn = draw_silhouette(_measure(diameter=240))
    assert drawn is not None
    assert drawn.is_round
    assert drawn.width == drawn.height
