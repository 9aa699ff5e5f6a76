"""A photo before it is kept: what is wrong with it, and how it differs from the first visit's."""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from metrics.evidence import ALGORITHM
from records.blobs import PhotoName
from records.figures import measured_photos
from tracking.access import Action
from tracking.chart import baselines_of, first_shots
from tracking.desk import Desk
from tracking.measure import face_landmarker
from vision.errors import Refusal
from vision.expression import classify_expression, expression_efforts
from vision.landmarks import Face, Pose, find_face
from vision.outline import eyes_of, outline_of
from vision.photo import Photo, read_photo, reduced
from vision.portrait import Portrait, view_portrait
from vision.quality import Finding

PREVIEW_PX = 560
TURN_DEG = 4.0
TIP_DEG = 5.0
LESS_EFFORT, MORE_EFFORT = 0.75, 1.6
"""Shares of the first visit's effort; beyond them lines differ because the muscle does."""
REST_EFFORT = 0.15


@dataclass(frozen=True, eq=False)
class Shot:
    """A photo as it came from a camera or a file.

    Attributes
    ----------
    sha256 : str
    refusal : Refusal or None
        Why it cannot be measured.
    findings : tuple of Finding
    preview : (h, w, 3) uint8 ndarray or None
        None when the file is no photo.
    expression : str or None
        The expression the face shows; None without a face.
    pose : Pose or None
    efforts : Mapping of str to float
    outline : tuple of (N, 2) float64 ndarray
        Lines of the face in pixels of the preview; empty without a face.
    eyes : (2, 2) float64 ndarray or None
        Outer corners of the eyes in pixels of the preview.
    """

    sha256: str
    refusal: Refusal | None
    findings: tuple[Finding, ...]
    preview: NDArray[np.uint8] | None
    expression: str | None = None
    pose: Pose | None = None
    efforts: Mapping[str, float] | None = None
    outline: tuple[NDArray[np.float64], ...] = ()
    eyes: NDArray[np.float64] | None = None


def get_ready() -> None:
    """Load what `check_shot` needs. Runs in any process."""
    face_landmarker()


def check_shot(data: bytes) -> Shot:
    """Look at a photo; nothing is kept. Runs in any process."""
    sha256 = hashlib.sha256(data).hexdigest()
    seen = view_portrait(data, face_landmarker())
    if isinstance(seen, Portrait):
        return _shot(seen.photo, seen.face, seen.refusal, seen.findings)
    photo = read_photo(data)
    if isinstance(photo, Refusal):
        return Shot(sha256, photo, (), None)
    face = find_face(photo, face_landmarker())
    return _shot(photo, None if isinstance(face, Refusal) else face, seen, ())


def first_photos(desk: Desk, client_id: str) -> dict[str, PhotoName]:
    """For each expression, the photo that later visits are compared with."""
    with desk.reading(Action.SEE_PHOTOS, client_id) as session:
        photos = first_shots(measured_photos(session, client_id, ALGORITHM))
    first = baselines_of(photos)
    return {photo.expression: photo.name for photo in photos if photo.photo_id in first}


def _shot(
    photo: Photo, face: Face | None, refusal: Refusal | None, findings: tuple[Finding, ...]
) -> Shot:
    preview, zoom = reduced(photo, PREVIEW_PX)
    if face is None:
        return Shot(photo.sha256, refusal, findings, preview)
    return Shot(
        photo.sha256,
        refusal,
        findings,
        preview,
        classify_expression(face),
        face.pose,
        expression_efforts(face),
        tuple((line + 0.5) * zoom - 0.5 for line in outline_of(face)),
        (eyes_of(face) + 0.5) * zoom - 0.5,
    )


def placed_outline(earlier: Shot, shot: Shot) -> tuple[NDArray[np.float64], ...]:
    """Lay the outline of an earlier photo over the preview of another, eyes upon eyes.

    Size and place are matched, turn and expression are not: they are what is to be seen.
    """
    if earlier.eyes is None or shot.eyes is None:
        return ()
    span = [np.linalg.norm(eyes[1] - eyes[0]) for eyes in (earlier.eyes, shot.eyes)]
    zoom = span[1] / span[0]
    centre, here = earlier.eyes.mean(0), shot.eyes.mean(0)
    return tuple((line - centre) * zoom + here for line in earlier.outline)


def differences(shot: Shot, earlier: Shot, expression: str) -> tuple[Finding, ...]:
    """Say how to take a photo again so that it is like the earlier one of the same expression."""
    if shot.pose is None or earlier.pose is None:
        return ()
    return (*_pose(shot.pose, earlier.pose), *_effort(shot, earlier, expression))


def _pose(pose: Pose, before: Pose) -> Iterator[Finding]:
    turned, tipped = pose.yaw - before.yaw, pose.pitch - before.pitch
    if abs(turned) > TURN_DEG:
        side = "right" if turned > 0 else "left"
        message = f"Let the client turn the head {abs(turned):.0f} degrees to their {side}."
        yield Finding("turned_unlike_first", "warn", turned, TURN_DEG, message)
    if abs(tipped) > TIP_DEG:
        way = "Lower" if tipped > 0 else "Raise"
        message = f"{way} the chin by {abs(tipped):.0f} degrees."
        yield Finding("tipped_unlike_first", "warn", tipped, TIP_DEG, message)


def _effort(shot: Shot, earlier: Shot, expression: str) -> Iterator[Finding]:
    now, before = dict(shot.efforts or {}), dict(earlier.efforts or {})
    if expression == "rest":
        strongest = max(now, key=lambda name: now[name] - before.get(name, 0.0))
        excess = now[strongest] - before.get(strongest, 0.0)
        if excess > REST_EFFORT:
            message = "Let the face rest as at the first visit: no frown, no smile, lips closed."
            yield Finding("not_at_rest", "warn", excess, REST_EFFORT, message)
        return
    if not before.get(expression):
        return
    share = now[expression] / before[expression]
    verb = {"frown": "Frown", "raise": "Raise the brows", "smile": "Smile"}[expression]
    if share < LESS_EFFORT:
        message = f"{verb} harder: like last time ({share:.0%} of that effort now)."
        yield Finding("less_effort", "warn", share, LESS_EFFORT, message)
    elif share > MORE_EFFORT:
        message = f"{verb} less hard: like last time ({share:.0%} of that effort now)."
        yield Finding("more_effort", "warn", share, MORE_EFFORT, message)
