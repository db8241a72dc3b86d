"""A sheet of A4 with fonts for Latin, Greek, Cyrillic and Arabic letters, joined and set right to left where they are.

Letters of other scripts show as boxes on paper; the embedded record holds them as they were written.
"""

import io
from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path

import fontpkg_noto_sans
import fontpkg_noto_sans_arabic
import segno
from fpdf import FPDF, XPos, YPos
from fpdf.enums import TextDirection

MARGIN = 18.0
BODY, SMALL, HEAD = 9.5, 7.5, 13.0
INK, GREY = (20, 20, 20), (95, 95, 95)
_FONT = Path(fontpkg_noto_sans.ROOT) / "files" / "NotoSans[wdth,wght].ttf"
_ARABIC = Path(fontpkg_noto_sans_arabic.ROOT) / "files" / "NotoSansArabic[wdth,wght].ttf"


class Sheet(FPDF):
    """Text runs down the page; a new page repeats the footer."""

    def __init__(self, *, foot: str, is_right_to_left: bool, made_at: datetime) -> None:
        super().__init__(format="A4")
        self._foot = foot
        self._align = "R" if is_right_to_left else "L"
        self.set_margins(MARGIN, MARGIN, MARGIN)
        self.set_auto_page_break(auto=True, margin=MARGIN)
        self.set_creation_date(made_at)
        self.add_font("text", fname=_FONT)
        self.add_font("arabic", fname=_ARABIC)
        self.set_fallback_fonts(["arabic"], exact_match=False)
        self.set_text_shaping(direction=TextDirection.RTL if is_right_to_left else None)
        self.add_page()

    def footer(self) -> None:
        self.set_y(-12)
        self._use(SMALL, GREY)
        self.cell(0, 5, f"{self._foot} · {self.page_no()}/{{nb}}", align="C")

    def head(self, text: str, *, room: float = 30) -> None:
        """A section's title; it stays with what follows. `room`: millimetres that must be left on the page."""
        if self.get_y() > self.h - MARGIN - room:
            self.add_page()
        self.ln(4)
        self._use(HEAD, INK)
        self._write(text, 6.5)

    def tell(self, text: str, *, small: bool = False, grey: bool = False) -> None:
        self._use(SMALL if small else BODY, GREY if grey else INK)
        self._write(text, 3.8 if small else 4.9)

    def facts(self, pairs: Iterable[tuple[str, str]]) -> None:
        for name, value in pairs:
            if value:
                self.tell(f"{name}: {value}")

    def pictures(self, files: Sequence[Path], *, height: float = 45.0) -> None:
        """Side by side, each at most as wide as its share of the page."""
        held = [path for path in files if path.is_file()]
        if not held:
            return
        if self.get_y() + height > self.h - MARGIN:
            self.add_page()
        share = (self.w - 2 * MARGIN) / max(len(held), 3)
        top = self.get_y() + 1
        for place, path in enumerate(held):
            self.image(path, x=MARGIN + place * share, y=top, w=share - 3, h=height, keep_aspect_ratio=True)
        self.set_y(top + height + 1)

    def code(self, text: str, *, side: float = 42.0) -> None:
        """A QR code (ISO/IEC 18004) at the right edge."""
        out = io.BytesIO()
        segno.make(text, error="l", micro=False).save(out, kind="png", scale=4, border=2)
        if self.get_y() + side > self.h - MARGIN:
            self.add_page()
        self.image(out, x=self.w - MARGIN - side, y=self.get_y(), w=side)

    def _use(self, size: float, colour: tuple[int, int, int]) -> None:
        self.set_font("text", size=size)
        self.set_text_color(*colour)

    def _write(self, text: str, height: float) -> None:
        self.multi_cell(0, height, text, align=self._align, new_x=XPos.LMARGIN, new_y=YPos.NEXT)
