"""Reference pictures of the grades 0 to 4 for blinded readers: ``python -m sample_images.grades``.

One rendered person in each expression; from grade to grade only the depth of the wrinkles differs.
"""

from pathlib import Path

from PIL import Image

from sample_images.anatomy import wrinkles
from sample_images.camera import Shot
from sample_images.expression import Expression
from sample_images.person import Person
from sample_images.render import render

GRADES = Path(__file__).parent / "grades"
EXPRESSIONS: tuple[Expression, ...] = ("rest", "frown", "raise", "smile")
DEPTH_SCALES = (0.0, 0.5, 1.0, 1.6, 2.4)
"""Depth of the wrinkles in units of this person's own, by grade."""
PERSON = Person(7)
SIZE_PX = (600, 800)
SHOWN_PX = (330, 440)
JPEG_QUALITY = 84


def main(folder: Path) -> None:
    """Render every expression in every grade."""
    folder.mkdir(exist_ok=True)
    for expression in EXPRESSIONS:
        width, height = SIZE_PX
        shot = Shot(expression=expression, width=width, height=height)
        for grade, depth in enumerate(DEPTH_SCALES):
            made = render(PERSON, shot, grooves=wrinkles(PERSON), depth_scale=depth)
            picture = Image.fromarray(made.pixels).resize(SHOWN_PX, Image.Resampling.LANCZOS)
            picture.save(folder / f"{expression}-{grade}.jpg", quality=JPEG_QUALITY)


if __name__ == "__main__":
    main(GRADES)
