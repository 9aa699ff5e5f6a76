"""The camera: pose of the head before it, projection, and the sensor."""

from dataclasses import dataclass, field
from functools import cache, cached_property

import cv2
import numpy as np
from numpy.typing import NDArray

from sample_images.expression import Expression
from sample_images.light import LIGHTS, Colour, Light
from sample_images.mesh import Floats
from sample_images.raster import Pixels

PIVOT_MM = (0.0, 0.0, -30.0)
AIM_MM = (0.0, 22.0)
FULL_FRAME_MM = 36.0
DISPLAY_LEVELS = 1 << 16
NOISE_STREAM = 0x5E


@dataclass(frozen=True)
class Shot:
    """How one photo is taken.

    Attributes
    ----------
    yaw, pitch, roll : float
        Degrees; to the image's right, up and clockwise positive, as in `vision.landmarks.Pose`.
    distance_mm : float
        From the camera to the plane of the face's origin.
    focal_mm : float
        Focal length for a long side of 36 mm ("35 mm equivalent").
    width, height : int
        Pixels of the photo.
    expression : {"rest", "frown", "raise", "smile"}
    effort : float
        0 to 1 of maximum contraction.
    light : Light
    exposure : float
        1 renders a well-lit face at its own lightness.
    colour_cast : (r, g, b)
        Gains of a white balance that is off.
    blur_px : float
        Standard deviation of the lens blur in photo pixels.
    noise : float
        Standard deviation of the sensor noise at mid-grey, relative to white (linear).
    jpeg_quality : int or None
        None keeps the pixels uncompressed.
    background : (r, g, b)
        Linear colour of the wall.
    oversampling : int
        Rendering pixels per photo pixel and axis; 2 gives smooth outlines at four times the cost.
    seed : int
        Of the sensor noise.
    """

    yaw: float = 0.0
    pitch: float = 0.0
    roll: float = 0.0
    distance_mm: float = 700.0
    focal_mm: float = 86.0
    width: int = 900
    height: int = 1200
    expression: Expression = "rest"
    effort: float = 1.0
    light: Light = field(default_factory=lambda: LIGHTS["clinic"])
    exposure: float = 1.0
    colour_cast: Colour = (1.0, 1.0, 1.0)
    blur_px: float = 0.6
    noise: float = 0.004
    jpeg_quality: int | None = 92
    background: Colour = (0.55, 0.57, 0.60)
    oversampling: int = 1
    seed: int = 0

    @property
    def focal_px(self) -> float:
        """Focal length in photo pixels."""
        return self.focal_mm / FULL_FRAME_MM * max(self.width, self.height)

    @cached_property
    def rotation(self) -> Floats:
        """Head to camera axes, (3, 3)."""
        yaw, pitch, roll = np.radians([self.yaw, self.pitch, self.roll])
        about_y = np.array(
            [[np.cos(yaw), 0, np.sin(yaw)], [0, 1, 0], [-np.sin(yaw), 0, np.cos(yaw)]]
        )
        about_x = np.array(
            [[1, 0, 0], [0, np.cos(pitch), np.sin(pitch)], [0, -np.sin(pitch), np.cos(pitch)]]
        )
        about_z = np.array(
            [[np.cos(roll), np.sin(roll), 0], [-np.sin(roll), np.cos(roll), 0], [0, 0, 1]]
        )
        return np.asarray(about_y @ about_x @ about_z)

    def placed(self, points: Floats) -> Floats:
        """Head coordinates (..., 3) to camera-axis coordinates in mm, depth towards the camera."""
        return np.asarray((points - PIVOT_MM) @ self.rotation.T + PIVOT_MM)

    def projected(self, placed: Floats) -> Floats:
        """Photo pixels x, y and distance in mm, (n, 3), of placed points."""
        distance = self.distance_mm - placed[:, 2]
        scale = self.focal_px / distance
        x = (self.width - 1) / 2 + scale * (placed[:, 0] - AIM_MM[0])
        y = (self.height - 1) / 2 - scale * (placed[:, 1] - AIM_MM[1])
        return np.stack([x, y, distance], axis=1)

    def in_photo(self, points: Floats) -> Floats:
        """Photo pixels (n, 2) of head coordinates (n, 3)."""
        return self.projected(self.placed(points))[:, :2]


@cache
def _display_curve() -> NDArray[np.uint8]:
    """Return sRGB values of linear light 0..2: soft shoulder above 0.75, then IEC 61966-2-1."""
    linear = np.arange(DISPLAY_LEVELS) * (2 / DISPLAY_LEVELS)
    shoulder = 0.75 + 0.25 * np.tanh((linear - 0.75) * 3.6) / np.tanh(3.6 * 0.6)
    linear = np.clip(np.where(linear > 0.75, shoulder, linear), 0, 1)
    curve = np.where(linear <= 0.0031308, 12.92 * linear, 1.055 * linear ** (1 / 2.4) - 0.055)
    return np.clip(curve * 255 + 0.5, 0, 255).astype(np.uint8)


def _display(linear: Pixels) -> NDArray[np.uint8]:
    levels = np.clip(linear * np.float32(DISPLAY_LEVELS / 2), 0, DISPLAY_LEVELS - 1)
    return np.asarray(_display_curve()[levels.astype(np.uint16)])


def develop(light: Pixels, shot: Shot) -> NDArray[np.uint8]:
    """Turn scene light (h, w, 3) linear RGB, oversampled, into sRGB photo pixels."""
    scene = light * (shot.exposure * np.array(shot.colour_cast, dtype=np.float32))
    if shot.oversampling > 1:
        size = shot.width, shot.height
        scene = np.asarray(cv2.resize(scene, size, interpolation=cv2.INTER_AREA), np.float32)
    if shot.blur_px > 0:
        scene = np.asarray(cv2.GaussianBlur(scene, (0, 0), shot.blur_px), np.float32)
    if shot.noise > 0:
        grain = np.empty(scene.shape, dtype=np.float32)
        np.random.default_rng([shot.seed, NOISE_STREAM]).standard_normal(
            out=grain, dtype=np.float32
        )
        scene = scene + grain * (shot.noise * np.sqrt(0.3 + 1.5 * np.clip(scene, 0, 1)))
    pixels = _display(scene)
    if shot.jpeg_quality is None:
        return pixels
    return decoded(jpeg(pixels, quality=shot.jpeg_quality))


def jpeg(pixels: NDArray[np.uint8], *, quality: int) -> bytes:
    """Encode sRGB pixels as JPEG."""
    _, data = cv2.imencode(".jpg", pixels[..., ::-1], [cv2.IMWRITE_JPEG_QUALITY, quality])
    return data.tobytes()


def decoded(data: bytes) -> NDArray[np.uint8]:
    """Pixels (h, w, 3) of an encoded image."""
    bgr = cv2.imdecode(np.frombuffer(data, dtype=np.uint8), cv2.IMREAD_COLOR)
    if bgr is None:
        raise ValueError("not an image")
    return np.ascontiguousarray(bgr[..., ::-1], dtype=np.uint8)
