"""A chart of the face to place injections on, or to choose regions from."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from dashboard import texts
from dashboard.pictures import data_url
from reports import words
from tracking.plan import MapPoint
from tracking.plan_photo import PlanPhoto
from vision.face_plan import face_plan

_HERE = Path(__file__).parent
_facemap = st.components.v2.component(
    "rhytid_facemap",
    html=(_HERE / "facemap.html").read_text("utf-8"),
    css=(_HERE / "facemap.css").read_text("utf-8"),
    js=(_HERE / "facemap.js").read_text("utf-8"),
)
FIRST_POINT_IN = "glabella"


def injection_map(
    points: Sequence[MapPoint],
    *,
    units: float,
    plan: str,
    key: str,
    photo: PlanPhoto | None = None,
) -> tuple[MapPoint, ...]:
    """Let injections be placed by click, finger or keyboard, and return them.

    Parameters
    ----------
    points : sequence of MapPoint
        What the chart begins with.
    units : float
        Of the next point.
    plan : str
        Another plan begins with its own points; within one, what was placed stays.
    key : str
        Identity of the element on its page.
    photo : PlanPhoto, optional
        Lies under the outlines; places mean the same with and without it.
    """
    begun = [asdict(point) for point in points]
    state = _draw("points", photo, key=f"{key}-{plan}", plan=plan, points=begun, units=units)
    return tuple(MapPoint(**point) for point in state.get("points", begun))


def region_map(
    chosen: Sequence[str], *, plan: str, key: str, photo: PlanPhoto | None = None
) -> tuple[str, ...]:
    """Let regions be chosen on the same chart, and return their names."""
    state = _draw("regions", photo, key=f"{key}-{plan}", plan=plan, chosen=list(chosen))
    return tuple(state.get("regions", list(chosen)))


def _draw(
    mode: str, photo: PlanPhoto | None, *, key: str, plan: str, **begun: object
) -> Mapping[str, Any]:
    data = {
        **_outlines(),
        "mode": mode,
        "plan": plan,
        "points": begun.get("points", []),
        "chosen": begun.get("chosen", []),
        "units": begun.get("units", 0),
        "photo": data_url(photo.pixels) if photo else "",
        "label": told_of(photo) if photo else texts.FACEMAP["chart"],
        "texts": dict(texts.FACEMAP),
    }
    data["regions"] = [
        {"name": name, "label": words.REGIONS[name], "outline": outline}
        for name, outline in data["regions"].items()
    ]
    result: Mapping[str, Any] = _facemap(
        key=key,
        data=data,
        default={"points": data["points"], "regions": data["chosen"]},
        on_points_change=lambda: None,
        on_regions_change=lambda: None,
    )
    return result


def told_of(photo: PlanPhoto) -> str:
    """Say which photo it is."""
    return texts.MAP_PHOTO_OF.format(
        date=words.day_and_month(photo.taken_at), expression=words.DOING[photo.expression]
    )


@cache
def _outlines() -> dict[str, Any]:
    plan = face_plan()
    return {
        "box": [*plan.corner_mm, *plan.size_mm],
        "oval": _plain(plan.oval),
        "regions": {name: _plain(outline) for name, outline in plan.regions.items()},
        "features": [_plain(line) for line in plan.features],
        "start": np.round(plan.regions[FIRST_POINT_IN].mean(axis=0), 1).tolist(),
    }


def _plain(points: NDArray[np.float64]) -> list[list[float]]:
    return [[round(float(x), 2), round(float(y), 2)] for x, y in points]
