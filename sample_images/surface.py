"""What the camera sees of the solid body: one sample per covered rendering pixel."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from sample_images.camera import Shot
from sample_images.mesh import Floats
from sample_images.parts import Body, Part
from sample_images.raster import Coverage, Pixels, interpolate, rasterise


@dataclass(frozen=True, eq=False)
class VertexLight:
    """Light that reaches the vertices of a body.

    Attributes
    ----------
    normals : (n, 3) float64 ndarray
        Head axes.
    ambient : (n, 3) float32 ndarray
        Irradiance from the surroundings.
    lamps : (n, k) float32 ndarray
        Share of each lamp that is seen.
    openness : (n,) float32 ndarray
        Ambient occlusion, 1 where the hemisphere is free.
    """

    normals: Floats
    ambient: Pixels
    lamps: Pixels
    openness: Pixels


@dataclass(frozen=True, eq=False)
class Samples:
    """Surface samples at the covered pixels, in flat pixel order.

    Attributes
    ----------
    shape : (height, width)
        Of the rendering, in rendering pixels.
    pixels : (n,) int64 ndarray
        Flat indexes of the covered pixels.
    depth : (h, w) float32 ndarray
        Distance from the camera in mm.
    part : (n,) int8 ndarray
        `Part` of each sample.
    position, normal : (n, 3) float32 ndarray
        Camera axes; mm and unit length.
    chart : (n, 3) float32 ndarray
        Place on the template (or the part's own coordinates), mm.
    ambient : (n, 3) float32 ndarray
    lamps : (n, k) float32 ndarray
    openness, moist : (n,) float32 ndarray
    """

    shape: tuple[int, int]
    pixels: NDArray[np.int64]
    depth: Pixels
    part: NDArray[np.int8]
    position: Pixels
    normal: Pixels
    chart: Pixels
    ambient: Pixels
    lamps: Pixels
    openness: Pixels
    moist: Pixels

    @cached_property
    def on_head(self) -> NDArray[np.bool_]:
        """Samples of the head sheet."""
        return np.asarray(self.part == Part.HEAD)

    @cached_property
    def index(self) -> NDArray[np.int32]:
        """Sample number at each pixel (h, w); -1 where there is none."""
        index = np.full(self.shape[0] * self.shape[1], -1, dtype=np.int32)
        index[self.pixels] = np.arange(len(self.pixels), dtype=np.int32)
        return index.reshape(self.shape)

    def image(self, values: Pixels) -> Pixels:
        """Spread one value per sample (n,) over the picture (h, w), zero elsewhere."""
        flat = np.zeros(self.shape[0] * self.shape[1], dtype=np.float32)
        flat[self.pixels] = values
        return flat.reshape(self.shape)

    def at(self, picture: Pixels) -> Pixels:
        """Values (n,) of a picture (h, w) at the samples."""
        return np.asarray(picture.ravel()[self.pixels])


def rendering_px(projected: Floats, shot: Shot) -> Floats:
    """Photo pixels (n, 2+) to rendering pixels; integers are pixel centres in both."""
    moved = projected.copy()
    moved[:, :2] = (projected[:, :2] + 0.5) * shot.oversampling - 0.5
    return moved


def photograph(body: Body, light: VertexLight, shot: Shot) -> Samples:
    """Project a lit body onto the rendering pixels of a shot."""
    placed = shot.placed(body.positions)
    height, width = shot.height * shot.oversampling, shot.width * shot.oversampling
    vertices = rendering_px(shot.projected(placed), shot)
    seen: Coverage = rasterise(vertices, body.triangles, height, width)
    pixels = np.flatnonzero(seen.triangle.ravel() >= 0)
    attributes = np.hstack(
        [
            placed,
            body.normals @ shot.rotation.T,
            body.chart,
            body.moist[:, None],
            light.ambient,
            light.openness[:, None],
            light.lamps,
        ]
    ).astype(np.float32)
    values = interpolate(seen, pixels, body.triangles, attributes)
    normal = values[:, 3:6]
    normal /= np.maximum(np.linalg.norm(normal, axis=1, keepdims=True), 1e-6)
    return Samples(
        shape=(height, width),
        pixels=pixels,
        depth=seen.depth,
        part=body.part[seen.triangle.ravel()[pixels]],
        position=values[:, :3],
        normal=normal,
        chart=np.ascontiguousarray(values[:, 6:9]),
        moist=values[:, 9],
        ambient=values[:, 10:13],
        openness=values[:, 13],
        lamps=values[:, 14:],
    )
