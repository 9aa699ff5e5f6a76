"""A photo with the one face in it: what every measurement starts from."""

from dataclasses import dataclass

from vision.errors import Refusal
from vision.landmarks import Face, Landmarker, find_face
from vision.photo import Photo, read_photo
from vision.quality import Finding, assess
from vision.scale import Scale, measure_scale


@dataclass(frozen=True, eq=False)
class Portrait:
    """A readable photo of exactly one face, its scale and what is to be said about its quality."""

    photo: Photo
    face: Face
    scale: Scale
    findings: tuple[Finding, ...] = ()

    @property
    def refusal(self) -> Refusal | None:
        """The first finding that blocks measuring, as a refusal."""
        blocks = (finding for finding in self.findings if finding.severity == "block")
        return next((Refusal(block.code, block.message) for block in blocks), None)


def read_portrait(data: bytes, landmarker: Landmarker) -> Portrait | Refusal:
    """Decode a photo, find its face and scale, and judge its quality.

    Parameters
    ----------
    data : bytes
        The original file.
    landmarker : Landmarker

    Returns
    -------
    Portrait or Refusal
        A finding that blocks becomes a refusal with the finding's code; those of `read_photo`,
        `find_face` and `measure_scale` are passed on. `view_portrait` keeps the findings.
    """
    seen = view_portrait(data, landmarker)
    if isinstance(seen, Refusal):
        return seen
    return seen if seen.refusal is None else seen.refusal


def view_portrait(data: bytes, landmarker: Landmarker) -> Portrait | Refusal:
    """Like `read_portrait`, but a photo of bad quality comes back with all its findings.

    For telling people what to change; nothing may be measured on it.
    """
    photo = read_photo(data)
    if isinstance(photo, Refusal):
        return photo
    face = find_face(photo, landmarker)
    if isinstance(face, Refusal):
        return face
    scale = measure_scale(face)
    if isinstance(scale, Refusal):
        return scale
    return Portrait(photo, face, scale, assess(photo, face, scale))
