"""Eyes: iris, pupil and sclera, and the light on the cornea."""

import numpy as np
from numpy.typing import NDArray

from sample_images.camera import Shot
from sample_images.light import unit
from sample_images.noise import fractal_noise
from sample_images.parts import Part
from sample_images.person import EyeColour, Person
from sample_images.raster import Pixels
from sample_images.shape import IRIS_RADIUS_MM, ramp
from sample_images.surface import Samples

PUPIL_RADIUS_MM = 1.95
IRIS_RGB: dict[EyeColour, tuple[float, float, float]] = {
    "brown": (0.060, 0.026, 0.011),
    "blue": (0.075, 0.115, 0.155),
    "green": (0.075, 0.080, 0.040),
    "dark": (0.030, 0.014, 0.008),
}
SCLERA_RGB = (0.55, 0.49, 0.45)


def eye_albedo(
    person: Person, samples: Samples, *, px_per_mm: float
) -> tuple[NDArray[np.int64], Pixels]:
    """Sample numbers on the eyeballs and their linear RGB.

    Parameters
    ----------
    person : Person
    samples : Samples
    px_per_mm : float
        Of the rendering; softens the edges by one pixel.
    """
    chosen = np.flatnonzero(samples.part == Part.EYE)
    place = samples.chart[chosen]
    radius = np.hypot(place[:, 0], place[:, 1])
    angle = np.arctan2(place[:, 1], place[:, 0])
    fibres = np.zeros(len(place), dtype=np.float32)
    for spokes, gain in ((3.0, 0.45), (9.0, 0.35)):
        ring = np.stack([np.cos(angle) * spokes, np.sin(angle) * spokes, radius * 0.1], axis=1)
        seed = person.noise_seed(f"iris {spokes}")
        points = ring.astype(np.float32)
        fibres += gain * fractal_noise(points, per_mm=4.0, octaves=1, seed=seed)
    edge = 0.2 + 0.9 / px_per_mm
    iris = ramp(IRIS_RADIUS_MM + edge / 2, IRIS_RADIUS_MM - edge / 2, radius)
    pupil = ramp(PUPIL_RADIUS_MM + edge / 2, PUPIL_RADIUS_MM - edge / 2, radius)
    collarette = 1 + 0.8 * np.exp(-(((radius - 2.7) / 0.9) ** 2))
    limbus = 1 - 0.75 * ramp(IRIS_RADIUS_MM - 1.1, IRIS_RADIUS_MM - 0.1, radius)
    colour = np.array(IRIS_RGB[person.eyes]) * ((1 + fibres) * collarette * limbus)[:, None]
    outer = ramp(6.0, 11.5, np.abs(place[:, 0]))[:, None]
    sclera = np.array(SCLERA_RGB) * (1 - 0.28 * outer) * np.array([1, 0.93, 0.9]) ** outer
    albedo = sclera + (colour - sclera) * iris[:, None]
    albedo += (0.004 - albedo) * pupil[:, None]
    return chosen, albedo.astype(np.float32)


def add_eye_light(colour: Pixels, samples: Samples, view: Pixels, shot: Shot) -> None:
    """Shade eyeballs under their lids and add lamp and window reflections, in place.

    Parameters
    ----------
    colour : (n, 3) float32 ndarray
        Diffuse light of all samples.
    samples : Samples
    view : (n, 3) float32 ndarray
        Unit vectors towards the camera.
    shot : Shot
    """
    chosen = np.flatnonzero(samples.part == Part.EYE)
    normal, towards = samples.normal[chosen], view[chosen]
    place = samples.chart[chosen]
    gaze = shot.rotation @ np.array([0, 0, 1.0])
    cornea = np.hypot(place[:, 0], place[:, 1]) < IRIS_RADIUS_MM
    bulged = unit(normal + np.where(cornea[:, None], 0.45 * (normal - gaze), 0))
    mirrored = 2 * (bulged * towards).sum(1, keepdims=True) * bulged - towards
    shade = np.clip(samples.openness[chosen], 0, 1) * ramp(6.2, 2.6, place[:, 1]) ** 0.6
    glint = np.zeros(len(chosen))
    for lamp in shot.light.lamps:
        inside = mirrored @ unit(lamp.direction)
        edge = np.cos(np.radians(min(0.75 * lamp.half_angle_deg, 12)))
        glint += 0.95 * lamp.strength * ramp(edge - 0.012, edge + 0.004, inside)
    sky = 0.016 * (1 + mirrored[:, 1]) * shot.light.ambient * shade
    lit = colour[chosen] * (0.35 + 0.65 * shade)[:, None]
    lit += (glint * np.clip(1.6 * shade, 0.25, 1) + sky)[:, None]
    colour[chosen] = lit.astype(np.float32)
