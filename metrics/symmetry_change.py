"""What moved between two visits: brows and eyelids, with the error that landmarks have."""

from dataclasses import dataclass, fields
from typing import Literal

import cv2
import numpy as np
from numpy.typing import NDArray

from metrics.symmetry import Symmetry, measure_symmetry
from metrics.verdict import Z95
from vision.errors import Refusal
from vision.landmarks import Landmarker
from vision.photo import Photo, reduced
from vision.portrait import Portrait
from vision.scale import Scale, measure_scale

COPIES = 6
COPY_SIDE_PX = 1280
COPY_NOISE = 3.0
COPY_QUALITY = 80

Side = Literal["lower", "within_error", "higher"]


@dataclass(frozen=True)
class SymmetryError:
    """Standard deviation of each kind of figure in one photo, in millimetres."""

    brow_height_mm: float
    brow_asymmetry_mm: float
    eyelid_aperture_mm: float
    eyelid_asymmetry_mm: float


REPOSED = SymmetryError(
    brow_height_mm=0.30,
    brow_asymmetry_mm=0.33,
    eyelid_aperture_mm=0.26,
    eyelid_asymmetry_mm=0.17,
)
"""Between photos of one rendered person, the larger of two runs of the study of
`metrics.skin_change`: pose, distance and light a little different, scaled to one eye span."""

NO_JITTER = SymmetryError(0.0, 0.0, 0.0, 0.0)
"""Where the noise of the photos themselves was not measured, or is in them already."""

KINDS = {
    "brow_height_right_mm": "brow_height_mm",
    "brow_height_left_mm": "brow_height_mm",
    "brow_asymmetry_mm": "brow_asymmetry_mm",
    "eyelid_aperture_right_mm": "eyelid_aperture_mm",
    "eyelid_aperture_left_mm": "eyelid_aperture_mm",
    "eyelid_asymmetry_mm": "eyelid_asymmetry_mm",
}
"""Every figure that is compared, and the kind of error it has."""


@dataclass(frozen=True)
class Shift:
    """One figure at two visits.

    Attributes
    ----------
    before_mm, after_mm, change_mm : float
    sdc_mm : float
        Smallest detectable change (95 %).
    verdict : {"lower", "within_error", "higher"}
    """

    before_mm: float
    after_mm: float
    change_mm: float
    sdc_mm: float
    verdict: Side


def landmark_jitter(portrait: Portrait, landmarker: Landmarker, *, seed: int) -> SymmetryError:
    """Error from noise and compression alone: spread over copies of one photo.

    Six copies are reduced to a long side of 1280 px, given noise of 3 grey levels and compressed
    as JPEG of quality 80. Copies in which no face can be measured are left out.

    Parameters
    ----------
    portrait : Portrait
    landmarker : Landmarker
    seed : int
        Of the noise.

    Returns
    -------
    SymmetryError
        Infinite when fewer than two copies can be measured: nothing is known then.
    """
    measured = [
        found
        for pixels in _copies(portrait.photo, np.random.default_rng(seed))
        if (found := _read(pixels, landmarker)) is not None
    ]
    if len(measured) < 2:
        return SymmetryError(*(np.inf for _ in fields(SymmetryError)))
    spans = np.array([each.eye_span_mm for each in measured])
    variances: dict[str, list[float]] = {}
    for name, kind in KINDS.items():
        values = np.array([getattr(each, name) for each in measured]) * spans.mean() / spans
        variances.setdefault(kind, []).append(float(values.var(ddof=1)))
    return SymmetryError(**{kind: float(np.sqrt(np.mean(v))) for kind, v in variances.items()})


def _copies(photo: Photo, rng: np.random.Generator) -> list[NDArray[np.uint8]]:
    small, _ = reduced(photo, COPY_SIDE_PX)
    height, width = small.shape[:2]
    # White noise is as good as new one pixel further on, and costs nothing there.
    noise = COPY_NOISE * rng.standard_normal((height + COPIES, width, 3), np.float32)
    copies = []
    for first in range(COPIES):
        noisy = np.clip(small + noise[first : first + height], 0, 255).astype(np.uint8)
        quality = [cv2.IMWRITE_JPEG_QUALITY, COPY_QUALITY]
        _, data = cv2.imencode(".jpg", cv2.cvtColor(noisy, cv2.COLOR_RGB2BGR), quality)
        copies.append(np.asarray(cv2.imdecode(data, cv2.IMREAD_COLOR_RGB), np.uint8))
    return copies


def _read(pixels: NDArray[np.uint8], landmarker: Landmarker) -> Symmetry | None:
    faces = landmarker.detect(pixels)
    scale = measure_scale(faces[0]) if len(faces) == 1 else None
    found = measure_symmetry(faces[0], scale) if isinstance(scale, Scale) else None
    return found if isinstance(found, Symmetry) else None


def compare_symmetry(
    before: Symmetry, after: Symmetry, *, jitter: tuple[SymmetryError, SymmetryError]
) -> dict[str, Shift] | Refusal:
    """What moved between two visits of one person.

    Both are brought to the same eye span, which no expression moves and no treatment either, so
    that the error of the iris ruler cancels.

    Parameters
    ----------
    before, after : Symmetry
    jitter : pair of SymmetryError
        From `landmark_jitter`, of either photo.

    Returns
    -------
    dict of str to Shift, or Refusal
        One for each name of `KINDS`. Code ``expression_differs``.
    """
    if before.expression != after.expression:
        return Refusal(
            "expression_differs",
            f"The expressions differ ({before.expression}, {after.expression}); repeat the photo "
            "with the same expression.",
        )
    span_mm = (before.eye_span_mm + after.eye_span_mm) / 2
    shifts = {}
    for name, kind in KINDS.items():
        first, second = (
            getattr(each, name) * span_mm / each.eye_span_mm for each in (before, after)
        )
        variance = 2 * getattr(REPOSED, kind) ** 2
        variance += sum(getattr(error, kind) ** 2 for error in jitter)
        shifts[name] = _shift(first, second, sdc_mm=Z95 * float(np.sqrt(variance)))
    return shifts


def _shift(before_mm: float, after_mm: float, *, sdc_mm: float) -> Shift:
    change_mm = after_mm - before_mm
    return Shift(before_mm, after_mm, change_mm, sdc_mm, side_of(change_mm, sdc_mm))


def side_of(change: float, sdc: float) -> Side:
    """Which way a figure went, if by more than its smallest detectable change."""
    if abs(change) <= sdc:
        return "within_error"
    return "lower" if change < 0 else "higher"
