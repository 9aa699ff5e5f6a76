"""Before and after in one frame, with a handle to move between them."""

from collections.abc import Sequence
from pathlib import Path
from typing import Literal, get_args

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from dashboard import texts
from dashboard.pictures import data_url, heat_url
from reports import fates
from tracking.progress import ViewLine

Mode = Literal["slider", "side", "blink", "lines", "heat"]
_HERE = Path(__file__).parent
MODES: tuple[Mode, ...] = get_args(Mode)
_slider = st.components.v2.component(
    "rhytid_slider",
    html=(_HERE / "slider.html").read_text("utf-8"),
    css=(_HERE / "slider.css").read_text("utf-8"),
    js=(_HERE / "slider.js").read_text("utf-8"),
)


def before_after(
    before: NDArray[np.uint8],
    after: NDArray[np.uint8],
    lines: Sequence[ViewLine],
    *,
    before_label: str,
    after_label: str,
    mode: Mode = "slider",
    key: str,
) -> None:
    """Show two aligned photos of one size with the lines found in them.

    Parameters
    ----------
    before, after : (h, w, 3) uint8 ndarray
    lines : sequence of ViewLine
        Points in pixels of the two pictures.
    before_label, after_label : str
        Said on the photos and to screen readers.
    mode : {"slider", "side", "blink", "lines", "heat"}
        How to look at them: one over the other, side by side, in turns, with each line marked as
        faded, stayed or appeared, or with the change spread over the face.
    key : str
        Identity of the element on its page.
    """
    height, width = before.shape[:2]
    _slider(
        key=key,
        data={
            "width": width,
            "height": height,
            "before": {"photo": data_url(before), "label": before_label},
            "after": {"photo": data_url(after), "label": after_label},
            "mode": mode,
            "lines": [_drawn(line) for line in lines],
            "kinds": [
                {"kind": kind, "label": f"{texts.LINE_KINDS[kind]}: {length_mm:.0f} mm"}
                for kind, length_mm in fates.lengths_mm(lines).items()
            ],
            "heat": heat_url(lines, (height, width)) if mode == "heat" else None,
            "texts": {
                "heat": texts.HEAT_ALT,
                "pause": texts.BLINK_PAUSE,
                "blink": texts.BLINK_RUN,
                "range": texts.SLIDER_RANGE,
                "lines": texts.SLIDER_LINES,
                "hint": texts.SLIDER_HINT,
            },
        },
    )


def _drawn(line: ViewLine) -> dict[str, str | float]:
    """A line as the component takes it: points, and which part of it each photo still has."""
    longest = max(line.before_mm, line.after_mm)
    return {
        "kind": fates.fate_of(line),
        "points": " ".join(f"{x:.1f},{y:.1f}" for x, y in line.points),
        "before": line.before_mm / longest if longest else 0.0,
        "after": line.after_mm / longest if longest else 0.0,
    }
