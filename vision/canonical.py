"""MediaPipe's canonical face and the map from a photo's face to it.

The canonical plane is the frontal view of MediaPipe's canonical face mesh in millimetres: x to
the image's right (the client's left), y down, z away from the camera, like the landmarks of a
photo. A place in it is the same place on every face and in every pose.
"""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterator
from functools import cache
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from scipy.interpolate import RBFInterpolator, make_interp_spline

from vision.model import face_model_path

if TYPE_CHECKING:
    from vision.frame import FaceFrame

MESH_MEMBER = "geometry_pipeline_metadata_landmarks.binarypb"
MESH_UNIT_MM = (10.0, -10.0, -10.0)  # the bundle has centimetres, y up, z towards the camera
VERTEX_FLOATS = 5  # x, y, z and two texture coordinates
SPLINE_POINTS = 100
SPLINE_SMOOTHING_MM2 = 17.0
GRID_MM = 4.0
INVERSION_STEPS = 100
INVERTED_WITHIN_MM = 0.05


def _varint(message: bytes, at: int) -> tuple[int, int]:
    """Read one base-128 integer; return it and the position behind it."""
    value = shift = 0
    while True:
        byte = message[at]
        at += 1
        value |= (byte & 0x7F) << shift
        shift += 7
        if byte < 0x80:
            return value, at


def _fields(message: bytes) -> Iterator[tuple[int, int | bytes]]:
    """Yield (field number, value) of a protocol buffer message, without its schema."""
    at = 0
    while at < len(message):
        key, at = _varint(message, at)
        number, wire_type = key >> 3, key & 7
        if wire_type == 0:
            value, at = _varint(message, at)
            yield number, value
            continue
        if wire_type == 2:
            size, at = _varint(message, at)
        else:
            size = {1: 8, 5: 4}[wire_type]
        yield number, message[at : at + size]
        at += size


@cache
def canonical_mesh() -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    """Read the canonical face mesh from the verified model bundle.

    Returns
    -------
    vertices : (468, 3) float64 ndarray, read-only
        Millimetres; x to the image's right, y down, z away from the camera. Vertex i is
        landmark i. Pupils lie near y = -27, the tip of the nose near y = 11.
    triangles : (898, 3) int64 ndarray, read-only
        Vertex indexes.

    Raises
    ------
    FaceModelError
        The face model is missing or is not the one we know.
    """
    with zipfile.ZipFile(face_model_path()) as bundle:
        metadata = bundle.read(MESH_MEMBER)
    # GeometryPipelineMetadata: field 1 is the mesh; Mesh3d: 3 vertex floats, 4 vertex indexes.
    mesh = next(value for number, value in _fields(metadata) if number == 1)
    assert isinstance(mesh, bytes)
    fields = list(_fields(mesh))
    floats = b"".join(v for number, v in fields if number == 3 and isinstance(v, bytes))
    indexes = [value for number, value in fields if number == 4]
    vertices = np.frombuffer(floats, "<f4").reshape(-1, VERTEX_FLOATS)[:, :3] * MESH_UNIT_MM
    triangles = np.array(indexes, np.int64).reshape(-1, 3)
    vertices.flags.writeable = triangles.flags.writeable = False
    return vertices, triangles


@cache
def _spline_landmarks() -> NDArray[np.int64]:
    """Landmarks spread evenly over the canonical face, by farthest-point sampling."""
    plane = canonical_mesh()[0][:, :2]
    chosen = [0]
    distance = np.linalg.norm(plane - plane[0], axis=1)
    while len(chosen) < SPLINE_POINTS:
        chosen.append(int(distance.argmax()))
        distance = np.minimum(distance, np.linalg.norm(plane - plane[chosen[-1]], axis=1))
    return np.array(chosen)


def _spline(frame: FaceFrame) -> RBFInterpolator:
    """Map from places in a frame to the canonical plane, both in mm."""
    chosen = _spline_landmarks()
    return RBFInterpolator(
        frame.points[chosen] / frame.px_per_mm,
        canonical_mesh()[0][chosen, :2],
        smoothing=SPLINE_SMOOTHING_MM2,
        kernel="thin_plate_spline",
    )


def _nodes(size: int, step: float) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Nodes over 0..size, and the (size, nodes) weights of cubic spline interpolation from them."""
    nodes = np.linspace(0, size - 1, int(np.ceil(size / step)) + 4)
    return nodes, make_interp_spline(nodes, np.eye(len(nodes)), k=3)(np.arange(size))


def _over_pixels(
    smooth: Callable[[NDArray[np.float64]], NDArray[np.float64]],
    shape: tuple[int, int],
    step: float,
) -> NDArray[np.float32]:
    """Evaluate a smooth map of (N, 2) pixels [x, y] at every pixel, by way of a coarse grid."""
    (rows, row_weights), (columns, column_weights) = (_nodes(size, step) for size in shape)
    x, y = np.meshgrid(columns, rows)
    coarse = smooth(np.column_stack([x.ravel(), y.ravel()])).reshape(len(rows), len(columns), 2)
    fine = np.empty((2, *shape), np.float32)  # x and y each in one piece
    for axis in range(2):
        fine[axis] = row_weights @ coarse[..., axis] @ column_weights.T
    return np.moveaxis(fine, 0, -1)


def face_coordinates(frame: FaceFrame) -> NDArray[np.float32]:
    """Canonical place of every frame pixel.

    A thin-plate spline [1]_ from 100 landmarks to their canonical places, lightly smoothed; up
    the forehead, beyond the mesh, it extrapolates. It is evaluated every 4 mm and interpolated.

    Returns
    -------
    (h, w, 2) float32 ndarray
        Canonical x, y in millimetres.

    References
    ----------
    .. [1] Bookstein, "Principal warps: thin-plate splines and the decomposition of
       deformations", IEEE TPAMI 11(6), 1989, doi:10.1109/34.24792.
    """
    spline = _spline(frame)
    return _over_pixels(
        lambda pixels: np.asarray(spline(pixels / frame.px_per_mm)),
        frame.shape,
        GRID_MM * frame.px_per_mm,
    )


def frame_coordinates(
    frame: FaceFrame, corner_mm: tuple[float, float], shape: tuple[int, int], px_per_mm: float
) -> NDArray[np.float32]:
    """Frame pixel of every pixel of a picture of the canonical plane: `face_coordinates` inverted.

    Parameters
    ----------
    frame : FaceFrame
    corner_mm : (float, float)
        Canonical x, y of the upper left corner of the picture, the outer corner of its pixel.
    shape : (int, int)
        Height and width of the picture in pixels.
    px_per_mm : float
        Scale of the picture.

    Returns
    -------
    (h, w, 2) float32 ndarray
        Frame x, y in pixels; beyond the frame where the picture reaches beyond it.
    """
    spline = _spline(frame)
    chosen = _spline_landmarks()
    ends = np.column_stack([frame.points[chosen] / frame.px_per_mm, np.ones(len(chosen))])
    onto_plane = np.linalg.lstsq(ends, canonical_mesh()[0][chosen, :2])[0]
    turn, shift = onto_plane[:2], onto_plane[2]

    def inverted(pixels: NDArray[np.float64]) -> NDArray[np.float64]:
        # The spline is nearly affine, so Newton's steps with the affine part alone converge.
        wanted = (pixels + 0.5) / px_per_mm + corner_mm
        places = np.linalg.solve(turn.T, (wanted - shift).T).T
        for _ in range(INVERSION_STEPS):
            away = wanted - spline(places)
            if np.abs(away).max() < INVERTED_WITHIN_MM:
                break
            places += np.linalg.solve(turn.T, away.T).T
        return np.asarray(places * frame.px_per_mm)

    return _over_pixels(inverted, shape, GRID_MM * px_per_mm)
