"""Invented objects answer every question of Object ID, and no two look alike."""

import io
from datetime import UTC, datetime

import numpy as np
import pytest
from PIL import Image

from museion.core.access import make_operator
from museion.heritage import sample
from museion.heritage.models import CulturalObject, IntangibleElement, Photograph
from museion.heritage.sample.drawing import FAMILIES, SIDE, draw_picture
from museion.heritage.sample.forms import FORMS
from museion.heritage.sample.objects import make_look
from museion.network import sample as network_sample
from museion.vocabulary import sample as vocabulary_sample

AT = datetime(2026, 11, 22, tzinfo=UTC)
SIZE = sample.HeritageSize(objects=60, elements=12)


def write() -> None:
    actor = make_operator("sample")
    vocabulary_sample.make_sample(1, actor=actor, at=AT)
    network_sample.make_sample(1, actor=actor, at=AT, size=network_sample.NetworkSize(museums=200, people=300))
    sample.make_sample(1, actor=actor, at=AT, size=SIZE)


def fingerprint(picture: bytes) -> np.ndarray:
    """A small grey copy without its mean: near for pictures that look alike."""
    grey = np.asarray(Image.open(io.BytesIO(picture)).convert("L").resize((24, 24)), float)
    return (grey - grey.mean()) / (grey.std() + 1e-9)


@pytest.mark.django_db
def test_objects_answer_every_question_of_object_id() -> None:
    write()
    assert (CulturalObject.objects.count(), IntangibleElement.objects.count()) == (60, 12)
    for held in CulturalObject.objects.prefetch_related("concepts"):
        for name in ("title", "object_type", "object_type_broad", "materials_techniques", "measurements", "date_edtf"):
            assert getattr(held, name), name
        assert {"en", "fr", "es"} <= set(held.title)
        assert held.distinguishing_features["fr"]
        assert held.museum is not None
        assert held.concepts.count() >= 3
        assert "does not exist" in held.description["en"]
        assert "Invented" in held.rights
    assert CulturalObject.objects.filter(date_earliest__lt=0).exists()
    assert all("Inventado" in texts["es"] for texts in IntangibleElement.objects.values_list("descriptions", flat=True))


@pytest.mark.django_db
def test_pictures_are_attached_once_however_often_drawing_is_begun() -> None:
    write()
    actor = make_operator("sample")
    sample.draw_pictures(1, actor=actor, at=AT)
    count = Photograph.objects.count()
    assert 60 <= count <= 180
    assert sample.count_unpictured() == 0
    sample.draw_pictures(1, actor=actor, at=AT)
    assert Photograph.objects.count() == count


def test_same_seed_draws_the_same_bytes() -> None:
    for number in range(1, 40):
        look = make_look(7, number)
        assert draw_picture(look) == draw_picture(look)


def test_every_family_is_used_by_some_form() -> None:
    assert {form.family for form in FORMS} == set(FAMILIES)


def test_no_two_objects_look_alike() -> None:
    prints = np.array([fingerprint(draw_picture(make_look(1, number))) for number in range(1, 161)])
    flat = prints.reshape(len(prints), -1)
    likeness = flat @ flat.T / flat.shape[1]
    np.fill_diagonal(likeness, 0)
    assert likeness.max() < 0.995


def test_details_are_pictures_of_the_same_size() -> None:
    picture = Image.open(io.BytesIO(draw_picture(make_look(1, 5), 1)))
    assert (picture.size, picture.format) == ((SIDE, SIDE), "JPEG")
