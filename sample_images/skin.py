"""Skin: its colour by class and place, its pores and fine texture."""

from dataclasses import dataclass
from functools import cache, lru_cache

import cv2
import numpy as np

from sample_images.chart import HEIGHT_MM, LEFT_MM, TOP_MM, WIDTH_MM, closed_curve
from sample_images.contours import CHIN_TIP, LIPS, LOWER_INNER_LIP, NOSTRILS, UPPER_INNER_LIP
from sample_images.hairline import scalp_cover
from sample_images.mesh import Floats
from sample_images.noise import cell_distance, fractal_noise, sample_maps
from sample_images.parts import Part
from sample_images.person import HAIR_LAB, TONES, Person, linear_rgb
from sample_images.raster import Pixels
from sample_images.shape import template
from sample_images.surface import Samples

MAP_PX_PER_MM = 4.0
BLOCK = 1 << 19
FRONT_MM = -30.0
PLACES = ("red", "under_eye", "lids", "lips", "nostrils", "beard", "oil", "pores", "seam", "spots")


@dataclass(frozen=True, eq=False)
class Skin:
    """Optical properties of the samples.

    Attributes
    ----------
    albedo : (n, 3) float32 ndarray
        Linear RGB reflectance.
    height : (n,) float32 ndarray
        Pores and fine texture in mm.
    gloss : (n,) float32 ndarray
        Strength of the surface reflection.
    skin : (n,) float32 ndarray
        1 on skin, 0 on eyes and cloth.
    """

    albedo: Pixels
    height: Pixels
    gloss: Pixels
    skin: Pixels


def _to_map(points: Floats) -> Floats:
    return (points[:, :2] - [LEFT_MM, TOP_MM]) * [MAP_PX_PER_MM, -MAP_PX_PER_MM]


def _empty() -> Pixels:
    size = int(HEIGHT_MM * MAP_PX_PER_MM), int(WIDTH_MM * MAP_PX_PER_MM)
    return np.zeros(size, dtype=np.float32)


def _polygon(points: Floats, *, blur_mm: float) -> Pixels:
    drawn = np.zeros(_empty().shape, dtype=np.uint8)
    corners = np.rint(_to_map(points) * 16).astype(np.int32)
    cv2.fillPoly(drawn, [corners], 255, cv2.LINE_AA, 4)
    blurred = cv2.GaussianBlur(drawn.astype(np.float32) / 255, (0, 0), blur_mm * MAP_PX_PER_MM)
    return np.asarray(blurred, dtype=np.float32)


def _blob(x: float, y: float, rx: float, ry: float, turn: float = 0.0) -> Pixels:
    """Gaussian spot in mm, mirrored to both sides."""
    out = _empty()
    rows, columns = np.mgrid[: out.shape[0], : out.shape[1]].astype(np.float32)
    across, upward = columns / MAP_PX_PER_MM + LEFT_MM, TOP_MM - rows / MAP_PX_PER_MM
    for side in (1, -1):
        u, v = side * across - x, upward - y
        u, v = u * np.cos(turn) + v * np.sin(turn), v * np.cos(turn) - u * np.sin(turn)
        np.maximum(out, np.exp(-0.5 * ((u / rx) ** 2 + (v / ry) ** 2)), out=out)
    return out


def _seam() -> Pixels:
    """The line between closed lips, deepest in the middle of each half."""
    marks = template()
    middle = (marks[list(UPPER_INNER_LIP)] + marks[list(LOWER_INNER_LIP)])[:, :2] / 2
    drawn = np.zeros(_empty().shape, dtype=np.uint8)
    cv2.polylines(
        drawn, [np.rint(_to_map(middle) * 16).astype(np.int32)], False, 255, 3, cv2.LINE_AA, 4
    )
    blurred = cv2.GaussianBlur(drawn.astype(np.float32) / 255, (0, 0), 0.35 * MAP_PX_PER_MM)
    return np.asarray(blurred, dtype=np.float32)


@cache
def _place_maps() -> Pixels:
    """Where on the template each trait of skin is found, (h, w, len(PLACES)); spots left empty."""
    marks = template()
    nostril = float(marks[list(NOSTRILS), 1].mean())
    mouth = float(marks[[13, 14], 1].mean())
    chin = float(marks[CHIN_TIP, 1])
    maps = {
        "red": _blob(42, -10, 14, 12) * 0.8
        + _blob(0, -8, 11, 8) * 0.9
        + _blob(0, chin + 14, 12, 8) * 0.35
        + _blob(15, -9, 5, 4) * 0.5,
        "under_eye": _blob(29, 18, 11, 3.5, -0.1),
        "lids": _blob(31.5, 34.5, 13, 3.4),
        "lips": _polygon(closed_curve(marks[list(LIPS), :2], 240), blur_mm=0.55),
        "nostrils": np.clip(1.5 * _blob(7.4, nostril + 0.4, 2.5, 1.1, 0.3), 0, 1),
        "beard": np.clip(
            _blob(0, chin + 18, 34, 15) * 1.2
            + _blob(0, mouth + 13, 17, 4.5)
            + _blob(50, mouth - 4, 12, 23) * 0.9,
            0,
            1,
        ),
        "oil": _blob(0, -3, 9, 20)
        + _blob(0, 68, 28, 16) * 0.6
        + _blob(43, 4, 13, 8) * 0.6
        + _blob(0, chin + 15, 12, 8) * 0.4,
        "pores": _blob(0, -6, 13, 11) + _blob(28, -10, 13, 12) * 0.8 + 0.35,
        "seam": _seam(),
        "spots": _empty(),
    }
    return np.ascontiguousarray(np.stack([maps[name] for name in PLACES], axis=-1))


@lru_cache(maxsize=4)
def _maps(person: Person) -> Pixels:
    """The place maps with the freckles and moles of one person."""
    stream = person.stream("spots")
    drawn = _empty()
    light = TONES[person.tone][0] > 60
    for _ in range(stream.poisson(34 if light else 9)):
        centre = np.array([[stream.uniform(-60, 60), stream.uniform(-70, 85)]])
        x, y = _to_map(centre)[0]
        radius, strength = stream.uniform(0.25, 0.8), stream.uniform(2, 8)
        rows, columns = np.mgrid[int(y) - 14 : int(y) + 15, int(x) - 14 : int(x) + 15]
        far = ((rows - y) ** 2 + (columns - x) ** 2) / MAP_PX_PER_MM**2
        window = drawn[rows[0, 0] : rows[-1, 0] + 1, columns[0, 0] : columns[0, -1] + 1]
        window += (strength * np.exp(-far / radius**2)).astype(np.float32)
    maps = _place_maps().copy()
    maps[..., PLACES.index("spots")] = drawn
    return maps


def _lab(person: Person, at: dict[str, Pixels], chart: Pixels, mottle: Pixels) -> Pixels:
    """Skin colour in CIELAB from melanin, blood and place."""
    base = TONES[person.tone]
    dark = person.darkness
    patches = fractal_noise(chart, per_mm=0.035, octaves=3, seed=person.noise_seed("melanin"))
    blood = fractal_noise(chart, per_mm=0.11, octaves=3, seed=person.noise_seed("blood"))
    grain = fractal_noise(chart, per_mm=1.1, octaves=2, seed=person.noise_seed("grain"), gain=0.8)
    level = base[0] / 60
    lips = at["lips"] * (1 + 0.2 * mottle)
    lightness = base[0] + level * (2.2 * patches + 2.6 * mottle + 4.9 * grain)
    lightness -= at["red"] * (1.6 + 0.5 * dark) + 3.2 * at["under_eye"] + 2.6 * at["lids"]
    lightness -= lips * (9 - 4 * dark) + at["spots"] + 17 * at["seam"]
    redness = base[1] + 1.6 * blood - 0.7 * mottle - 0.8 * grain
    redness += at["red"] * (4.4 - 2.0 * dark) + 0.8 * at["under_eye"] + 1.5 * at["lids"]
    redness += lips * (11 - 6 * dark)
    yellowness = base[2] + patches - 2.0 * at["under_eye"] - 3 * lips + 0.35 * at["spots"]
    if person.stubble:
        shadow = at["beard"] * person.stubble * (1 - np.clip(3 * at["lips"], 0, 1))
        lightness -= 5.0 * shadow * (1 - 0.5 * dark)
        redness -= 1.5 * shadow
        yellowness -= 4 * shadow
    return np.stack([np.clip(lightness, 4, 95), redness, yellowness], axis=1)


def _upper_lip(chart: Pixels) -> Pixels:
    """1 above the seam of the lips, 0 below."""
    marks = template()
    middle = (marks[list(UPPER_INNER_LIP)] + marks[list(LOWER_INNER_LIP)]) / 2
    seam = np.interp(chart[:, 0], middle[:, 0], middle[:, 1])
    return np.clip((chart[:, 1] - seam) / 1.5 + 0.5, 0, 1).astype(np.float32)


def _skin_block(
    person: Person, chart: Pixels, on_head: Pixels, moist: Pixels
) -> tuple[Pixels, Pixels, Pixels]:
    """Albedo, height and gloss of a block of samples."""
    column, row = (chart[:, 0] - LEFT_MM) * MAP_PX_PER_MM, (TOP_MM - chart[:, 1]) * MAP_PX_PER_MM
    traits = sample_maps(_maps(person), column, row)
    traits *= (on_head * (chart[:, 2] > FRONT_MM))[:, None]
    at = {name: traits[:, k] for k, name in enumerate(PLACES)}
    mottle = fractal_noise(chart, per_mm=0.28, octaves=2, seed=person.noise_seed("mottle"))
    albedo = linear_rgb(_lab(person, at, chart, mottle))

    cells = cell_distance(chart, per_mm=0.95, seed=person.noise_seed("pores"))
    pores = np.exp(-((cells / 0.33) ** 2)) * at["pores"] * (1 - at["lips"])
    albedo *= (1 - 0.15 * pores)[:, None]
    texture = fractal_noise(
        chart, per_mm=1.2, octaves=3, seed=person.noise_seed("texture"), gain=0.6
    )
    ribs = chart * np.array([1, 0.12, 0.12], dtype=np.float32)
    creases = abs(fractal_noise(ribs, per_mm=0.8, octaves=1, seed=person.noise_seed("lips")))
    height = 0.085 * texture * (1 - 0.7 * at["lips"]) - 0.09 * pores - 0.12 * at["lips"] * creases

    upper = _upper_lip(chart) * at["lips"]
    albedo *= (1 - 0.16 * upper)[:, None]
    albedo *= 1 - np.array([0.93, 0.965, 0.97], dtype=np.float32) * at["nostrils"][:, None]
    dark = person.darkness
    pink = linear_rgb(np.array([56 - 14 * dark, 19 - 4 * dark, 12], dtype=np.float32))
    wet = np.clip(1.2 * moist, 0, 1)[:, None] * on_head[:, None]
    albedo += (pink - albedo) * wet
    cover = (scalp_cover(person, chart) * on_head)[:, None]
    hair = linear_rgb(np.array(HAIR_LAB[person.hair_colour], dtype=np.float32))
    albedo += (0.55 * hair - albedo) * cover
    gloss = np.clip(0.55 + 0.75 * at["oil"], 0, 1.3) * (1 + 0.3 * texture)
    gloss = gloss * (1 - 0.9 * cover[:, 0]) + 0.55 * at["lips"] * (1 - 0.5 * upper)
    return albedo, height, gloss


def _cloth(person: Person, chart: Pixels) -> Pixels:
    """Where on the neck tube the garment begins: a round neckline."""
    hem = -140.0 + 0.10 * np.abs(chart[:, 0]) - 2.5 * np.maximum(chart[:, 2] / 10, 0)
    return (chart[:, 1] < hem).astype(np.float32)


def skin_of(person: Person, samples: Samples) -> Skin:
    """Evaluate the skin at all samples; eyes are left to `sample_images.eyes`."""
    count = len(samples.pixels)
    albedo = np.empty((count, 3), dtype=np.float32)
    height, gloss = np.empty(count, dtype=np.float32), np.empty(count, dtype=np.float32)
    for start in range(0, count, BLOCK):
        part = slice(start, start + BLOCK)
        on_head = samples.on_head[part].astype(np.float32)
        albedo[part], height[part], gloss[part] = _skin_block(
            person, samples.chart[part], on_head, samples.moist[part]
        )
    neck = np.flatnonzero(samples.part == Part.NECK)
    clothed = neck[_cloth(person, samples.chart[neck]) > 0]
    colour = person.stream("cloth").uniform(0.05, 0.35, 3).astype(np.float32)
    weave = fractal_noise(samples.chart[clothed], per_mm=0.7, octaves=2, seed=3)
    albedo[clothed] = colour * (1 + 0.12 * weave[:, None])
    skin = (samples.part != Part.EYE).astype(np.float32)
    skin[clothed] = 0
    return Skin(albedo, height * skin, gloss * skin, skin)
