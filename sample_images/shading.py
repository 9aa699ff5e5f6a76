"""Skin and eyes under the light: diffuse with subsurface scattering, and surface reflection."""

import cv2
import numpy as np

from sample_images.camera import Shot
from sample_images.eyes import add_eye_light, eye_albedo
from sample_images.light import Lamp, unit
from sample_images.parts import Part
from sample_images.person import Person
from sample_images.raster import Pixels
from sample_images.relief import Relief, bent_normals
from sample_images.skin import Skin
from sample_images.surface import Samples

SCATTER_MM = ((0.35, 1.7, 0.40), (0.22, 0.9, 0.28), (0.14, 0.5, 0.20))
"""Narrow and wide gaussian of the light scattered in skin and the share of the wide one, R G B."""
LAMP_GAIN = 1.15
FRESNEL_AT_NORMAL = 0.028


def _irradiance(
    samples: Samples, normal: Pixels, cavity: Pixels, wrap: Pixels, shot: Shot
) -> Pixels:
    """Light (n, 3) that falls on the relief, less in the depth of a groove."""
    up = np.array([0, 0.55, 0.55], dtype=np.float32)
    sky = 1 + 0.55 * ((normal - samples.normal) @ up)
    shut = 1 - 0.45 * (1 - np.exp(-0.9 * cavity))
    light = samples.ambient * (sky * shut)[:, None]
    walls = 1 - 0.35 * np.clip(cavity / 3, 0, 1)
    for number, lamp in enumerate(shot.light.lamps):
        cosine = normal @ unit(lamp.direction).astype(np.float32)
        lit = np.clip((cosine + wrap) / (1 + wrap), 0, 1) * samples.lamps[:, number] * walls
        colour = np.array(lamp.colour, dtype=np.float32) * np.float32(lamp.strength * LAMP_GAIN)
        light += lit[:, None] * colour
    return np.asarray(np.maximum(light, 0), dtype=np.float32)


def _blurred(picture: Pixels, sigma_px: float) -> Pixels:
    """Gaussian blur; a wide one runs on a reduced picture."""
    step = max(1, int(sigma_px / 2.5))
    if step == 1:
        return np.asarray(cv2.GaussianBlur(picture, (0, 0), max(sigma_px, 0.3)))
    height, width = picture.shape
    small = cv2.resize(picture, (width // step, height // step), interpolation=cv2.INTER_AREA)
    small = cv2.GaussianBlur(small, (0, 0), sigma_px / step)
    return np.asarray(cv2.resize(small, (width, height), interpolation=cv2.INTER_LINEAR))


def _scattered(light: Pixels, skin: Pixels, samples: Samples, px_per_mm: float) -> Pixels:
    """Blur the light under the skin, each channel by its own reach, within the skin only."""
    mask = samples.image(skin)
    spread = light.copy()
    on_skin = skin > 0
    for channel, (narrow, wide, share) in enumerate(SCATTER_MM):
        picture = samples.image(light[:, channel] * skin)
        total = np.zeros_like(picture)
        for sigma, weight in ((narrow, 1 - share), (wide, share)):
            blurred = _blurred(picture, sigma * px_per_mm)
            total += weight * blurred / np.maximum(_blurred(mask, sigma * px_per_mm), 1e-3)
        spread[on_skin, channel] = samples.at(total)[on_skin]
    return spread


def _lobe(cosine: Pixels, roughness: float) -> Pixels:
    """Normal distribution of Trowbridge and Reitz (GGX)."""
    squared = roughness**2
    return np.asarray(squared / (np.pi * (cosine**2 * (squared - 1) + 1) ** 2))


def _reflection(lamp: Lamp, seen: Pixels, normal: Pixels, view: Pixels, gloss: Pixels) -> Pixels:
    """Two-lobe surface reflection (n,) of one lamp."""
    towards = unit(lamp.direction).astype(np.float32)
    half = view + towards
    half /= np.linalg.norm(half, axis=1, keepdims=True)
    out = np.clip((normal * view).sum(1), 0.05, 1)
    into = np.clip(normal @ towards, 0, 1)
    middle = np.clip((normal * half).sum(1), 0, 1)
    fresnel = (
        FRESNEL_AT_NORMAL + (1 - FRESNEL_AT_NORMAL) * (1 - np.clip((view * half).sum(1), 0, 1)) ** 5
    )
    masking = 1 / (4 * (out * into + 0.25 * (out + into) * (1 - out * into) + 0.05))
    lobes = 0.55 * _lobe(middle, 0.42) + 0.45 * _lobe(middle, 0.26)
    return np.asarray(fresnel * into * seen * masking * lobes * 2.67 * lamp.strength * gloss)


def shade(person: Person, samples: Samples, skin: Skin, relief: Relief, shot: Shot) -> Pixels:
    """Linear RGB (n, 3) of all samples."""
    px_per_mm = shot.focal_px * shot.oversampling / shot.distance_mm
    normal = bent_normals(relief.height + skin.height, skin.skin, samples, shot)
    wrap = np.where(samples.part == Part.EYE, 0.55, 0.18 * skin.skin).astype(np.float32)
    light = _irradiance(samples, normal, relief.cavity, wrap, shot)
    light = _scattered(light, skin.skin, samples, px_per_mm)

    eyes, eye_colour = eye_albedo(person, samples, px_per_mm=px_per_mm)
    skin.albedo[eyes] = eye_colour
    floor = np.array([0.05, 0.06, 0.06], dtype=np.float32)
    colour = skin.albedo * (1 - floor * np.clip(relief.cavity, 0, 1.5)[:, None]) * light

    view = -samples.position
    view[:, 2] += np.float32(shot.distance_mm)
    view /= np.linalg.norm(view, axis=1, keepdims=True)
    for number, lamp in enumerate(shot.light.lamps):
        mirror = _reflection(lamp, samples.lamps[:, number], normal, view, skin.gloss)
        colour += mirror[:, None] * np.array(lamp.colour, dtype=np.float32)
    grazing = np.clip((normal * view).sum(1), 0.05, 1)
    around = (0.02 + 0.35 * (1 - grazing) ** 4) * samples.openness * samples.ambient.mean(1) * 0.3
    colour += (around * skin.gloss)[:, None] * np.array(shot.light.ambient_colour, dtype=np.float32)
    add_eye_light(colour, samples, view, shot)
    return colour
