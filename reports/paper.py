"""The look of a document on paper: typefaces, styles and tables."""

import io
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path
from xml.sax.saxutils import escape

import numpy as np
from numpy.typing import NDArray
from PIL import Image as Picture
from reportlab.lib.colors import HexColor
from reportlab.lib.enums import TA_RIGHT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase.pdfmetrics import getRegisteredFontNames, registerFont, registerFontFamily
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import Image, Paragraph, Table, TableStyle

from reports.palette import LIGHT
from reports.words import NARROW_SPACE

MARGIN = 18 * mm
WIDTH = A4[0] - 2 * MARGIN
SANS, BOLD, SERIF = "DejaVuSans", "DejaVuSans-Bold", "DejaVuSerif"

_PHOTO_PX = 1000
_JPEG_QUALITY = 88
_INK, _MUTED, _RULE = (HexColor(colour) for colour in (LIGHT.ink, LIGHT.muted, LIGHT.grid))

BODY = ParagraphStyle("body", fontName=SANS, fontSize=9, leading=13, textColor=_INK)
SMALL = ParagraphStyle("small", BODY, fontSize=7.5, leading=10.5, textColor=_MUTED)
CELL = ParagraphStyle("cell", BODY, fontSize=8.5, leading=11.5)
NUMBER = ParagraphStyle("number", CELL, alignment=TA_RIGHT)
TITLE = ParagraphStyle("title", BODY, fontName=SERIF, fontSize=22, leading=28)
HEADING = ParagraphStyle(
    "heading", BODY, fontName=BOLD, fontSize=10.5, leading=14, spaceBefore=12, spaceAfter=4
)
SENTENCE = ParagraphStyle(
    "sentence", BODY, fontName=SERIF, fontSize=13.5, leading=19, spaceBefore=8, spaceAfter=2
)


def fonts_folder() -> Path:
    """Return the folder of the DejaVu typefaces, which come with matplotlib.

    They have the signs of verdicts, which the typefaces of reportlab lack, and need no network.
    """
    found = find_spec("matplotlib")
    if found is None or found.origin is None:
        raise FileNotFoundError("matplotlib, whose typefaces documents use, is not installed")
    return Path(found.origin).parent / "mpl-data" / "fonts" / "ttf"


def register_fonts() -> None:
    """Make the typefaces known to reportlab, once per process."""
    if SANS in getRegisteredFontNames():
        return
    for name in (SANS, BOLD, SERIF):
        registerFont(TTFont(name, fonts_folder() / f"{name}.ttf"))
    registerFontFamily(SANS, normal=SANS, bold=BOLD, italic=SANS, boldItalic=BOLD)
    registerFontFamily(SERIF, normal=SERIF, bold=SERIF, italic=SERIF, boldItalic=SERIF)


def marked_up(text: str) -> str:
    """Return plain text as markup of reportlab, which ends lines at a narrow space unasked."""
    return escape(text, {NARROW_SPACE: "\u00a0"})


def photo(pixels: NDArray[np.uint8], width: float) -> Image:
    """An (h, w, 3) sRGB photo, re-encoded without metadata, at a width in points."""
    picture = Picture.fromarray(pixels)
    picture.thumbnail((_PHOTO_PX, _PHOTO_PX), Picture.Resampling.LANCZOS)
    coded = io.BytesIO()
    picture.save(coded, "JPEG", quality=_JPEG_QUALITY)
    coded.seek(0)
    height, across = pixels.shape[:2]
    return Image(coded, width, width * height / across)


def table(
    heads: Sequence[str],
    rows: Sequence[Sequence[str]],
    *,
    shares: Sequence[float],
    numbers: frozenset[int] = frozenset(),
) -> Table:
    """A table over the whole width.

    Parameters
    ----------
    heads : sequence of str
    rows : sequence of sequence of str
        Markup of reportlab; texts from outside must be escaped.
    shares : sequence of float
        Of each column in the width.
    numbers : frozenset of int
        Columns that are set flush right.
    """
    styles = [NUMBER if place in numbers else CELL for place in range(len(heads))]
    head = [
        Paragraph(f'<font color="{LIGHT.muted}">{escape(words)}</font>', style)
        for words, style in zip(heads, styles, strict=True)
    ]
    body = [
        [Paragraph(cell, style) for cell, style in zip(row, styles, strict=True)] for row in rows
    ]
    style = [
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("LINEBELOW", (0, 0), (-1, -1), 0.4, _RULE),
        ("LINEBELOW", (0, 0), (-1, 0), 0.8, _INK),
        ("LEFTPADDING", (0, 0), (0, -1), 0),
        ("TOPPADDING", (0, 0), (-1, -1), 2.5),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 3.5),
    ]
    widths = [share * WIDTH for share in shares]
    return Table([head, *body], colWidths=widths, repeatRows=1, style=TableStyle(style))
