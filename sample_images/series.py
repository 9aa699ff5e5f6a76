"""Photograph the visits of the demo clinic and describe them in ``clinic.json``."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from sample_images.anatomy import wrinkles
from sample_images.camera import Shot
from sample_images.clients import CLIENTS, UNITS_PER_POINT, Client
from sample_images.expression import Expression
from sample_images.grooves import Groove
from sample_images.light import LIGHTS, turned
from sample_images.render import Rendering, render
from sample_images.time_course import after_botox

EFFORT = 0.9
JPEG_QUALITY = 94
EXIF_CAPTURED, EXIF_OFFSET = 0x9003, 0x9011
STUDIO = Shot(width=1200, height=1600, oversampling=2, effort=EFFORT, jpeg_quality=None)


def room_shot(expression: Expression, seed: int) -> Shot:
    """A shot with the small differences of light, pose and distance that a real room has."""
    stream = np.random.default_rng([seed, 0x5EED])

    def about(value: float, spread: float) -> float:
        return float(value + np.clip(stream.normal(0, spread), -2 * spread, 2 * spread))

    return replace(
        STUDIO,
        expression=expression,
        yaw=about(0, 0.9),
        pitch=about(0, 0.7),
        roll=about(0, 0.8),
        distance_mm=about(700, 9),
        light=turned(LIGHTS["clinic"], about(0, 2.0), strength=about(1, 0.02)),
        exposure=about(1, 0.02),
        colour_cast=(about(1, 0.008), 1.0, about(1, 0.008)),
        blur_px=about(0.6, 0.04),
        seed=seed,
    )


def visit_shot(client: Client, expression: Expression, number: int) -> Shot:
    """Shot of the visit with this number (from 0) and expression."""
    return room_shot(expression, 1000 * client.person.seed + 10 * number + len(expression))


def grooves_on(client: Client, day: int) -> tuple[Groove, ...]:
    """Grooves of a client on a day; microcurrent is taken to change nothing."""
    regions = set(client.botox_points)
    return after_botox(wrinkles(client.person, severity=client.severity), regions=regions, day=day)


def save_jpeg(pixels: NDArray[np.uint8], path: Path, exif: Image.Exif | None = None) -> None:
    """Write a photo as JPEG."""
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.fromarray(pixels).save(path, quality=JPEG_QUALITY, exif=exif or Image.Exif())


def _exif(client: Client, day: int) -> Image.Exif:
    taken = client.at(day)
    exif = Image.Exif()
    exif[EXIF_CAPTURED] = taken.strftime("%Y:%m:%d %H:%M:%S")
    exif[EXIF_OFFSET] = f"{taken:%z}"[:3] + ":" + f"{taken:%z}"[3:]
    return exif


def photograph_client(client: Client, folder: Path) -> list[Path]:
    """Render all visits of a client into ``folder/key`` with a ``truth.json`` beside the photos.

    Returns
    -------
    list of Path
        The photos written.
    """
    written, truths = [], {}
    for expression in client.expressions:
        for number, day in enumerate(client.visit_days):
            shot = visit_shot(client, expression, number)
            photo: Rendering = render(client.person, shot, grooves=grooves_on(client, day))
            path = folder / client.key / f"day{day:03d}_{expression}.jpg"
            save_jpeg(photo.pixels, path, _exif(client, day))
            truths[path.name] = photo.truth.as_json()
            written.append(path)
    text = json.dumps(truths, separators=(",", ":"), sort_keys=True)
    (folder / client.key / "truth.json").write_text(text + "\n")
    return written


def _described(client: Client) -> dict[str, Any]:
    visits = [
        {
            "at": client.at(day).isoformat(),
            "photos": [
                {"expression": e, "file": f"{client.key}/day{day:03d}_{e}.jpg"}
                for e in client.expressions
            ],
        }
        for day in client.visit_days
    ]
    injections = [{"region": r, "units": UNITS_PER_POINT} for r in client.botox_points]
    botox = [
        {
            "at": client.at(0, minutes=40).isoformat(),
            "product": "onabotulinumtoxinA",
            "injections": injections,
        }
    ]
    microcurrent = [
        {
            "at": client.at(day, minutes=60).isoformat(),
            "device": "Facial microcurrent device",
            "microampere": 320,
            "minutes": 20,
            "regions": list(client.microcurrent_regions),
        }
        for day in client.microcurrent_days
    ]
    return {
        "key": client.key,
        "name": client.name,
        "birth_year": client.birth_year,
        "visits": visits,
        "botox": botox if client.botox_points else [],
        "microcurrent": microcurrent,
    }


def describe_clinic(folder: Path) -> Path:
    """Write ``clinic.json``: clients, visits and treatments."""
    path = folder / "clinic.json"
    clinic = {"clients": [_described(client) for client in CLIENTS]}
    path.write_text(json.dumps(clinic, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    return path
