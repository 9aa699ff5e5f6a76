"""People rendered once per test run."""

from functools import cache

import pytest

from sample_images.anatomy import wrinkles
from sample_images.camera import Shot
from sample_images.person import Person
from sample_images.render import Rendering, render
from vision.landmarks import Landmarker
from vision.mediapipe_landmarker import MediaPipeLandmarker


@cache
def rendered(person: Person, shot: Shot, depth_scale: float = 1.0) -> Rendering:
    return render(person, shot, grooves=wrinkles(person), depth_scale=depth_scale)


@pytest.fixture(scope="session")
def photographed():
    """Render a person with usual wrinkles; the same request is rendered once."""
    return rendered


@pytest.fixture(scope="session")
def landmarker() -> Landmarker:
    return MediaPipeLandmarker()
