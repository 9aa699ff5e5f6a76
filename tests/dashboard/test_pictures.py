import base64
import io

import numpy as np
from PIL import Image

from dashboard.pictures import TALLEST_PX, data_url


def decoded(address: str) -> Image.Image:
    kind, coded = address.split(",", 1)
    assert kind == "data:image/jpeg;base64"
    return Image.open(io.BytesIO(base64.b64decode(coded)))


def test_a_photo_leaves_small_re_encoded_and_without_metadata() -> None:
    shades = np.linspace(0, 255, 3000).astype(np.uint8)
    pixels = np.repeat(np.broadcast_to(shades, (2000, 3000))[..., None], 3, axis=2)
    picture = decoded(data_url(np.ascontiguousarray(pixels)))

    assert picture.size == (TALLEST_PX, TALLEST_PX * 2 // 3)
    assert not picture.getexif()
    across = np.asarray(picture.convert("L"), float).mean(axis=0)
    assert np.abs(across - np.linspace(0, 255, TALLEST_PX)).max() < 4


def test_a_small_photo_keeps_its_size() -> None:
    assert decoded(data_url(np.zeros((40, 30, 3), np.uint8))).size == (30, 40)
