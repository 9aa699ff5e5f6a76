"""Pairs of photos that must not be compared, each named for what is wrong with it."""

from dataclasses import replace
from pathlib import Path

from sample_images.anatomy import wrinkles
from sample_images.camera import Shot
from sample_images.light import Lamp, Light
from sample_images.person import Person
from sample_images.render import render
from sample_images.series import room_shot, save_jpeg

ANNA = Person(seed=91, tone="III", hair="tied", hair_colour="brown", eyes="green")
BORIS = Person(
    seed=92, tone="III", sex="male", hair="short", hair_colour="brown", eyes="brown", stubble=0.3
)
BEFORE = room_shot("rest", 9100)
AFTER = room_shot("rest", 9101)

SIDE_LAMP = Light((Lamp((1.0, 0.1, 0.3), 1.1, 8.0),), ambient=0.12)
PAIRS: dict[str, tuple[Person, Shot]] = {
    "other_light": (ANNA, replace(AFTER, light=SIDE_LAMP)),
    "other_expression": (ANNA, replace(AFTER, expression="raise", effort=1.0)),
    "blurred": (ANNA, replace(AFTER, blur_px=6.0)),
    "another_person": (BORIS, AFTER),
}
"""What is wrong with the later photo: who is in it and how it was taken."""


def photograph_pairs(folder: Path) -> list[Path]:
    """Render every pair into ``folder/<what is wrong>/{before,after}.jpg``."""
    written = []
    before = render(ANNA, BEFORE, grooves=wrinkles(ANNA)).pixels
    for name, (person, shot) in PAIRS.items():
        after = render(person, shot, grooves=wrinkles(person)).pixels
        for pixels, role in ((before, "before"), (after, "after")):
            path = folder / name / f"{role}.jpg"
            save_jpeg(pixels, path)
            written.append(path)
    return written
