"""Aligned pictures kept beside the photos, so that opening a client does not align them again.

They can be made anew from the originals at any time; a version of the algorithm has its own.
"""

import hashlib
import io
import json
import logging
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

import numpy as np
from numpy.typing import NDArray

from metrics.skin_change import ALGORITHM as SKIN_ALGORITHM
from metrics.skin_change import FigureChange
from metrics.verdict import ALGORITHM, Change, ChangeError, RegionChange
from records.blobs import PhotoName, PhotoStore
from records.calibrations import KeptCalibration
from records.derivatives import Derivatives
from tracking.kept_picture import coded, decoded
from tracking.view import PairView, ViewLine
from vision.errors import Refusal
from vision.quality import Finding

FORM = "view/2"


def kept_view(
    photos: PhotoStore,
    before: Sequence[PhotoName],
    after: Sequence[PhotoName],
    calibration: KeptCalibration | None,
) -> PairView | None:
    """Return the view of two visits without its dates; None where it is to be made."""
    owner = before[0].client_id
    packed = Derivatives.beside(photos).get(owner, _name(before, after, calibration))
    return None if packed is None else _unpacked(packed)


def keep_view(
    photos: PhotoStore,
    before: Sequence[PhotoName],
    after: Sequence[PhotoName],
    calibration: KeptCalibration | None,
    view: PairView,
) -> None:
    """Keep a view; without space for it, it is made again the next time."""
    if view.before_pixels is None:
        return
    try:
        name = _name(before, after, calibration)
        Derivatives.beside(photos).put(before[0].client_id, name, _packed(view))
    except OSError:
        logging.getLogger(__name__).warning("An aligned picture was not kept", exc_info=True)


def _name(
    before: Sequence[PhotoName], after: Sequence[PhotoName], calibration: KeptCalibration | None
) -> str:
    parts = [FORM, ALGORITHM, SKIN_ALGORITHM, str(calibration.number if calibration else "")]
    for shots in (before, after):
        parts += [str(len(shots)), *(shot.sha256 for shot in shots)]
    return hashlib.sha256("|".join(parts).encode()).hexdigest()


def _packed(view: PairView) -> bytes:
    told = {
        "status": view.status,
        "reason": _plain(view.reason),
        "findings": [asdict(finding) for finding in view.findings],
        "face": _plain(view.face),
        "regions": {name: asdict(change) for name, change in view.regions.items()},
        "skin": {
            region: {name: asdict(change) for name, change in changes.items()}
            for region, changes in view.skin.items()
        },
        "lines": [
            [line.region, line.before_mm, line.after_mm, line.contrast_change_percent]
            for line in view.lines
        ],
    }
    points = [line.points for line in view.lines]
    packed = io.BytesIO()
    np.savez(
        packed,
        told=_bytes(json.dumps(told).encode()),
        before=_bytes(coded(np.asarray(view.before_pixels))),
        after=_bytes(coded(np.asarray(view.after_pixels))),
        points=np.vstack(points) if points else np.zeros((0, 2)),
        counts=np.array([len(line) for line in points], np.int64),
    )
    return packed.getvalue()


def _unpacked(packed: bytes) -> PairView:
    with np.load(io.BytesIO(packed), allow_pickle=False) as file:
        told = json.loads(file["told"].tobytes())
        pictures = [decoded(file[name].tobytes()) for name in ("before", "after")]
        points = np.split(file["points"], np.cumsum(file["counts"])[:-1])
    return PairView(
        expression=None,
        before_on=None,
        after_on=None,
        status=told["status"],
        reason=_refusal(told["reason"]),
        findings=tuple(Finding(**finding) for finding in told["findings"]),
        before_pixels=pictures[0],
        after_pixels=pictures[1],
        lines=tuple(
            ViewLine(region, before_mm, after_mm, change_percent, place)
            for (region, before_mm, after_mm, change_percent), place in zip(
                told["lines"], points, strict=False
            )
        ),
        face=_region(told["face"]) if told["face"] else None,
        regions={name: _region(change) for name, change in told["regions"].items()},
        skin={
            region: {name: _figure(change) for name, change in changes.items()}
            for region, changes in told["skin"].items()
        },
    )


def _plain(value: Refusal | RegionChange | None) -> dict[str, Any] | None:
    return None if value is None else asdict(value)


def _refusal(plain: Mapping[str, str] | None) -> Refusal | None:
    return None if plain is None else Refusal(**plain)


def _region(plain: Mapping[str, Any]) -> RegionChange:
    density, severity = (_change(plain[figure]) for figure in ("density", "severity"))
    return RegionChange(plain["status"], _refusal(plain["reason"]), density, severity)


def _change(plain: Mapping[str, Any]) -> Change:
    error = plain["error"]
    return Change(**{**plain, "error": None if error is None else ChangeError(**error)})


def _figure(plain: Mapping[str, Any]) -> FigureChange:
    return FigureChange(**{**plain, "reason": _refusal(plain["reason"])})


def _bytes(data: bytes) -> NDArray[np.uint8]:
    return np.frombuffer(data, np.uint8)
