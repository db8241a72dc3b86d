"""Pictures are kept upright, without what the camera wrote, and bad ones are refused in words."""

import zlib
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from museion.heritage import pictures
from museion.heritage.pictures import UnusablePictureError, find_picture, get_thumbnail, keep_picture
from museion.heritage.plain_pictures import is_plain


@pytest.fixture(autouse=True)
def _own_store(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path / "files"


def _draw(mode: str = "RGB", size: tuple[int, int] = (80, 40), form: str = "JPEG", **options: Any) -> bytes:
    picture = Image.linear_gradient("L").resize(size)
    out = BytesIO()
    (picture if mode == "I;16" else picture.convert(mode)).convert("I;16" if mode == "I;16" else mode).save(
        out, form, **options
    )
    return out.getvalue()


def _make_exif(words: str) -> Image.Exif:
    exif = Image.Exif()
    exif[0x010F] = words
    return exif


def _make_camera_picture() -> bytes:
    exif = Image.Exif()
    exif[0x0112] = 6  # turned a quarter
    exif[0x010F] = "Kamera Höhr"
    exif.get_ifd(0x8825)[1] = "N"
    return _draw(exif=exif)


def test_a_picture_from_a_camera_is_turned_upright_and_says_nothing_of_the_place() -> None:
    kept = keep_picture(_make_camera_picture())
    assert (kept.width, kept.height, kept.media_type) == (40, 80, "image/jpeg")
    path = find_picture(kept.file_name)
    assert path is not None
    with Image.open(path) as picture:
        assert not picture.getexif()
        assert picture.size == (40, 80)
    assert b"Kamera" not in path.read_bytes()


def test_text_chunks_and_what_follows_the_picture_are_not_published() -> None:
    from PIL.PngImagePlugin import PngInfo

    told = PngInfo()
    told.add_text("Author", "Inés Quispe")
    kept = keep_picture(_draw(form="PNG", pnginfo=told))
    path = find_picture(kept.file_name)
    assert path is not None
    assert b"Quispe" not in path.read_bytes()


@pytest.mark.parametrize("form", ["JPEG", "PNG"])
@pytest.mark.parametrize("hidden", [b"<script>alert(1)</script>", b"PK\x03\x04", b"%PDF-1.7", _make_camera_picture()])
def test_what_hides_behind_the_end_of_a_picture_is_not_kept(form: str, hidden: bytes) -> None:
    path = find_picture(keep_picture(_draw(form=form) + hidden).file_name)
    assert path is not None
    assert hidden not in path.read_bytes()


@pytest.mark.parametrize(
    "content",
    [
        _draw(comment="<script>"),
        _draw(xmp=b"<script>", progressive=True),
        _draw(exif=_make_exif("script")),
        b"\xff\xd8\xff\xec\x00\x1d<script>alert(1)</script>--" + _draw()[2:],
        _draw()[:20] + b"\xff\xfe\x00\x1b<script>alert(1)</script>" + _draw()[20:],
        _draw(form="PNG")[:33] + b"\0\0\0\x19prVt<script>alert(1)</script>\0\0\0\0" + _draw(form="PNG")[33:],
    ],
    ids=["a comment", "XMP", "EXIF", "application", "comment in front", "private chunk"],
)
def test_what_hides_between_the_parts_of_a_picture_is_not_kept(content: bytes) -> None:
    try:
        path = find_picture(keep_picture(content).file_name)
    except UnusablePictureError:
        return
    assert path is not None
    assert b"script" not in path.read_bytes()


@pytest.mark.parametrize(
    "options", [{}, {"progressive": True}, {"mode": "L"}, {"form": "PNG", "mode": "P"}, {"mode": "CMYK"}]
)
def test_plain_pictures_are_known_as_such(options: dict[str, Any]) -> None:
    assert is_plain(_draw(**options))


@given(st.integers(0, 700), st.binary(max_size=6))
def test_broken_pictures_are_not_plain_or_end_where_they_end(place: int, other: bytes) -> None:
    """Whatever the bytes, the answer comes, and nothing stands behind the end of what is called plain."""
    content = _draw(size=(16, 16))
    changed = content[:place] + other + content[place + len(other) :]
    if is_plain(changed):
        assert changed.endswith(b"\xff\xd9")


def test_a_clean_picture_is_kept_byte_for_byte_and_once() -> None:
    content = _draw()
    first, second = keep_picture(content), keep_picture(content)
    path = find_picture(first.file_name)
    assert first == second
    assert path is not None
    assert path.read_bytes() == content


@pytest.mark.parametrize(
    ("mode", "form"), [("CMYK", "JPEG"), ("I;16", "PNG"), ("1", "TIFF"), ("LA", "PNG"), ("P", "GIF")]
)
def test_modes_that_browsers_do_not_show_are_converted(mode: str, form: str) -> None:
    kept = keep_picture(_draw(mode, form=form))
    path = find_picture(kept.file_name)
    assert path is not None
    with Image.open(path) as picture:
        assert picture.mode in {"L", "RGB", "RGBA"} or (form, picture.mode) == ("PNG", "LA")
        assert picture.convert("L").getextrema() != (0, 0)


def test_a_picture_of_too_many_pixels_is_refused_before_it_is_decoded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pictures, "MOST_PIXELS", 1000)
    with pytest.raises(UnusablePictureError, match="million pixels"):
        keep_picture(_draw())


def test_a_header_that_promises_billions_of_pixels_is_refused() -> None:
    def chunk(name: bytes, data: bytes) -> bytes:
        return len(data).to_bytes(4, "big") + name + data + zlib.crc32(name + data).to_bytes(4, "big")

    header = (90000).to_bytes(4, "big") * 2 + b"\x08\x02\x00\x00\x00"
    bomb = (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(bytes(100))) + chunk(b"IEND", b"")
    )
    with pytest.raises(UnusablePictureError, match="million pixels"):
        keep_picture(bomb)


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_a_picture_that_was_cut_off_is_refused(form: str) -> None:
    content = _draw(size=(300, 300), form=form)
    with pytest.raises(UnusablePictureError, match=r"damaged|not a picture"):
        keep_picture(content[: len(content) // 2])


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7", b"<svg onload='alert(1)'/>", bytes(500)])
def test_what_is_no_picture_is_refused(content: bytes) -> None:
    with pytest.raises(UnusablePictureError, match="not a picture"):
        keep_picture(content)


def test_a_thumbnail_is_made_once_and_never_larger_than_the_picture() -> None:
    kept = keep_picture(_draw(size=(900, 300)))
    small = get_thumbnail(kept.file_name, 160)
    assert small is not None
    made_at = small.stat().st_mtime_ns
    with Image.open(small) as picture:
        assert picture.size == (160, 53)
    assert get_thumbnail(kept.file_name, 160) == small
    assert small.stat().st_mtime_ns == made_at
    large = get_thumbnail(kept.file_name, 1600)
    assert large is not None
    with Image.open(large) as picture:
        assert picture.size == (900, 300)


@pytest.mark.parametrize("name", ["../../db.sqlite3", "a" * 64 + ".jpg", "x.png", ""])
def test_names_from_outside_lead_only_into_the_store(name: str) -> None:
    assert find_picture(name) is None
    assert get_thumbnail(name, 160) is None


def test_other_widths_are_not_made() -> None:
    assert get_thumbnail(keep_picture(_draw()).file_name, 161) is None
