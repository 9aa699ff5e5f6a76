"""Who is rendered: tone, hair, eyes, and the random streams that make a face individual."""

from dataclasses import dataclass
from typing import Literal
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

Tone = Literal["I", "II", "III", "IV", "V", "VI"]
Sex = Literal["female", "male"]
HairStyle = Literal["short", "tied"]
HairColour = Literal["black", "brown", "blond", "grey", "white"]
EyeColour = Literal["brown", "blue", "green", "dark"]

TONES: dict[Tone, tuple[float, float, float]] = {
    "I": (72, 9, 13),
    "II": (68, 11, 16),
    "III": (62, 13, 19),
    "IV": (54, 14, 21),
    "V": (44, 13, 19.5),
    "VI": (34, 11, 15),
}
"""CIELAB (D65) of skin whose ITA lies in the middle of the six classes of Chardon (1991)."""

HAIR_LAB: dict[HairColour, tuple[float, float, float]] = {
    "black": (9, 1, 1),
    "brown": (20, 6, 9),
    "blond": (48, 7, 22),
    "grey": (46, 0, 1),
    "white": (72, 0, 2),
}


@dataclass(frozen=True)
class Person:
    """One synthetic person.

    Attributes
    ----------
    seed : int
        Decides face shape, skin pattern and hair, each by its own random stream.
    tone : {"I", "II", "III", "IV", "V", "VI"}
        Skin class by individual typology angle, from very light to dark.
    sex : {"female", "male"}
        Jaw, brow ridge, nose, lips and brows.
    hair : {"short", "tied"}
    hair_colour : {"black", "brown", "blond", "grey", "white"}
    eyes : {"brown", "blue", "green", "dark"}
    stubble : float
        Beard shadow, 0 (none) to 1.
    """

    seed: int
    tone: Tone = "III"
    sex: Sex = "female"
    hair: HairStyle = "tied"
    hair_colour: HairColour = "brown"
    eyes: EyeColour = "brown"
    stubble: float = 0.0

    def stream(self, purpose: str) -> np.random.Generator:
        """Random stream of this person for one purpose, independent of all others."""
        return np.random.default_rng([self.seed, crc32(purpose.encode())])

    def noise_seed(self, purpose: str) -> int:
        """Seed of a noise field for one purpose."""
        return int(self.stream(purpose).integers(1, 2**30))

    @property
    def darkness(self) -> float:
        """0 for light skin to 1 for dark skin."""
        return float(np.clip((70 - TONES[self.tone][0]) / 35, 0, 1))


def linear_rgb(lab: NDArray[np.float32]) -> NDArray[np.float32]:
    """Convert CIELAB (D65, 2 degrees) to linear sRGB, clipped below at 0.002 (IEC 61966-2-1).

    Parameters
    ----------
    lab : (..., 3) float32 ndarray
    """
    lightness = (lab[..., 0] + 16) / 116
    ratio = np.stack(
        [lightness + lab[..., 1] / 500, lightness, lightness - lab[..., 2] / 200], axis=-1
    )
    xyz = np.where(ratio > 6 / 29, ratio**3, 3 * (6 / 29) ** 2 * (ratio - 4 / 29))
    xyz = (xyz * [0.95047, 1.0, 1.08883]).astype(np.float32)
    to_rgb = np.array(
        [[3.2406, -1.5372, -0.4986], [-0.9689, 1.8758, 0.0415], [0.0557, -0.2040, 1.0570]],
        dtype=np.float32,
    )
    return np.maximum(xyz @ to_rgb.T, np.float32(0.002))
