"""Render one person in one shot, with the truth about every line."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from sample_images.camera import Shot, develop
from sample_images.expression import Expression
from sample_images.grooves import Groove
from sample_images.hair import hair_of
from sample_images.light import (
    ambient_irradiance,
    ambient_visibility,
    lamp_visibility,
    openness,
)
from sample_images.parts import Body, body
from sample_images.person import Person
from sample_images.raster import Pixels
from sample_images.relief import anatomical_folds, course, groove_relief
from sample_images.shading import shade
from sample_images.skin import skin_of
from sample_images.strands import Strands, draw
from sample_images.surface import Samples, VertexLight, photograph
from sample_images.truth import Truth, truth_of


@dataclass(frozen=True, eq=False)
class Rendering:
    """A photo of a synthetic person and what is known about it.

    Attributes
    ----------
    pixels : (height, width, 3) uint8 ndarray
        sRGB.
    truth : Truth
    """

    pixels: NDArray[np.uint8]
    truth: Truth


@dataclass(frozen=True, eq=False)
class _Subject:
    """What stays the same when only camera, light or grooves change."""

    body: Body
    ambient: Pixels
    openness: Pixels
    hair: tuple[Strands, ...]


@lru_cache(maxsize=3)
def _subject(person: Person, expression: Expression, effort: float) -> _Subject:
    solid = body(person, expression, effort)
    seen = ambient_visibility(solid)
    return _Subject(solid, seen, openness(solid, seen), hair_of(person, solid))


def _vertex_light(subject: _Subject, shot: Shot) -> VertexLight:
    lamps = [lamp_visibility(subject.body, lamp, shot.rotation) for lamp in shot.light.lamps]
    return VertexLight(
        subject.body.normals,
        ambient_irradiance(shot.light, subject.ambient, shot.rotation),
        np.stack(lamps, axis=1),
        subject.openness,
    )


def _wall(samples: Samples, shot: Shot) -> Pixels:
    """Background with a slight fall-off to the corners, (h, w, 3)."""
    height, width = samples.shape
    y = np.linspace(-1, 1, height, dtype=np.float32)[:, None, None]
    x = np.linspace(-1, 1, width, dtype=np.float32)[None, :, None]
    falloff = 1 - 0.11 * ((x + 0.3) ** 2 + (y + 0.2) ** 2)
    return np.ascontiguousarray(falloff * np.array(shot.background, dtype=np.float32))


def render(
    person: Person,
    shot: Shot,
    *,
    grooves: Iterable[Groove] = (),
    depth_scale: float = 1.0,
) -> Rendering:
    """Photograph a synthetic person.

    Parameters
    ----------
    person : Person
    shot : Shot
    grooves : iterable of Groove
        The wrinkles, for instance from `sample_images.anatomy.wrinkles`.
    depth_scale : float
        Factor on the depth of all grooves.
    """
    effort = 0.0 if shot.expression == "rest" else shot.effort
    subject = _subject(person, shot.expression, effort)
    light = _vertex_light(subject, shot)
    samples = photograph(subject.body, light, shot)
    lines = [course(g, subject.body, shot, depth_scale=depth_scale) for g in grooves]
    folds = [course(fold, subject.body, shot) for fold in anatomical_folds()]
    relief = groove_relief([*folds, *lines], samples, shot)
    skin = skin_of(person, samples)
    picture = _wall(samples, shot)
    picture.reshape(-1, 3)[samples.pixels] = shade(person, samples, skin, relief, shot)
    for strands in subject.hair:
        draw(picture, samples.depth, strands, light, shot)
    visible = [line for line in lines if line.depth_mm > 0]
    return Rendering(develop(picture, shot), truth_of(subject.body, visible, samples, shot))
