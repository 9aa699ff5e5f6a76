"""A photo that may be kept, as HTML: the picture with outlines, and what is to be said about it."""

from collections.abc import Sequence
from html import escape

import numpy as np
from numpy.typing import NDArray

from dashboard import texts
from dashboard.basket import Candidate, Standing
from dashboard.markup import note
from dashboard.pictures import data_url
from reports import words
from reports.drawing import Colour, draw_dots, draw_polyline
from tracking.shot_check import Shot, placed_outline
from vision.errors import Refusal
from vision.quality import Finding

Lines = Sequence[NDArray[np.float64]]

OWN: Colour = (235, 235, 235)
FIRST: Colour = (0, 224, 198)


def picture(candidate: Candidate, first: Shot | None) -> str:
    """A photo with its own outline, and the first visit's dotted over it."""
    shot = candidate.shot
    if shot is None or shot.preview is None:
        return '<figure class="rh-shot"><div class="rh-blank"></div></figure>'
    shown = words.EXPRESSIONS[candidate.expression]
    ghost = placed_outline(first, shot) if first is not None else ()
    if first not in candidate.pictures:  # pages are drawn twice a second while photos come
        candidate.pictures[first] = data_url(_outlined(shot.preview, shot.outline, ghost))
    alt = texts.SHOT_ALT.format(expression=shown, name=candidate.name)
    caption = texts.GHOST_NOTE if ghost else texts.GHOST_NONE
    return (
        f'<figure class="rh-shot"><img src="{candidate.pictures[first]}" alt="{escape(alt)}">'
        f'<figcaption class="rh-small">{escape(caption)}</figcaption></figure>'
    )


def _outlined(preview: NDArray[np.uint8], own: Lines, ghost: Lines) -> NDArray[np.uint8]:
    canvas = preview.copy()
    for line in own:
        draw_polyline(canvas, line, OWN, width=1)
    for line in ghost:
        draw_dots(canvas, line, FIRST, radius=2)
    return canvas


def standing(name: Standing, findings: Sequence[Finding], refusal: Refusal | None) -> str:
    """How a photo stands, in sign, word and colour, and what to do about it."""
    said = [finding.message for finding in findings if finding.severity != "info"]
    if refusal is not None and refusal.message not in said:
        said.insert(0, refusal.message)
    told = texts.KEPT_ADVICE if name == "kept" else " ".join(map(words.advice, said))
    kind = {"doubtful": "warn", "unreadable": "block"}.get(name, "info")
    return note(texts.STANDINGS[name], told, severity=f"{kind} rh-{name}")
