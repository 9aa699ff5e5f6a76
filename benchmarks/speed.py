"""Time and memory of measuring one photo, a pair and many, beside scikit-image's ridge filter.

    python -m benchmarks.speed

The photo is a rendered person at 12 megapixels; the one of 50 is the same, enlarged. Every figure
is the best of three after a first run that is thrown away. Memory is the peak of a process of its
own, imports and the face model included; it is known on Linux only.
"""

import argparse
import multiprocessing
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

import cv2
import numpy as np
from skimage.filters import sato

from metrics.face import measure_face
from sample_images.camera import jpeg
from sample_images.people import random_sitter
from sample_images.render import render
from tracking.compare import compare_files, compare_photos
from tracking.measure import face_landmarker, measure_files
from tracking.workers import for_each
from vision.errors import Refusal
from vision.landmarks import Landmarker
from vision.mediapipe_landmarker import MediaPipeLandmarker
from vision.photo import Photo, read_photo
from vision.portrait import Portrait, read_portrait

PERSON = 7
WIDTH, HEIGHT = 3000, 4000
ENLARGED = (6120, 8160)
JPEG_QUALITY = 92
SATO_SIGMAS_MM = (0.25, 0.4)
REPEATS, WARMING, MANY = 3, 6, 24
PROCESS_STATUS = Path("/proc/self/status")


@dataclass(frozen=True)
class Timing:
    """One line of the table."""

    what: str
    value: float
    unit: str

    def __str__(self) -> str:
        return f"{self.what:52s} {self.value:8.2f} {self.unit}"


def rendered_jpegs() -> tuple[bytes, bytes, bytes]:
    """Encode one person at 12 megapixels, the same person turned a little, and at 50."""
    sitter = random_sitter(PERSON)
    shot = replace(sitter.shot, width=WIDTH, height=HEIGHT, jpeg_quality=None)
    again = replace(shot, yaw=shot.yaw + 2, seed=shot.seed + 1)
    first, second = (
        render(sitter.person, one, grooves=sitter.grooves).pixels for one in (shot, again)
    )
    large = np.asarray(cv2.resize(first, ENLARGED, interpolation=cv2.INTER_CUBIC), np.uint8)
    encoded = [jpeg(pixels, quality=JPEG_QUALITY) for pixels in (first, second, large)]
    return encoded[0], encoded[1], encoded[2]


def best_of(work: Callable[[], object]) -> float:
    """Shortest wall time in seconds, after a run that warms up."""
    work()
    return min(_seconds(work) for _ in range(REPEATS))


def _seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def portrait_of(data: bytes, landmarker: Landmarker) -> Portrait:
    """Read a photo that must be readable."""
    portrait = read_portrait(data, landmarker)
    if isinstance(portrait, Refusal):
        raise SystemExit(f"The rendered photo was refused: {portrait.message}")
    return portrait


def measure_bytes(data: bytes, landmarker: Landmarker) -> None:
    """From the file to the figures."""
    measure_face(portrait_of(data, landmarker))


def compare_bytes(before: bytes, after: bytes, landmarker: Landmarker) -> None:
    """From two files to the change."""
    compared = compare_photos(before, after, landmarker)
    if isinstance(compared, Refusal):
        raise SystemExit(f"The rendered photos were refused: {compared.message}")


def sato_alone(photo: Photo, px_per_mm: float) -> None:
    """Run the plain ridge filter on the whole photo."""
    light = cv2.cvtColor(photo.pixels, cv2.COLOR_RGB2GRAY).astype(np.float32) / 255
    sato(light, sigmas=[sigma * px_per_mm for sigma in SATO_SIGMAS_MM], black_ridges=True)


def stages(data: bytes, landmarker: Landmarker) -> Iterator[Timing]:
    """Time one photo, step by step, and the plain filter on it."""
    photo, portrait = read_photo(data), portrait_of(data, landmarker)
    assert isinstance(photo, Photo)
    encoded = np.frombuffer(data, np.uint8)
    whole = best_of(partial(measure_bytes, data, landmarker))
    plain = best_of(partial(sato_alone, photo, 1 / portrait.scale.mm_per_px))
    decoding = best_of(partial(cv2.imdecode, encoded, cv2.IMREAD_COLOR))
    reading = best_of(partial(portrait_of, data, landmarker))
    yield Timing("12 MP: JPEG decoding alone (OpenCV)", decoding, "s")
    yield Timing(
        "12 MP: read_photo (decode, colour, checks)", best_of(partial(read_photo, data)), "s"
    )
    yield Timing("12 MP: read_portrait (and face, scale, quality)", reading, "s")
    yield Timing("12 MP: measure_face", best_of(partial(measure_face, portrait)), "s")
    yield Timing("12 MP: from bytes to result", whole, "s")
    yield Timing("12 MP: skimage.filters.sato alone, whole photo", plain, "s")
    yield Timing("12 MP: sato alone / all of ours", plain / whole, "times")


def _peak_mb(data: bytes) -> float:
    measure_bytes(data, face_landmarker())
    status = PROCESS_STATUS.read_text(encoding="ascii")
    return int(status.partition("VmHWM:")[2].split()[0]) / 1024


def peak_mb(data: bytes) -> float:
    """Peak memory of a process that measures one photo, MB."""
    with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as pool:
        return pool.submit(_peak_mb, data).result()


def _measured(data: bytes) -> bool:
    measure_bytes(data, face_landmarker())
    return True


def throughput(data: bytes) -> float:
    """Photos a second on all cores, once the workers run."""
    results = for_each(_measured, [data] * (WARMING + MANY))
    for _ in range(WARMING):
        next(results)
    start = time.perf_counter()
    done = sum(results)
    return done / (time.perf_counter() - start)


def as_commands_write(photo: bytes, again: bytes) -> Iterator[Timing]:
    """Time lines together with colour, texture, brows and lids, as the command line gives them."""
    with TemporaryDirectory() as folder:
        names = [str(Path(folder, name)) for name in ("before.jpg", "after.jpg")]
        for name, data in zip(names, (photo, again), strict=True):
            Path(name).write_bytes(data)
        one = partial(measure_files, names[:1], expression=None)
        two = partial(
            compare_files,
            [(names[0], names[1])],
            with_pictures=False,
            calibration=None,
            treated=(),
        )
        yield Timing("12 MP: all that `measure` writes", best_of(lambda: list(one())), "s")
        yield Timing("pair of 12 MP: all that `compare` writes", best_of(lambda: list(two())), "s")


def timings() -> Iterator[Timing]:
    """All figures, one after the other."""
    landmarker = MediaPipeLandmarker()
    photo, again, large = rendered_jpegs()
    yield from stages(photo, landmarker)
    whole = best_of(partial(measure_bytes, large, landmarker))
    yield Timing("50 MP: from bytes to result", whole, "s")
    pair = best_of(partial(compare_bytes, photo, again, landmarker))
    yield Timing("pair of 12 MP: from bytes to result", pair, "s")
    yield from as_commands_write(photo, again)
    yield Timing("many of 12 MP, all cores", throughput(photo), "photos/s")
    if PROCESS_STATUS.exists():
        yield Timing("12 MP: peak memory", peak_mb(photo), "MB")
        yield Timing("50 MP: peak memory", peak_mb(large), "MB")


def main() -> None:
    """Print the table."""
    argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0]).parse_args()
    for timing in timings():
        print(timing, flush=True)


if __name__ == "__main__":
    main()
