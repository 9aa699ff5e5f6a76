"""Topology of the head: the canonical face sheet with eye and mouth openings, closed to a skull.

MediaPipe's canonical face is an open disk of 468 vertices without openings. Here the triangles
inside the eye and lip contours are removed, rings of new vertices are grown into the openings
and back over the skull, and the whole sheet is smoothed by Loop subdivision.
"""

from dataclasses import dataclass
from functools import cache
from typing import Literal

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray
from scipy.sparse.linalg import SuperLU, splu

from sample_images.contours import EYES, FOREHEAD_TOP, INNER_LIPS
from vision.canonical import canonical_mesh

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Opening = Literal["right_eye", "left_eye", "mouth", "skull"]

RING_COUNTS: dict[Opening, int] = {"right_eye": 2, "left_eye": 2, "mouth": 2, "skull": 8}
LOOP_STEPS = 3
SHRINKAGE_COMPENSATION = 0.85


@dataclass(frozen=True, eq=False)
class Ring:
    """New vertices grown from the landmarks around an opening.

    Attributes
    ----------
    opening : str
    step : int
        0 for the ring next to the landmarks.
    source, vertices : (k,) int64 ndarray
        Landmarks around the opening and the new vertices grown from them.
    """

    opening: Opening
    step: int
    source: Ints
    vertices: Ints


@dataclass(frozen=True, eq=False)
class HeadTopology:
    """Connectivity of the coarse cage and of the fine surface.

    Attributes
    ----------
    cage_size : int
        Number of cage vertices; the first 468 are the landmarks.
    rings : tuple of Ring
    triangles : (m, 3) int32 ndarray
        Fine triangles, counter-clockwise from outside.
    """

    cage_size: int
    rings: tuple[Ring, ...]
    triangles: NDArray[np.int32]
    _weights: sp.csr_matrix
    _solver: SuperLU

    def refine(self, values: Floats) -> Floats:
        """Carry (cage_size, k) values to the fine vertices by plain subdivision."""
        return np.asarray(self._weights @ values)

    def surface(self, cage: Floats) -> Floats:
        """Fine positions whose first vertices stay (nearly) at the cage vertices.

        Loop subdivision shrinks; most of it is undone by moving the cage outwards first.
        """
        kept = SHRINKAGE_COMPENSATION
        return self.refine(cage * (1 - kept) + self._solver.solve(cage) * kept)


def _boundary_loops(triangles: Ints) -> list[Ints]:
    edges = {(int(t[k]), int(t[(k + 1) % 3])) for t in triangles for k in range(3)}
    following = {a: b for a, b in edges if (b, a) not in edges}
    loops = []
    while following:
        start = min(following)
        loop = [start]
        while (vertex := following.pop(loop[-1])) != start:
            loop.append(vertex)
        loops.append(np.array(loop))
    return loops


def _opening_of(loop: Ints) -> Opening:
    marks: dict[int, Opening] = {
        EYES[0][0]: "right_eye",
        EYES[1][0]: "left_eye",
        INNER_LIPS[0]: "mouth",
        FOREHEAD_TOP: "skull",
    }
    return next(name for mark, name in marks.items() if mark in loop)


def _loop_step(triangles: Ints, count: int) -> tuple[sp.csr_matrix, Ints]:
    """One step of Loop (1987) with cubic B-spline boundaries: weights and new triangles."""
    sides = np.vstack([triangles[:, [0, 1]], triangles[:, [1, 2]], triangles[:, [2, 0]]])
    opposite = np.concatenate([triangles[:, 2], triangles[:, 0], triangles[:, 1]])
    edges, edge_of_side, uses = np.unique(
        np.sort(sides, axis=1), axis=0, return_inverse=True, return_counts=True
    )
    edge_of_side = edge_of_side.ravel()
    size = (len(edges), count)
    row = np.arange(len(edges)).repeat(2)
    ends = sp.csr_matrix((np.ones(len(row)), (row, edges.ravel())), size)
    wings = sp.csr_matrix((np.ones(len(opposite)), (edge_of_side, opposite)), size)
    inner = (uses == 2).astype(float)
    edge_points = sp.diags(0.5 - 0.125 * inner) @ ends + sp.diags(0.125 * inner) @ wings

    rim_ends = sp.diags(1 - inner) @ ends
    on_rim = np.asarray(rim_ends.sum(0)).ravel() > 0
    valence = np.asarray(ends.sum(0)).ravel()
    weight = (0.625 - (0.375 + 0.25 * np.cos(2 * np.pi / valence)) ** 2) / valence
    weight[on_rim] = 0
    neighbours = ends.T @ ends - sp.diags(valence)
    rim_valence = np.asarray(rim_ends.sum(0)).ravel()
    rim_neighbours = rim_ends.T @ ends - sp.diags(rim_valence)
    own = np.where(on_rim, 0.75, 1 - valence * weight)
    vertex_points = sp.diags(own) + sp.diags(weight) @ neighbours + 0.125 * rim_neighbours

    first, second, third = (count + edge_of_side.reshape(3, -1))[:3]
    finer = np.vstack(
        [
            np.c_[triangles[:, 0], first, third],
            np.c_[triangles[:, 1], second, first],
            np.c_[triangles[:, 2], third, second],
            np.c_[first, second, third],
        ]
    )
    return sp.vstack([vertex_points, edge_points]).tocsr(), finer


@cache
def head_topology() -> HeadTopology:
    """Topology of the head, built once per process."""
    vertices, triangles = canonical_mesh()
    triangles = np.asarray(triangles, dtype=np.int64)
    for contour in (*EYES, INNER_LIPS):
        triangles = triangles[~np.isin(triangles, contour).all(axis=1)]
    count = len(vertices)
    rings: list[Ring] = []
    strips = [triangles]
    for source in _boundary_loops(triangles):
        opening, current = _opening_of(source), source
        for step in range(RING_COUNTS[opening]):
            grown = np.arange(count, count + len(source))
            count += len(source)
            ahead, grown_ahead = np.roll(current, -1), np.roll(grown, -1)
            strips += [np.c_[ahead, current, grown], np.c_[ahead, grown, grown_ahead]]
            rings.append(Ring(opening, step, source, grown))
            current = grown
    fine, weights = np.vstack(strips), sp.identity(count, format="csr")
    for _ in range(LOOP_STEPS):
        finer, fine = _loop_step(fine, weights.shape[0])
        weights = (finer @ weights).tocsr()
    solver = splu(sp.csc_matrix(weights[:count]))
    return HeadTopology(count, tuple(rings), fine.astype(np.int32), weights, solver)


def vertex_normals(positions: Floats, triangles: NDArray[np.int32]) -> Floats:
    """Area-weighted unit normals of (n, 3) positions."""
    corners = positions[triangles]
    faces = np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])
    normals = np.stack(
        [
            np.bincount(triangles.ravel(), faces[:, axis].repeat(3), len(positions))
            for axis in range(3)
        ],
        axis=1,
    )
    return np.asarray(normals / np.maximum(np.linalg.norm(normals, axis=1, keepdims=True), 1e-12))


def smooth_mesh(
    positions: Floats, triangles: Ints, *, steps: int
) -> tuple[Floats, NDArray[np.int32]]:
    """Loop-subdivide a small mesh (ears, neck)."""
    for _ in range(steps):
        weights, triangles = _loop_step(triangles, len(positions))
        positions = np.asarray(weights @ positions)
    return positions, triangles.astype(np.int32)
