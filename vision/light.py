"""How the light moved between two photos, read from the shading of the face."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from vision.filters import masked_blur

SHADING_MM = 4.0
FACING = 0.5  # cosine to the camera above which shading follows the normals
FEWEST_PLACES = 50
GRID_PX = 8
ROBUST_ROUNDS = 6


@dataclass(frozen=True)
class LightChange:
    """Slope of log shading over the surface normal, and its change.

    Attributes
    ----------
    lateral, vertical : float
        Change of the slope from the earlier to the later photo, per unit of the normal's x (to
        the picture's right) and y (up). Turning a key light by one degree changes it by about
        0.007.
    key_lateral, key_vertical : float
        Mean slope of the two photos: where the key light stands. Zero is light from the camera.
    unevenness : float
        Standard deviation over the face of the log ratio of the photos' shading: whatever changed
        in the light, the slopes included.
    """

    lateral: float
    vertical: float
    key_lateral: float
    key_vertical: float
    unevenness: float

    @property
    def before(self) -> tuple[float, float]:
        """Slope (lateral, vertical) of the earlier photo."""
        return self.key_lateral - self.lateral / 2, self.key_vertical - self.vertical / 2

    @property
    def after(self) -> tuple[float, float]:
        """Slope (lateral, vertical) of the later photo."""
        return self.key_lateral + self.lateral / 2, self.key_vertical + self.vertical / 2


def light_change(
    before_log: NDArray[np.float32],
    after_log: NDArray[np.float32],
    normals: tuple[NDArray[np.float32], NDArray[np.float32]],
    skin: NDArray[np.bool_],
    px_per_mm: float,
) -> LightChange:
    """Measure the change of light between two aligned photos.

    The ratio of the photos cancels the skin's own colour, so that plain least squares serves for
    the change; each photo alone needs a robust plane.

    Parameters
    ----------
    before_log, after_log : (h, w) float32 ndarray
        Log lightness in one frame.
    normals : pair of (h, w, 3) float32 ndarray
        Surface normals of the two photos in camera axes.
    skin : (h, w) bool ndarray
    px_per_mm : float
    """
    grid = (slice(None, None, GRID_PX), slice(None, None, GRID_PX))
    shades = [
        masked_blur(log, skin, SHADING_MM * px_per_mm)[grid] for log in (before_log, after_log)
    ]
    facing = np.minimum(*(normal[grid][..., 2] for normal in normals)) > FACING
    places = skin[grid] & facing
    if places.sum() < FEWEST_PLACES:
        return LightChange(0.0, 0.0, 0.0, 0.0, 0.0)
    planes = [
        np.column_stack([np.ones(places.sum()), normal[grid][places][:, :2]]) for normal in normals
    ]
    ratio = (shades[1] - shades[0])[places]
    change, *_ = np.linalg.lstsq(planes[0], ratio, rcond=None)
    keys = [
        _robust_plane(plane, shade[places]) for plane, shade in zip(planes, shades, strict=True)
    ]
    key = np.mean(keys, axis=0)
    return LightChange(
        float(change[1]), float(change[2]), float(key[1]), float(key[2]), float(ratio.std())
    )


def _robust_plane(plane: NDArray[np.float32], values: NDArray[np.float32]) -> NDArray[np.float64]:
    """Least squares with Cauchy weights, which beards and cheek colour do not bend."""
    weights = np.ones(len(values))
    for _ in range(ROBUST_ROUNDS):
        root = np.sqrt(weights)
        fitted, *_ = np.linalg.lstsq(plane * root[:, None], values * root, rcond=None)
        away = np.abs(values - plane @ fitted)
        weights = 1 / (1 + (away / (1.5 * np.median(away) + 1e-6)) ** 2)
    return np.asarray(fitted, np.float64)
