"""The face's surface in a frame: normals and depth of the canonical mesh, and how the head turned.

Axes are those of `Face.rotation`: x to the picture's right, y up, z towards the camera.
"""

from functools import cache

import cv2
import numpy as np
from numpy.typing import NDArray
from scipy.interpolate import LinearNDInterpolator, NearestNDInterpolator

from vision.align import Alignment
from vision.canonical import canonical_mesh
from vision.frame import FaceFrame
from vision.regions import filled

TO_CAMERA_AXES = np.array([1.0, -1.0, -1.0])  # the mesh has y down and z away from the camera
GRID_PX = 4
SMOOTHING_MM = 2.0
CAMERA_DISTANCE_MM = 600.0  # only its order matters: a turn brings one cheek nearer


@cache
def _canonical_surface() -> NDArray[np.float64]:
    """Unit normal and place in millimetres (468, 6) of every mesh vertex, in camera axes."""
    vertices, triangles = canonical_mesh()
    places = vertices * TO_CAMERA_AXES
    corners = places[triangles]
    facets = np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])
    normals = np.zeros_like(places)
    for corner in range(3):
        np.add.at(normals, triangles[:, corner], facets)
    normals /= np.linalg.norm(normals, axis=1, keepdims=True)
    nose_outwards = np.sign(normals[1, 2])
    return np.hstack([normals * nose_outwards, places])


def canonical_surface(frame: FaceFrame) -> NDArray[np.float32]:
    """Canonical unit normal (x, y, z) and place (x, y, z in mm) of every frame pixel, (h, w, 6).

    Linear between the landmarks; the forehead above the mesh takes its nearest value.
    """
    surface = _canonical_surface()
    marks = frame.points[: len(surface)]
    height, width = frame.shape
    y, x = np.mgrid[0 : height + GRID_PX : GRID_PX, 0 : width + GRID_PX : GRID_PX]
    coarse = np.full((*x.shape, surface.shape[1]), np.nan)
    hull = cv2.convexHull(marks.astype(np.float32))[:, 0] / GRID_PX
    near = filled(x.shape, hull, margin_px=1) > 0  # far off, every triangle would be asked
    coarse[near] = LinearNDInterpolator(marks, surface)(x[near], y[near])
    beyond = np.isnan(coarse[..., 0])
    coarse[beyond] = NearestNDInterpolator(marks, surface)(x[beyond], y[beyond])
    sigma = SMOOTHING_MM * frame.px_per_mm / GRID_PX
    smooth = np.asarray(cv2.GaussianBlur(coarse.astype(np.float32), (0, 0), sigma))
    x_map, y_map = (
        axis.astype(np.float32) / GRID_PX
        for axis in np.meshgrid(np.arange(width), np.arange(height))
    )
    fine = [
        cv2.remap(np.ascontiguousarray(part), x_map, y_map, cv2.INTER_LINEAR)
        for part in (smooth[..., :3], smooth[..., 3:])
    ]
    return np.dstack(fine)


def seen_normals(
    surface: NDArray[np.float32], rotation: NDArray[np.float64]
) -> NDArray[np.float32]:
    """Unit normals (h, w, 3) of a canonical surface under a canonical-to-camera rotation."""
    normals = surface[..., :3] @ rotation.T.astype(np.float32)
    x, y, z = (normals[..., axis] for axis in range(3))
    length = np.sqrt(x * x + y * y + z * z)
    return np.asarray(normals / np.maximum(length, 1e-6)[..., None], np.float32)


def upright_rotation(
    rotation: NDArray[np.float64], to_photo: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Canonical-to-camera rotation as the frame sees it: the photo's, rolled upright with it."""
    turn = np.linalg.inv(to_photo[:, :2])
    turn /= np.sqrt(abs(np.linalg.det(turn)))
    roll = np.eye(3)
    roll[:2, :2] = turn * [[1, -1], [-1, 1]]
    return np.asarray(roll @ rotation)


def head_turn(
    alignment: Alignment,
    surface: NDArray[np.float32],
    rotation: NDArray[np.float64],
    skin: NDArray[np.bool_],
) -> NDArray[np.float64]:
    """Rotation (3, 3) of the head between the photos, in the frame's camera axes.

    Fitted to the dense displacement and the mesh's depth under weak perspective, with the change
    of camera distance as a nuisance [1]_: where a place moves with its depth, the head has turned.
    Displacements are known to a twentieth of a millimetre, so that this is several times sharper
    than the difference of two landmark poses.

    References
    ----------
    .. [1] Koenderink and van Doorn, "Affine structure from motion", JOSA A 8(2), 1991.
    """
    rows, columns = (axis[::61] for axis in np.nonzero(skin))
    frame = alignment.before
    places = np.column_stack([columns, rows]).astype(float)
    later = alignment.after.in_photo(places + alignment.displacement[rows, columns])
    to_frame = np.linalg.inv(np.vstack([frame.to_photo, [0, 0, 1]])) @ alignment.similarity
    later = later @ to_frame[:2, :2].T + to_frame[:2, 2]
    depth = (surface[rows, columns, 3:] @ rotation[2]) * frame.px_per_mm
    centre = np.append(places.mean(0), depth.mean())
    solid = (np.column_stack([places, depth]) - centre) * TO_CAMERA_AXES * [1, 1, -1]
    seen = (later - places.mean(0)) * TO_CAMERA_AXES[:2]
    two = np.empty((2, 3))
    for axis in (0, 1):
        place = solid[:, axis] / frame.px_per_mm
        terms = [
            solid[:, 0],
            solid[:, 1],
            solid[:, 2] - solid[:, axis] * place / CAMERA_DISTANCE_MM,
            solid[:, 2] * place,
            solid[:, 0] * solid[:, 1],
            np.ones(len(solid)),
        ]
        two[axis] = np.linalg.lstsq(np.column_stack(terms), seen[:, axis], rcond=None)[0][:3]
    left, _, right = np.linalg.svd(two, full_matrices=False)
    two = left @ right
    return np.vstack([two, np.cross(two[0], two[1])])
