"""Rendered people photographed, and photographed again with unchanged skin."""

from collections.abc import Iterator
from dataclasses import replace

import cv2

from benchmarks.rendered_people import RenderedPhoto, read_rendered
from sample_images.camera import Shot
from sample_images.light import LIGHTS
from sample_images.people import Sitter, reposed
from sample_images.render import render
from vision.errors import Refusal
from vision.landmarks import Landmarker

MAX_TURN_DEG, MAX_LIGHT_DEG = 5.0, 25.0
REPEATS = 3


def shots(
    sitter: Sitter, seed: int, *, max_light_deg: float = MAX_LIGHT_DEG
) -> Iterator[tuple[Shot, Shot]]:
    """A first shot and the same taken again, in two of the usual rooms."""
    rooms = list(LIGHTS)
    for room in (rooms[seed % len(rooms)], rooms[(seed + 3) % len(rooms)]):
        first = replace(sitter.shot, light=LIGHTS[room])
        for repeat in range(REPEATS):
            yield (
                first,
                reposed(
                    first,
                    100 * seed + repeat,
                    max_turn_deg=MAX_TURN_DEG,
                    max_light_deg=max_light_deg,
                ),
            )


def shots_under_all_lamps(sitter: Sitter, seed: int) -> Iterator[tuple[Shot, Shot]]:
    """`shots` under lamps that moved, and then under the same."""
    for degrees in (MAX_LIGHT_DEG, 0.0):
        yield from shots(sitter, seed, max_light_deg=degrees)


class Studio:
    """Photographs sitters, and remembers the last first shot."""

    def __init__(self, landmarker: Landmarker) -> None:
        self._landmarker = landmarker
        self._last: tuple[Sitter, Shot, RenderedPhoto] | None = None

    def first(self, sitter: Sitter, shot: Shot) -> RenderedPhoto:
        """Photograph, or return the shot taken just before."""
        if self._last is None or self._last[:2] != (sitter, shot):
            self._last = (sitter, shot, self.photograph(sitter, shot))
        return self._last[2]

    def photograph(self, sitter: Sitter, shot: Shot, *, depth_scale: float = 1.0) -> RenderedPhoto:
        """Render, encode and read back one photo."""
        picture = render(sitter.person, shot, grooves=sitter.grooves, depth_scale=depth_scale)
        _, data = cv2.imencode(".png", picture.pixels[..., ::-1])
        photo = read_rendered(shot.seed, picture, data.tobytes(), self._landmarker)
        if isinstance(photo, Refusal):
            raise SystemExit(f"A rendered photo was refused: {photo.message}")
        return photo
