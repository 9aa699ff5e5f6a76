"""Parts beside the face sheet: eyeballs, ears, neck and shoulders; and the whole body stacked."""

from dataclasses import dataclass
from enum import IntEnum
from functools import cache

import numpy as np
from numpy.typing import NDArray

from sample_images.expression import Expression, displaced
from sample_images.mesh import Floats, Ints, head_topology, smooth_mesh, vertex_normals
from sample_images.person import Person
from sample_images.shape import (
    EYEBALL_RADIUS_MM,
    cage,
    eyeball_centres,
    landmarks_at_rest,
    lid_margin,
    ramp,
    template_surface,
)


class Part(IntEnum):
    """What a triangle belongs to."""

    HEAD = 0
    EYE = 1
    EAR = 2
    NECK = 3


@dataclass(frozen=True, eq=False)
class Body:
    """Everything solid of one person making one expression, in head coordinates (mm).

    Attributes
    ----------
    positions, normals : (n, 3) float64 ndarray
        The first vertices are the head sheet; the first 468 of them are the landmarks.
    chart : (n, 3) float64 ndarray
        Where skin is looked up: the template's position for the head, own coordinates for parts.
    moist : (n,) float64 ndarray
        Share of wet lid margin.
    triangles : (m, 3) int32 ndarray
    part : (m,) int8 ndarray
        `Part` of every triangle.
    eyes : two (3,) float64 ndarray
        Centres of the right and left eyeball.
    """

    positions: Floats
    normals: Floats
    chart: Floats
    moist: Floats
    triangles: NDArray[np.int32]
    part: NDArray[np.int8]
    eyes: tuple[Floats, Floats]

    @property
    def head_size(self) -> int:
        """Number of vertices of the head sheet."""
        return len(template_surface())


def _quads(rows: int, columns: int, first: int = 0) -> Ints:
    """Triangles of a grid of rows that close around."""
    a = first + np.arange(rows * columns).reshape(rows, columns)
    b = np.roll(a, -1, axis=1)
    here, right, below, below_right = a[:-1], b[:-1], a[1:], b[1:]
    lower = np.stack([here, below, below_right], axis=-1)
    upper = np.stack([here, below_right, right], axis=-1)
    return np.concatenate([lower.reshape(-1, 3), upper.reshape(-1, 3)])


def _fan(columns: int) -> Ints:
    """Triangles from vertex 0 to the ring that starts at vertex 1."""
    ring = 1 + np.arange(columns)
    return np.asarray(np.c_[np.zeros(columns, dtype=np.int64), ring, np.roll(ring, -1)])


@cache
def _eyeball() -> tuple[Floats, NDArray[np.int32]]:
    """Front of a sphere about the origin."""
    polar = np.linspace(0, 0.62 * np.pi, 64)[1:, None]
    around = np.linspace(0, 2 * np.pi, 96, endpoint=False)[None]
    rings = np.stack(
        [
            np.sin(polar) * np.cos(around),
            np.sin(polar) * np.sin(around),
            np.cos(polar + 0 * around),
        ],
        axis=-1,
    )
    positions = np.vstack([[[0.0, 0.0, 1.0]], rings.reshape(-1, 3)]) * EYEBALL_RADIUS_MM
    triangles = np.vstack([_fan(96), _quads(63, 96, first=1)])
    return positions, triangles.astype(np.int32)


@cache
def _ear(side: int) -> tuple[Floats, NDArray[np.int32]]:
    """Auricle of 61 x 34 mm as a relief over an ellipse: helix, antihelix, concha, tragus."""
    radius = np.linspace(0, 1, 14)[1:, None]
    around = np.linspace(0, 2 * np.pi, 40, endpoint=False)[None]
    r = np.concatenate([[0.0], (radius + 0 * around).ravel()])
    angle = np.concatenate([[0.0], (0 * radius + around).ravel()])
    along = 16.5 * r * np.cos(angle) * (1 + 0.22 * np.sin(angle))
    upward = 30.5 * r * np.sin(angle)
    behind = 1 - 0.9 * ramp(0.2, -0.9, np.cos(angle))
    helix = 4.2 * np.exp(-(((r - 0.90) / 0.09) ** 2)) * ramp(-1.05, -0.5, np.sin(angle))
    antihelix = 3.2 * np.exp(-(((r - 0.58) / 0.12) ** 2))
    concha = -6.0 * np.exp(-((r / 0.38) ** 2)) - 3.8 * ramp(0.93, 1, r)
    tragus = 3.5 * np.exp(-((along + 11) ** 2 + (upward + 1) ** 2) / 12)
    relief = (helix + antihelix) * behind + concha + tragus

    flare = np.radians(24)
    back = np.array([side * np.sin(flare), 0, -np.cos(flare)])
    out = np.array([side * np.cos(flare), 0, np.sin(flare)])
    up = np.array([0, 0.97, -0.2])
    root = np.array([side * 67.5, 9.0, -31.0]) + 14.5 * back
    positions = root + along[:, None] * back + upward[:, None] * up + relief[:, None] * out
    triangles = np.vstack([_fan(40), _quads(13, 40, first=1)])
    corner = positions[triangles[5]]
    if np.cross(corner[1] - corner[0], corner[2] - corner[0]) @ out < 0:
        triangles = triangles[:, ::-1]
    return smooth_mesh(positions, triangles, steps=1)


@cache
def _neck() -> tuple[Floats, NDArray[np.int32]]:
    """Tube of elliptic rings (y, half width, half depth, centre z) down to the shoulders."""
    rings = np.array(
        [
            (-20, 45, 48, -56),
            (-55, 46, 48, -56),
            (-85, 47, 48, -53),
            (-115, 49, 49, -52),
            (-135, 55, 51, -53),
            (-148, 80, 59, -54),
            (-160, 125, 68, -55),
            (-173, 170, 78, -55),
            (-195, 205, 90, -55),
            (-235, 220, 105, -55),
            (-340, 225, 115, -55),
        ],
        dtype=float,
    )
    around = np.linspace(0, 2 * np.pi, 48, endpoint=False)[None]
    y, width, depth, z = (column[:, None] for column in rings.T)
    positions = np.stack(
        [width * np.cos(around), y + 0 * around, z + depth * np.sin(around)], axis=-1
    )
    return smooth_mesh(positions.reshape(-1, 3), _quads(len(rings), 48)[:, ::-1], steps=2)


def body(person: Person, expression: Expression, effort: float) -> Body:
    """Build the solid parts of a person making an expression."""
    topology = head_topology()
    rest = landmarks_at_rest(person)
    eyes = eyeball_centres(rest)
    head = topology.surface(cage(displaced(rest, expression, effort)))
    breadth = rest[:, 0].max() / 70.9
    ball, ball_faces = _eyeball()
    neck, neck_faces = _neck()
    ears = [_ear(side) for side in (-1, 1)]
    pieces: list[tuple[Part, Floats, Floats, NDArray[np.int32]]] = [
        (Part.HEAD, head, template_surface(), topology.triangles),
        *((Part.EYE, ball + centre, ball, ball_faces) for centre in eyes),
        *((Part.EAR, ear * [breadth, 1, 1], ear, faces) for ear, faces in ears),
        (Part.NECK, neck, neck, neck_faces),
    ]
    starts = np.cumsum([0] + [len(positions) for _, positions, _, _ in pieces])
    count = starts[-1]
    moist = np.zeros(count)
    moist[: len(head)] = lid_margin(topology)
    return Body(
        positions=np.vstack([positions for _, positions, _, _ in pieces]),
        normals=np.vstack([vertex_normals(positions, faces) for _, positions, _, faces in pieces]),
        chart=np.vstack([chart for _, _, chart, _ in pieces]),
        moist=moist,
        triangles=np.vstack([p[3] + start for p, start in zip(pieces, starts, strict=False)]),
        part=np.concatenate([np.full(len(p[3]), p[0], dtype=np.int8) for p in pieces]),
        eyes=eyes,
    )
