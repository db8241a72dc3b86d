"""Files and texts that cannot be used: each is told for what it is, and none is taken for "nothing found"."""

import io
import struct
import zlib
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import numpy as np
import pytest
from django.conf import settings
from django.utils import translation
from PIL import Image

from museion.core.access import Actor
from museion.screening.actions.runs import make_screening
from museion.screening.matching.photos import Flaw, PictureError
from museion.screening.models import LossRecord, Screening
from museion.screening.runs.answers import describe_answer
from museion.screening.runs.photos import tell_flaw
from museion.screening.runs.questions import Question, UnusableQuestionError, read_fields
from museion.screening.terms import Verdict
from museion.screening.tests.cast import BOATS, catch_up, lose
from museion.screening.tests.drawings import draw_painting, encode

pytestmark = pytest.mark.django_db
VISITOR = Actor(name="visitor")


@pytest.fixture
def boats(db: None, operator: Actor, now: datetime) -> LossRecord:
    loss = lose(BOATS, actor=operator, at=now, photo=7)
    catch_up()
    return loss


def ask(at: datetime, **asked: object) -> Screening:
    made = make_screening(Question(**asked), actor=VISITOR, at=at)  # type: ignore[arg-type]
    return Screening.objects.get(key=made.key)


def write_png_head(width: int, height: int) -> bytes:
    """A PNG that states its size and then holds a few bytes only, as bombs do."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0" * 4096)) + chunk(b"IEND", b"")
    )


def write_cmyk() -> bytes:
    out = io.BytesIO()
    Image.fromarray(draw_painting(7)).convert("CMYK").save(out, "JPEG", quality=90)
    return out.getvalue()


def write_sixteen_bits() -> bytes:
    grey = np.asarray(Image.fromarray(draw_painting(7)).convert("L"), np.uint16) * 200
    out = io.BytesIO()
    Image.fromarray(grey).save(out, "PNG")
    return out.getvalue()


def write_turned_by_exif() -> bytes:
    exif = Image.Exif()
    exif[0x0112] = 6
    return encode(draw_painting(7), "JPEG", quality=90, exif=exif.tobytes())


def write_animated() -> bytes:
    out = io.BytesIO()
    frames = [Image.fromarray(draw_painting(number)) for number in (7, 30, 31)]
    frames[0].save(out, "WEBP", save_all=True, append_images=frames[1:], quality=85)
    return out.getvalue()


def write_truncated() -> bytes:
    whole = encode(draw_painting(7), "JPEG", quality=90)
    return whole[: len(whole) * 3 // 4]


@pytest.mark.parametrize(
    "write", [write_cmyk, write_sixteen_bits, write_turned_by_exif, write_animated, write_truncated]
)
def test_unusual_files_of_the_same_picture_find_it(
    boats: LossRecord, now: datetime, write: Callable[[], bytes]
) -> None:
    best = ask(now, photos=(write(),)).matches.first()
    assert best is not None
    assert best.loss == boats
    assert best.verdict in {Verdict.URGENT, Verdict.PROBABLE}


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (write_png_head(25_000, 20_000), "too many pixels"),
        (write_png_head(60_000, 60_000), "too many pixels"),
        (write_png_head(12_000, 10_000), "120 million pixels"),
        (b"<html>not a picture</html>", "not a picture"),
        (b"", "empty"),
        (encode(draw_painting(7))[:20], "damaged|not a picture"),
    ],
    ids=["500 megapixels", "bomb", "large", "page", "empty", "head only"],
)
def test_an_unusable_photo_alone_is_refused_with_the_reason(now: datetime, content: bytes, told: str) -> None:
    with pytest.raises(UnusableQuestionError, match=told):
        ask(now, photos=(content,))
    assert not Screening.objects.exists()


@pytest.mark.parametrize("flaw", Flaw)
def test_every_flaw_of_a_photo_is_told_in_the_reader_s_language(flaw: Flaw) -> None:
    error = PictureError(flaw, count=120, most=100, size=80, name="a.jpg")
    assert tell_flaw(error) == str(error)
    with translation.override("fr"):
        assert tell_flaw(error) != str(error)
        assert "%(" not in tell_flaw(error)


def test_a_photo_of_a_telephone_that_nothing_reads_is_called_so(now: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(Image.OPEN, "HEIF", raising=False)
    with pytest.raises(UnusableQuestionError, match="HEIC photo"):
        ask(now, photos=(b"\x00\x00\x00\x18ftypheic" + bytes(100),))


def test_an_unusable_photo_costs_only_itself(boats: LossRecord, now: datetime) -> None:
    good = encode(draw_painting(7), "JPEG")
    screening = ask(now, photos=(write_png_head(25_000, 20_000), good))
    assert screening.matches.first().loss == boats  # type: ignore[union-attr]
    assert [(problem["part"], problem["value"]) for problem in screening.asked["problems"]] == [("photo", "1")]


def test_a_truncated_photo_says_that_only_a_part_was_compared(boats: LossRecord, now: datetime) -> None:
    (problem,) = ask(now, photos=(write_truncated(),)).asked["problems"]
    assert "ends too early" in problem["told"]


@pytest.mark.parametrize("shade", [255, 128, 3])
def test_a_blank_wall_is_told_as_not_compared(boats: LossRecord, now: datetime, shade: int) -> None:
    screening = ask(now, photos=(encode(np.full((400, 600, 3), shade, np.uint8)),))
    assert not screening.matches.exists()
    assert not describe_answer(screening)["compared"]
    assert "not a search without a find" in screening.asked["problems"][0]["told"]


def test_a_mostly_white_page_accuses_nothing(boats: LossRecord, now: datetime) -> None:
    page = np.full((1100, 800, 3), 255, np.uint8)
    page[500:510, 100:700] = 0
    assert not ask(now, photos=(encode(page),)).matches.exclude(verdict=Verdict.LOOKALIKE).exists()


def test_where_a_photo_was_taken_is_kept_nowhere(boats: LossRecord, now: datetime) -> None:
    exif = Image.Exif()
    exif.get_ifd(0x8825).update({1: "N", 2: (33.0, 30.0, 43.0), 3: "E", 4: (36.0, 18.0, 23.0)})
    exif[0x010F] = "Camera of Mme Diop"
    screening = ask(now, photos=(encode(draw_painting(7), "JPEG", exif=exif.tobytes()),))
    kept = [path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()]
    assert any(path.name == screening.asked["photos"][0] for path in kept)
    assert not any(b"Diop" in path.read_bytes() or Image.open(path).getexif() for path in kept)


@pytest.mark.parametrize("text", ["𒀭𒈹𒂗𒍪𒈾𒁕𒀭", "ⵜⴰⵎⵓⵔⵜ ⵏ ⵉⵎⴰⵣⵉⵖⵏ", "᚛ᚑᚌᚐᚋ᚜", "壺、唐代"])
def test_a_text_that_shares_no_word_is_told_as_not_compared(boats: LossRecord, now: datetime, text: str) -> None:
    screening = ask(now, text=text)
    assert not screening.matches.exclude(verdict=Verdict.LOOKALIKE).exists()
    assert screening.matches.exists() or "could not be compared" in screening.asked["problems"][0]["told"]
    assert describe_answer(screening)["compared"] == screening.matches.exists()


def test_a_value_that_cannot_be_read_costs_that_value(boats: LossRecord, now: datetime) -> None:
    fields = {"title": "Bateaux au port", "date_documented": "the other day", "value_eur": "a lot"}
    screening = ask(now, fields=fields)
    assert screening.matches.first().loss == boats  # type: ignore[union-attr]
    assert {problem["part"] for problem in screening.asked["problems"]} == {"date_documented", "value_eur"}


@pytest.mark.parametrize(("text", "value"), [("18000", 18000), ("€ 18.000", 18000), ("18 000,50 EUR", 18000.5)])
def test_amounts_are_read_as_people_write_them(text: str, value: float) -> None:
    assert read_fields({"value_eur": text}).value_eur == value
