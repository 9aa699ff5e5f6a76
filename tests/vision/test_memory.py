"""Memory that is kept from photo to photo."""

import sys

import pytest
from PIL import Image

from vision.memory import keep_memory

SIZE_BYTES = 40 * 1024**2
PAGE_BYTES = 4096

resource = pytest.importorskip("resource")


@pytest.fixture(autouse=True)
def kept():
    keep_memory()


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="of glibc's allocator")
def test_what_a_photo_freed_is_not_asked_for_again():
    def pages_asked_for():
        before = resource.getrusage(resource.RUSAGE_SELF).ru_minflt
        taken = b"x" * SIZE_BYTES
        asked = resource.getrusage(resource.RUSAGE_SELF).ru_minflt - before
        return asked, len(taken)

    pages_asked_for()
    asked, _ = pages_asked_for()
    assert asked < SIZE_BYTES / PAGE_BYTES / 10


def test_pillow_uses_its_blocks_again():
    size = (3000, 2000)
    Image.new("RGB", size, "white")
    before = Image.core.get_stats()["reused_blocks"]
    Image.new("RGB", size, "black")
    assert Image.core.get_stats()["reused_blocks"] > before
