"""Random people, shots and repeats for benchmarks and tests; the same seed gives the same ones."""

from dataclasses import dataclass, replace
from typing import get_args

import numpy as np

from sample_images.anatomy import PLACES, wrinkles
from sample_images.camera import Shot
from sample_images.grooves import Groove
from sample_images.light import LIGHTS, turned
from sample_images.person import EyeColour, HairColour, HairStyle, Person, Tone

TONE_ORDER: tuple[Tone, ...] = get_args(Tone)
DARK_HAIR: tuple[HairColour, ...] = ("black", "grey", "white")


@dataclass(frozen=True)
class Sitter:
    """A person with known wrinkles in front of a camera."""

    person: Person
    grooves: tuple[Groove, ...]
    shot: Shot


def random_person(seed: int, *, tone: Tone | None = None) -> Person:
    """Draw a person; `tone` fixes the skin class."""
    stream = np.random.default_rng([seed, 0xFACE])
    drawn: Tone = tone or TONE_ORDER[int(stream.integers(len(TONE_ORDER)))]
    light = drawn in ("I", "II", "III")
    hair: tuple[HairStyle, ...] = get_args(HairStyle)
    style = hair[int(stream.integers(len(hair)))]
    colours: tuple[HairColour, ...] = get_args(HairColour) if light else DARK_HAIR
    eyes: tuple[EyeColour, ...] = get_args(EyeColour) if light else ("brown", "dark")
    stubble = float(stream.uniform(0, 0.7)) if style == "short" else 0.0
    return Person(
        seed=seed,
        tone=drawn,
        sex="male" if style == "short" else "female",
        hair=style,
        hair_colour=colours[int(stream.integers(len(colours)))],
        eyes=eyes[int(stream.integers(len(eyes)))],
        stubble=round(stubble, 2),
    )


def random_sitter(seed: int, *, width: int = 900, height: int = 1200) -> Sitter:
    """Draw a person at rest with random wrinkles, light, pose (5 degrees) and distance (10 %)."""
    stream = np.random.default_rng([seed, 0x517])
    person = random_person(seed)
    places = [place for place in PLACES if stream.random() < 0.8]
    grooves = wrinkles(person, severity=float(stream.uniform(0.7, 1.8)), places=places)
    light = LIGHTS[str(stream.choice(list(LIGHTS)))]
    shot = Shot(width=width, height=height, light=light)
    return Sitter(person, grooves, reposed(shot, seed, max_turn_deg=5, max_light_deg=0))


def reposed(shot: Shot, seed: int, *, max_turn_deg: float, max_light_deg: float) -> Shot:
    """Take a shot again: pose, distance (10 %), exposure and light move, nothing else.

    Parameters
    ----------
    shot : Shot
        The first shot.
    seed : int
    max_turn_deg : float
        Largest change of yaw and pitch; roll changes by up to half of it.
    max_light_deg : float
        Largest turn of the lamps around the vertical axis.
    """
    stream = np.random.default_rng([seed, 0x2E905E])
    yaw, pitch, roll = stream.uniform(-max_turn_deg, max_turn_deg, 3) * [1, 1, 0.5]
    return replace(
        shot,
        yaw=shot.yaw + float(yaw),
        pitch=shot.pitch + float(pitch),
        roll=shot.roll + float(roll),
        distance_mm=shot.distance_mm * float(stream.uniform(0.9, 1.1)),
        light=turned(shot.light, float(stream.uniform(-max_light_deg, max_light_deg))),
        exposure=shot.exposure * float(stream.uniform(0.93, 1.07)),
        seed=seed,
    )
