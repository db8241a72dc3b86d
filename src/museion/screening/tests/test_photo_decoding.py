"""Whatever a counter, a phone or a scanner sends becomes one safe upright picture, or is refused in plain words."""

import io
import struct
import zlib
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from museion.heritage.pictures import check_picture
from museion.screening.matching.photos import PictureError, decode_picture
from museion.screening.matching.photos.decoding import MAX_SIDE
from museion.screening.tests.drawings import draw_painting, encode

PAINTING = draw_painting(1)


def make_bomb(width: int, height: int) -> bytes:
    """A PNG of a few hundred bytes that claims any number of pixels."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    rows = chunk(b"IDAT", zlib.compress(bytes(1000)))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + rows + chunk(b"IEND", b"")


@pytest.mark.parametrize(("width", "height"), [(25_000, 20_000), (12_000, 10_000), (65_000, 65_000)])
def test_a_picture_with_too_many_pixels_is_refused_before_it_is_unpacked(width: int, height: int) -> None:
    with pytest.raises(PictureError, match="pixels"):
        decode_picture(make_bomb(width, height))


def test_a_line_of_pixels_is_refused() -> None:
    with pytest.raises(PictureError, match="line"):
        decode_picture(encode(np.zeros((1, 900, 3), np.uint8)))


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7 not a picture", b"Ceci n'est pas une image", b"\xff\xd8\xff"])
def test_what_is_not_a_picture_is_refused(data: bytes) -> None:
    with pytest.raises(PictureError):
        decode_picture(data)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(PictureError, match="صورة"):
        decode_picture(tmp_path / "صورة.jpg")


def test_a_phone_photo_is_turned_upright_and_loses_its_place() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    exif.get_ifd(0x8825)[2] = (48.0, 51.0, 30.0)
    picture = decode_picture(encode(PAINTING, "JPEG", exif=exif))
    assert picture.pixels.shape == (480, 360, 3)
    assert np.abs(picture.pixels.astype(int) - np.rot90(PAINTING, -1)).mean() < 12
    assert not hasattr(picture, "exif")


def test_cmyk_keeps_its_colours() -> None:
    buffer = io.BytesIO()
    Image.fromarray(PAINTING).convert("CMYK").save(buffer, "JPEG", quality=95)
    assert np.abs(decode_picture(buffer.getvalue()).pixels.astype(int) - PAINTING).mean() < 12


def test_a_16_bit_scan_uses_its_own_range() -> None:
    grey = PAINTING.mean(axis=2)
    buffer = io.BytesIO()
    Image.fromarray((grey * 40 + 3_000).astype(np.uint16)).save(buffer, "PNG")
    pixels = decode_picture(buffer.getvalue()).pixels
    assert pixels.min() < 5
    assert pixels.max() > 250
    assert np.corrcoef(pixels[:, :, 0].ravel(), grey.ravel())[0, 1] > 0.99


def test_what_is_transparent_is_white_paper() -> None:
    alpha = np.zeros(PAINTING.shape[:2], np.uint8)
    alpha[100:200, 100:200] = 255
    pixels = decode_picture(encode(np.dstack([PAINTING, alpha]))).pixels
    assert (pixels[0, 0] == 255).all()
    assert (pixels[150, 150] == PAINTING[150, 150]).all()


def test_an_animation_counts_with_its_first_frame() -> None:
    frames = [Image.fromarray(draw_painting(number)) for number in (1, 2, 3)]
    buffer = io.BytesIO()
    frames[0].save(buffer, "WEBP", save_all=True, append_images=frames[1:], lossless=True)
    assert np.abs(decode_picture(buffer.getvalue()).pixels.astype(int) - PAINTING).mean() < 3


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_a_file_that_ends_early_shows_what_arrived_and_says_so(kind: str) -> None:
    data = encode(PAINTING, kind)
    picture = decode_picture(data[: len(data) * 2 // 3])
    assert picture.truncated
    assert np.abs(picture.pixels[:80].astype(int) - PAINTING[:80]).mean() < 15


def test_a_large_picture_is_reduced() -> None:
    picture = decode_picture(encode(np.kron(PAINTING, np.ones((6, 6, 1), np.uint8)), "JPEG"))
    assert max(picture.pixels.shape) == MAX_SIDE
    assert picture.original_size == (2880, 2160)


def test_a_wall_is_blank_and_a_page_is_not() -> None:
    wall = np.full((300, 400, 3), 140, np.uint8) + np.random.default_rng(1).integers(0, 4, (300, 400, 1), np.uint8)
    page = np.full((600, 400, 3), 253, np.uint8)
    page[40:120, 40:200] = PAINTING[:80, :160]
    assert decode_picture(encode(wall)).blank
    assert not decode_picture(encode(page)).blank


def test_a_photo_of_a_telephone_is_read() -> None:
    """`drawn.heic` is drawn for this test: nothing here can write the format."""
    pytest.importorskip("pi_heif", reason="the extra 'heif' is not installed")
    photo = Path(__file__).with_name("drawn.heic").read_bytes()
    picture = decode_picture(photo)
    assert picture.pixels.shape == (64, 96, 3)
    assert picture.pixels[32, 45, 2] > picture.pixels[32, 45, 0]
    kept = check_picture(photo)
    assert (kept.media_type, kept.width, kept.height) == ("image/jpeg", 96, 64)
