"""Faces by MediaPipe's FaceLandmarker: find, cut out, then place 478 points."""

import os
import tempfile
import threading
import weakref
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple

import cv2
import mediapipe as mp
import numpy as np
from mediapipe.tasks.python import BaseOptions
from mediapipe.tasks.python import vision as tasks
from numpy.typing import NDArray

from vision.landmarks import Face, pose_of
from vision.model import face_model_path
from vision.photo import block_means
from vision.regions import NOSE_TIP

# The detector sees 128 x 128 px of what it is given and the landmark model 256 x 256 px of a face,
# so larger copies only cost time.
_SEARCH_PX = 640
_MAX_TILES_PER_SIDE = 4
_CUT_OUT_PX = 768
_CUT_OUT_IN_BOXES = 2.0
_GREY = 128
_MIN_SCORE = 0.6
# Tiles are many, and each is a chance to see a face in a knee.
_MIN_SCORE_IN_TILE = 0.75
# Said once per process, at the first look whose buffers happen to lie so: not always the first.
_LAST_NOTICE = b"memory is not aligned"


class _Box(NamedTuple):
    """Square round a face: centre and side in photo pixels, and the detector's score."""

    x: float
    y: float
    side: float
    score: float

    def scaled(self, factor: float) -> "_Box":
        return _Box(self.x * factor, self.y * factor, self.side * factor, self.score)

    def moved(self, right: float, down: float) -> "_Box":
        return self._replace(x=self.x + right, y=self.y + down)

    def holds(self, x: float, y: float) -> bool:
        return max(abs(x - self.x), abs(y - self.y)) < self.side / 2


class MediaPipeLandmarker:
    """MediaPipe Tasks face detector and landmarker from one model bundle.

    The detector finds faces, small ones too, and tells how upright they are. Every face is then
    cut out, so that its landmarks depend neither on the size of the photo nor on the place in it.
    Safe to share between threads; keep one per process.
    """

    def __init__(self) -> None:
        path = face_model_path()
        with zipfile.ZipFile(path) as bundle:
            detector = bundle.read("face_detector.tflite")
        with _native_stderr_hidden() as said:
            self._detector = tasks.FaceDetector.create_from_options(
                tasks.FaceDetectorOptions(
                    base_options=BaseOptions(model_asset_buffer=detector),
                    min_detection_confidence=_MIN_SCORE,
                )
            )
            self._landmarker = tasks.FaceLandmarker.create_from_options(
                tasks.FaceLandmarkerOptions(
                    base_options=BaseOptions(model_asset_path=str(path)),
                    output_face_blendshapes=True,
                    output_facial_transformation_matrixes=True,
                )
            )
            # The first look warns as well.
            self._landmarker.detect(_mp_image(np.zeros((256, 256, 3), np.uint8)))
            self._detector.detect(_mp_image(np.zeros((256, 256, 3), np.uint8)))
        self._notice_due = not any(_LAST_NOTICE in text for text in said)
        self._lock = threading.Lock()
        weakref.finalize(self, _close, self._detector, self._landmarker)

    def detect(self, pixels: NDArray[np.uint8]) -> tuple[Face, ...]:
        """See `vision.landmarks.Landmarker.detect`."""
        with self._lock:
            if not self._notice_due:
                return self._faces(pixels)
            with _native_stderr_hidden() as said:
                faces = self._faces(pixels)
            self._notice_due = not any(_LAST_NOTICE in text for text in said)
            return faces

    def _faces(self, pixels: NDArray[np.uint8]) -> tuple[Face, ...]:
        faces: list[tuple[_Box, Face]] = []
        for box in self._boxes(pixels):
            face = self._face_in(pixels, box)
            if face is None:
                continue
            x, y = face.points[NOSE_TIP, :2]
            if not any(other.holds(x, y) for other, _ in faces):
                faces.append((box, face))
        return tuple(face for _, face in faces)

    def _boxes(self, pixels: NDArray[np.uint8]) -> list[_Box]:
        """Distinct boxes in photo pixels, surest first."""
        found = self._boxes_in(pixels) or self._boxes_beyond(pixels) or self._boxes_in_tiles(pixels)
        height, width = pixels.shape[:2]
        distinct: list[_Box] = []
        for box in sorted(found, key=lambda box: -box.score):
            on_photo = box.holds(np.clip(box.x, 0, width), np.clip(box.y, 0, height))
            if on_photo and not any(other.holds(box.x, box.y) for other in distinct):
                distinct.append(box)
        return distinct

    def _boxes_in(self, pixels: NDArray[np.uint8]) -> list[_Box]:
        small, factor = _reduced(pixels, _SEARCH_PX)
        boxes = []
        for detection in self._detector.detect(_mp_image(small)).detections:
            frame = detection.bounding_box
            x, y = frame.origin_x + frame.width / 2, frame.origin_y + frame.height / 2
            score = float(detection.categories[0].score)
            boxes.append(_Box(x, y, frame.height, score).scaled(factor))
        return boxes

    def _boxes_beyond(self, pixels: NDArray[np.uint8]) -> list[_Box]:
        """Faces cut by the photo's edge, which the detector knows when there is room around."""
        small, factor = _reduced(pixels, _SEARCH_PX)
        height, width = small.shape[:2]
        roomy = np.full((2 * height, 2 * width, 3), _GREY, np.uint8)
        left, top = width // 2, height // 2
        roomy[top : top + height, left : left + width] = small
        boxes = self._boxes_in(roomy)
        return [box.moved(-left, -top).scaled(factor) for box in boxes]

    def _boxes_in_tiles(self, pixels: NDArray[np.uint8]) -> list[_Box]:
        """Faces too small to be seen in the whole photo."""
        copy, factor = _reduced(pixels, _SEARCH_PX * _MAX_TILES_PER_SIDE)
        parts = min(_MAX_TILES_PER_SIDE, -(-max(copy.shape) // _SEARCH_PX))
        if parts == 1:
            return []
        return [
            box.moved(left, top).scaled(factor)
            for left, top, tile in _tiles(copy, parts)
            for box in self._boxes_in(tile)
            if box.score >= _MIN_SCORE_IN_TILE
        ]

    def _face_in(self, pixels: NDArray[np.uint8], box: _Box) -> Face | None:
        side = round(_CUT_OUT_IN_BOXES * box.side)
        left, top = round(box.x - side / 2), round(box.y - side / 2)
        factor = _factor(side, _CUT_OUT_PX)
        small = _cut_out_reduced(pixels, left, top, side // factor, factor)
        found = self._landmarker.detect(_mp_image(small))
        if not found.face_landmarks:
            return None
        points = np.array([[mark.x, mark.y, mark.z] for mark in found.face_landmarks[0]])
        points = points * (small.shape[0] * factor) + [left - 0.5, top - 0.5, 0]
        matrix = np.asarray(found.facial_transformation_matrixes[0], float)
        rotation, _ = np.linalg.qr(matrix[:3, :3])
        rotation *= np.sign(np.diag(rotation))
        scores = {shape.category_name: float(shape.score) for shape in found.face_blendshapes[0]}
        return Face(points, rotation, pose_of(rotation), scores, box.score)


def _reduced(pixels: NDArray[np.uint8], enough_px: int) -> tuple[NDArray[np.uint8], int]:
    """Copy reduced by a whole factor, which is fast, to a long side of `enough_px` or more."""
    factor = _factor(max(pixels.shape[:2]), enough_px)
    return block_means(pixels, factor), factor


def _factor(side_px: int, enough_px: int) -> int:
    """Largest whole factor that leaves a side `enough_px` or more."""
    return max(1, side_px // enough_px)


def _cut_out_reduced(
    pixels: NDArray[np.uint8], left: int, top: int, side: int, factor: int
) -> NDArray[np.uint8]:
    """Square of (side, side) blocks of `factor` pixels; grey where it reaches beyond the photo."""
    room = np.full((side, side, 3), _GREY, np.uint8)
    height, width = pixels.shape[:2]
    rows, columns = _blocks_on(top, height, side, factor), _blocks_on(left, width, side, factor)
    if not rows or not columns:
        return room
    y, x = top + factor * rows.start, left + factor * columns.start
    below, right = top + factor * rows.stop, left + factor * columns.stop
    seen = pixels[max(y, 0) : below, max(x, 0) : right]
    beyond = (max(-y, 0), max(below - height, 0), max(-x, 0), max(right - width, 0))
    if any(beyond):
        grey = (_GREY, _GREY, _GREY)
        seen = np.asarray(
            cv2.copyMakeBorder(seen, *beyond, cv2.BORDER_CONSTANT, value=grey), np.uint8
        )
    room[rows.start : rows.stop, columns.start : columns.stop] = cv2.resize(
        seen, (len(columns), len(rows)), interpolation=cv2.INTER_AREA
    )
    return room


def _blocks_on(start: int, size: int, count: int, factor: int) -> range:
    """Which of `count` blocks of pixels from `start` on reach into 0..size."""
    return range(max(0, -start // factor), min(count, -((start - size) // factor)))


def _tiles(pixels: NDArray[np.uint8], parts: int) -> Iterator[tuple[int, int, NDArray[np.uint8]]]:
    """Left, top and pixels of tiles of 1/`parts` of each side, overlapping by half."""
    height, width = pixels.shape[0] // parts, pixels.shape[1] // parts
    for row in range(2 * parts - 1):
        for column in range(2 * parts - 1):
            top, left = row * height // 2, column * width // 2
            yield left, top, pixels[top : top + height, left : left + width]


def _mp_image(pixels: NDArray[np.uint8]) -> mp.Image:
    return mp.Image(image_format=mp.ImageFormat.SRGB, data=np.ascontiguousarray(pixels))


def _close(*landmarkers: tasks.FaceLandmarker | tasks.FaceDetector) -> None:
    with _native_stderr_hidden():
        for landmarker in landmarkers:
            try:
                landmarker.close()
            except RuntimeError:
                # At interpreter exit MediaPipe's own thread is gone already. Without its handle
                # the object lets itself be collected; the operating system frees the graph.
                landmarker._handle = None


@contextmanager
def _native_stderr_hidden() -> Iterator[list[bytes]]:
    """Hide what MediaPipe's C++ writes past Python, which no setting stops, and hand it over."""
    hidden: list[bytes] = []
    try:
        kept = os.dup(2)
    except OSError:  # a windowed process has no stderr
        yield hidden
        return
    with tempfile.TemporaryFile() as aside:
        os.dup2(aside.fileno(), 2)
        try:
            yield hidden
        finally:
            os.dup2(kept, 2)
            os.close(kept)
            aside.seek(0)
            hidden.append(aside.read())
