import io
import struct
import time
import zlib
from datetime import UTC, datetime, timedelta, timezone

import cv2
import numpy as np
import pytest
from PIL import ExifTags, Image, ImageCms
from PIL.PngImagePlugin import PngInfo

from vision.errors import Refusal
from vision.photo import (
    DRAWN_ON,
    MAX_BYTES,
    MAX_PIXELS,
    MAX_SIDE_PX,
    MIN_SIDE_PX,
    Photo,
    read_photo,
)

WIDTH, HEIGHT = 480, 360


def picture(width=WIDTH, height=HEIGHT):
    """A smooth colour gradient with four different corners, so that every turn shows."""
    x, y = np.meshgrid(np.linspace(0, 1, width), np.linspace(0, 1, height))
    return np.rint(np.stack([40 + 180 * x, 60 + 150 * y, 200 - 120 * x * y], -1)).astype(np.uint8)


def encoded(image, container="PNG", **options):
    if isinstance(image, np.ndarray):
        image = Image.fromarray(image)
    buffer = io.BytesIO()
    image.save(buffer, container, **options)
    return buffer.getvalue()


def chunk(kind, content):
    return (
        struct.pack(">I", len(content))
        + kind
        + content
        + struct.pack(">I", zlib.crc32(kind + content))
    )


def png16(values):
    """A 16-bit PNG of (h, w) or (h, w, 3) uint16 values."""
    height, width = values.shape[:2]
    colour_type = 2 if values.ndim == 3 else 0
    rows = b"".join(b"\0" + row.astype(">u2").tobytes() for row in values)
    header = struct.pack(">IIBBBBB", width, height, 16, colour_type, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(rows))
        + chunk(b"IEND", b"")
    )


def huge_png(width, height):
    """A one-bit PNG that says how large it is and holds a single row."""
    header = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    row = zlib.compress(bytes(1 + (min(width, 10**6) + 7) // 8))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", row) + chunk(b"IEND", b"")


def photo_of(data):
    photo = read_photo(data)
    assert isinstance(photo, Photo), photo
    return photo


def refusal_of(data):
    refusal = read_photo(data)
    assert isinstance(refusal, Refusal)
    assert refusal.message.endswith(".")
    return refusal.code


def mean_difference(photo, expected):
    assert photo.pixels.shape == expected.shape
    assert photo.pixels.dtype == np.uint8
    return np.abs(photo.pixels.astype(int) - expected).mean()


@pytest.mark.parametrize(
    ("container", "options", "name", "tolerance"),
    [
        ("PNG", {}, "png", 0),
        ("JPEG", {"quality": 95}, "jpeg", 1.5),
        ("WEBP", {"lossless": True}, "webp", 0),
        ("HEIF", {"quality": 95}, "heic", 2),
    ],
)
def test_every_container_gives_the_same_picture(container, options, name, tolerance):
    photo = photo_of(encoded(picture(), container, **options))
    assert photo.container == name
    assert photo.size == (WIDTH, HEIGHT)
    assert mean_difference(photo, picture()) <= tolerance


def test_pixels_are_contiguous_for_those_who_compute_on_them():
    assert photo_of(encoded(picture())).pixels.flags.c_contiguous


def upright_exif(orientation):
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = orientation
    return exif


@pytest.mark.parametrize(
    ("orientation", "stored"),
    [
        (1, lambda upright: upright),
        (2, lambda upright: upright[:, ::-1]),
        (3, lambda upright: upright[::-1, ::-1]),
        (4, lambda upright: upright[::-1]),
        (5, lambda upright: upright.swapaxes(0, 1)),
        (6, np.rot90),
        (7, lambda upright: np.rot90(upright, 2).swapaxes(0, 1)),
        (8, lambda upright: np.rot90(upright, -1)),
        (9, lambda upright: upright),
    ],
)
@pytest.mark.parametrize("container", ["PNG", "WEBP"])
def test_exif_orientation_is_undone(orientation, stored, container):
    data = encoded(
        np.ascontiguousarray(stored(picture())),
        container,
        exif=upright_exif(orientation).tobytes(),
        **({"lossless": True} if container == "WEBP" else {}),
    )
    assert mean_difference(photo_of(data), picture()) == 0


def test_sixteen_bit_colour_and_grey_are_scaled_not_clipped():
    eight = picture()
    assert mean_difference(photo_of(png16(eight.astype(np.uint16) * 257)), eight) == 0
    grey = photo_of(png16(eight[:, :, 0].astype(np.uint16) * 257))
    assert mean_difference(grey, np.repeat(eight[:, :, :1], 3, axis=2)) == 0


@pytest.mark.parametrize("mode", ["L", "LA", "1"])
def test_grey_photos_are_known_as_grey(mode):
    photo = photo_of(encoded(Image.fromarray(picture()).convert(mode)))
    assert not photo.coloured
    assert np.ptp(photo.pixels, axis=2).max() == 0


def test_a_grey_picture_stored_as_colour_is_known_as_grey():
    assert not photo_of(encoded(Image.fromarray(picture()).convert("L").convert("RGB"))).coloured
    assert photo_of(encoded(picture())).coloured


def test_palette_keeps_its_colours():
    palette = Image.fromarray(picture()).quantize(64)
    photo = photo_of(encoded(palette))
    assert mean_difference(photo, np.asarray(palette.convert("RGB"))) == 0


def test_cmyk_without_a_profile_is_converted():
    photo = photo_of(encoded(Image.fromarray(picture()).convert("CMYK"), "JPEG", quality=95))
    assert mean_difference(photo, picture()) < 3


def test_transparent_pixels_become_grey_and_translucent_ones_keep_their_colour():
    alpha = np.full((HEIGHT, WIDTH, 1), 90, np.uint8)
    alpha[:100] = 0
    pixels = photo_of(encoded(np.concatenate([picture(), alpha], axis=2))).pixels
    assert (pixels[:100] == 128).all()
    assert (pixels[100:] == picture()[100:]).all()


def test_fully_transparent_pictures_are_refused():
    clear = np.concatenate([picture(), np.zeros((HEIGHT, WIDTH, 1), np.uint8)], axis=2)
    assert refusal_of(encoded(clear)) == "transparent"


def swapped_profile():
    """sRGB with red and green primaries exchanged: a conversion nobody can overlook."""
    profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    count = struct.unpack(">I", profile[128:132])[0]
    tags = {}
    for index in range(count):
        name, offset, length = struct.unpack(">4sII", profile[132 + 12 * index :][:12])
        tags[name] = (offset, length)
    (red, length), (green, _) = tags[b"rXYZ"], tags[b"gXYZ"]
    profile[red : red + length], profile[green : green + length] = (
        profile[green : green + length],
        profile[red : red + length],
    )
    return bytes(profile)


@pytest.mark.parametrize("container", ["PNG", "WEBP"])
def test_an_embedded_profile_is_converted_to_srgb(container):
    options = {"lossless": True} if container == "WEBP" else {}
    data = encoded(picture(), container, icc_profile=swapped_profile(), **options)
    assert mean_difference(photo_of(data), picture()[:, :, [1, 0, 2]]) < 2


def test_srgb_profiles_change_nothing_and_unreadable_ones_are_said():
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    plain = photo_of(encoded(picture(), icc_profile=srgb))
    assert mean_difference(plain, picture()) == 0
    assert plain.profile_readable
    garbage = photo_of(encoded(picture(), icc_profile=b"not a profile" * 20))
    assert mean_difference(garbage, picture()) == 0
    assert not garbage.profile_readable


def dated_exif(moment, offset=None):
    exif = Image.Exif()
    exif[ExifTags.Base.Make] = "PRIVATE-CAMERA"
    inner = exif.get_ifd(ExifTags.IFD.Exif)
    inner[ExifTags.Base.DateTimeOriginal] = moment
    if offset:
        inner[ExifTags.Base.OffsetTimeOriginal] = offset
    return exif.tobytes()


@pytest.mark.parametrize(
    ("moment", "offset", "expected"),
    [
        ("2024:03:01 10:11:12", None, datetime(2024, 3, 1, 10, 11, 12)),
        (
            "2024:03:01 10:11:12",
            "+02:00",
            datetime(2024, 3, 1, 10, 11, 12, tzinfo=timezone(timedelta(hours=2))),
        ),
        ("2024:03:01 10:11:12", "+00:00", datetime(2024, 3, 1, 10, 11, 12, tzinfo=UTC)),
        ("2024:03:01 10:11:12", "soon", datetime(2024, 3, 1, 10, 11, 12)),
        ("0000:00:00 00:00:00", None, None),
        ("yesterday", None, None),
    ],
)
@pytest.mark.parametrize("container", ["JPEG", "PNG", "HEIF"])
def test_the_capture_time_is_kept(container, moment, offset, expected):
    photo = photo_of(encoded(picture(), container, exif=dated_exif(moment, offset)))
    assert photo.captured_at == expected
    if expected is not None:
        assert photo.captured_at.tzinfo == expected.tzinfo


def test_nothing_else_of_the_metadata_survives():
    text = PngInfo()
    text.add_text("Author", "PRIVATE-NAME")
    photo = photo_of(encoded(picture(), pnginfo=text, exif=dated_exif("2024:03:01 10:11:12")))
    assert "PRIVATE" not in repr({**vars(photo), "pixels": photo.pixels.tobytes()})


def test_a_picture_with_lines_drawn_on_it_is_no_photo_but_a_photo_from_other_software_is():
    text = PngInfo()
    text.add_text("Software", "Another program")
    assert photo_of(encoded(picture(), pnginfo=text))
    text = PngInfo()
    for name, content in DRAWN_ON.items():
        text.add_text(name, content)
    assert refusal_of(encoded(picture(), pnginfo=text)) == "drawn_on"


@pytest.mark.parametrize("quality", [5, 30, 60, 75, 92, 100])
def test_jpeg_quality_is_told_from_the_tables(quality):
    assert photo_of(encoded(picture(), "JPEG", quality=quality)).jpeg_quality == quality


def test_other_containers_have_no_jpeg_quality():
    assert photo_of(encoded(picture())).jpeg_quality is None


def animation(container):
    frames = [Image.fromarray(np.roll(picture(), 40 * shift, axis=1)) for shift in range(3)]
    return encoded(frames[0], container, save_all=True, append_images=frames[1:])


JPEG = encoded(picture(), "JPEG")
PNG = encoded(picture())
BOMB = zlib.compress(bytes(50_000_000), 9)


def flipped(data, place):
    changed = bytearray(data)
    changed[place] ^= 0x40
    return bytes(changed)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"),
        (b"\xff", "not_an_image"),
        (b"<script>alert(1)</script>" * 40, "not_an_image"),
        (b"%PDF-1.4\n%%EOF", "not_an_image"),
        (b"PK\x03\x04" + bytes(200), "not_an_image"),
        (encoded(picture(), "GIF"), "type_not_allowed"),
        (encoded(picture(), "BMP"), "type_not_allowed"),
        (encoded(picture(), "TIFF"), "type_not_allowed"),
        (encoded(picture(), "AVIF"), "type_not_allowed"),
        *((JPEG[: int(len(JPEG) * part)], "damaged") for part in (0.01, 0.1, 0.5, 0.9, 0.99)),
        (JPEG[:-2], "damaged"),
        (PNG[: len(PNG) // 2], "damaged"),
        (flipped(PNG, len(PNG) // 2), "damaged"),
        (PNG[:33] + chunk(b"zTXt", b"k\0\0" + BOMB) + PNG[33:], "damaged"),
        (PNG[:33] + chunk(b"iCCP", b"p\0\0" + BOMB) + PNG[33:], "damaged"),
        (b"\xff\xd8\xff\xe0" + bytes(range(256)) * 40, "damaged"),
        (encoded(picture(), "WEBP")[:-40], "damaged"),
        (encoded(picture(), "HEIF")[:-400], "damaged"),
        (animation("PNG"), "more_than_one_picture"),
        (animation("WEBP"), "more_than_one_picture"),
        (encoded(picture(20_000, 8)), "too_small_side"),
        (encoded(picture(1, 1)), "too_small_side"),
        (encoded(picture(MIN_SIDE_PX, MIN_SIDE_PX - 1)), "too_small_side"),
        (huge_png(8_000, 8_000), "too_many_pixels"),
        (huge_png(30_000, 30_000), "too_many_pixels"),
        (huge_png(2**31 - 1, 2**31 - 1), "too_many_pixels"),
        (huge_png(MAX_SIDE_PX + 1, 1000), "too_many_pixels"),
        (JPEG + bytes(MAX_BYTES), "file_too_large"),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_own_code(data, code):
    began = time.perf_counter()
    assert refusal_of(data) == code
    assert time.perf_counter() - began < 2


def test_limits_let_through_what_phones_take():
    assert MAX_PIXELS >= 48_000_000
    assert photo_of(encoded(picture(MIN_SIDE_PX, MIN_SIDE_PX))).size == (MIN_SIDE_PX, MIN_SIDE_PX)


@pytest.mark.parametrize(
    "data", [JPEG + b"PK\x03\x04" + bytes(100), JPEG + JPEG, PNG + b"<script>" * 9]
)
def test_trailing_bytes_do_not_matter(data):
    assert photo_of(data).size == (WIDTH, HEIGHT)


def test_of_a_multi_picture_jpeg_the_first_is_read():
    other = Image.fromarray(255 - picture())
    data = encoded(picture(), "MPO", save_all=True, append_images=[other], quality=95)
    assert mean_difference(photo_of(data), picture()) < 2


def test_odd_headers_are_neither_fatal_nor_noisy(recwarn):
    corrupt_exif = b"Exif\0\0II*\0\x08\0\0\0\xff\xff" + bytes(range(200))
    data = encoded(picture(), "JPEG", exif=corrupt_exif)
    assert photo_of(data).captured_at is None
    assert not recwarn.list


def textured(seed):
    """A picture with as much detail as a photo has, none of it along rows."""
    rng = np.random.default_rng(seed)
    grain = cv2.GaussianBlur(rng.normal(0, 90, (HEIGHT, WIDTH, 3)), (0, 0), 1.5)
    return np.clip(picture() + grain, 0, 255).astype(np.uint8)


def test_torn_jpeg_scans_are_refused_or_told():
    rng = np.random.default_rng(5)
    noticed, total = 0, 60
    for number in range(total):
        data = bytearray(encoded(textured(number), "JPEG", quality=90))
        at = int(rng.integers(700, len(data) * 0.8))
        data[at : at + 64] = rng.integers(0, 256, 64, dtype=np.uint8).tobytes()
        answer = read_photo(bytes(data))
        noticed += isinstance(answer, Refusal) or not answer.intact
    assert noticed > 0.6 * total


@pytest.mark.parametrize("quality", [5, 30, 60, 90])
def test_whole_jpegs_are_not_called_torn(quality):
    for seed in range(6):
        assert photo_of(encoded(textured(seed), "JPEG", quality=quality)).intact
    assert photo_of(encoded(picture(), "JPEG", quality=quality)).intact


def test_twelve_megapixels_are_read_quickly():
    large = cv2.resize(picture(), (4000, 3000), interpolation=cv2.INTER_CUBIC)
    data = encoded(large, "JPEG", quality=90)
    began = time.process_time()
    assert photo_of(data).size == (4000, 3000)
    assert time.process_time() - began < 0.8
