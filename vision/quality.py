"""Findings about one photo: each with value, limit and advice."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from vision.exposure import FaceLight, face_light
from vision.expression import classify_expression
from vision.landmarks import Face
from vision.photo import Photo
from vision.scale import Scale
from vision.sharpness import WORKING_PX_PER_MM, shown_px_per_mm

Severity = Literal["block", "warn", "info"]


@dataclass(frozen=True)
class Finding:
    """One statement about a photo or a pair.

    Attributes
    ----------
    code : str
        Stable identifier, snake case.
    severity : {"block", "warn", "info"}
    value, limit : float or None
    message : str
        One sentence that says what to do at the next photo.
    region : str or None
        The region affected; None for the whole face.
    """

    code: str
    severity: Severity
    value: float | None
    limit: float | None
    message: str
    region: str | None = None


def assess(photo: Photo, face: Face, scale: Scale) -> tuple[Finding, ...]:
    """Everything that is to be said about a photo of one face; what blocks comes first.

    Parameters
    ----------
    photo : Photo
    face : Face
        The one face of the photo.
    scale : Scale

    Returns
    -------
    tuple of Finding
        Empty when the photo could not be better. A ``block`` finding says that no figure of this
        photo may be trusted.
    """
    light = face_light(photo.pixels, face, px_per_mm=scale.px_per_mm)
    findings = (
        *_resolution(photo, face, scale),
        *_framing(light),
        *_exposure(light),
        *_pose(face),
        *_file(photo),
        *_expression(face),
    )
    order = ("block", "warn", "info")
    return tuple(sorted(findings, key=lambda finding: order.index(finding.severity)))


def _too_low(
    code: str, value: float, *, block: float | None = None, warn: float | None = None, advice: str
) -> Iterator[Finding]:
    """Finding when a value is below one of its limits, the graver one first."""
    limits: tuple[tuple[Severity, float | None], ...] = (("block", block), ("warn", warn))
    for severity, limit in limits:
        if limit is not None and value < limit:
            yield Finding(code, severity, value, limit, advice)
            return


def _too_high(
    code: str, value: float, *, block: float | None = None, warn: float | None = None, advice: str
) -> Iterator[Finding]:
    """Finding when a value is above one of its limits, the graver one first."""
    limits: tuple[tuple[Severity, float | None], ...] = (("block", block), ("warn", warn))
    for severity, limit in limits:
        if limit is not None and value > limit:
            yield Finding(code, severity, value, limit, advice)
            return


def _resolution(photo: Photo, face: Face, scale: Scale) -> Iterator[Finding]:
    """Pixels per millimetre, and how much of them is detail.

    Below 1.5 px/mm a line of a millimetre is thinner than the pixels can show; from 4 px/mm
    fine lines are seen.
    """
    promised = scale.px_per_mm
    yield from _too_low(
        "resolution_too_low" if promised < 1.5 else "resolution_low",
        promised,
        block=1.5,
        warn=4.0,
        advice=f"The face has {promised:.1f} px per mm; come closer or use the original photo, "
        "so that the face fills the frame with 4 px per mm or more.",
    )
    shown = shown_px_per_mm(photo.pixels, face, px_per_mm=promised)
    if shown is not None:
        yield from _too_low(
            "blurred",
            shown,
            block=1.1,
            warn=min(promised, WORKING_PX_PER_MM) / 2,
            advice=f"The photo is blurred or enlarged: it shows no more than {shown:.1f} px per mm "
            "would; focus on the eyes, hold still and send the original photo.",
        )


def _framing(light: FaceLight) -> Iterator[Finding]:
    yield from _too_high(
        "face_cut_off",
        light.outside_percent,
        block=10.0,
        warn=0.5,
        advice="The face is cut off by the edge of the photo; leave room on all sides.",
    )
    for part, contrast, limit in (
        ("eyes", light.eye_contrast, 0.5),
        ("mouth", light.mouth_contrast, 0.35),
    ):
        if contrast is not None:
            yield from _too_low(
                "covered",
                contrast,
                block=limit,
                advice=f"The {part} cannot be seen; take off whatever covers the face.",
            )
    if light.colour_break is not None:
        yield from _too_high(
            "covered",
            light.colour_break,
            block=22.0,
            advice="The lower face has another colour than the forehead; take off whatever "
            "covers it.",
        )


def _exposure(light: FaceLight) -> Iterator[Finding]:
    yield from _too_low(
        "too_dark",
        light.lightness,
        block=12.0,
        warn=22.0,
        advice="The face is too dark; use more light or a longer exposure.",
    )
    yield from _too_high(
        "too_bright",
        light.white_percent,
        block=15.0,
        advice="The face is burnt out to white; use less light or a shorter exposure.",
    )
    yield from _too_high(
        "clipped_highlights",
        light.clipped_percent,
        warn=2.0,
        advice="Parts of the skin are burnt out; use softer light or a shorter exposure.",
    )
    if light.side_ratio is not None:
        yield from _too_high(
            "uneven_light",
            light.side_ratio,
            warn=1.6,
            advice="One side of the face is lit much more than the other, which makes and hides "
            "lines; light both sides alike.",
        )


def _pose(face: Face) -> Iterator[Finding]:
    pose = face.pose
    yield from _too_high(
        "head_turned",
        abs(pose.yaw),
        block=35.0,
        warn=10.0,
        advice="The head is turned to one side; let the nose point at the camera.",
    )
    yield from _too_high(
        "head_tipped",
        abs(pose.pitch),
        block=35.0,
        warn=20.0,
        advice="The chin is too high or too low; hold the head level, camera at eye height.",
    )
    yield from _too_high(
        "head_tilted",
        abs(pose.roll),
        block=45.0,
        warn=15.0,
        advice="The head leans to one shoulder; hold it upright.",
    )


def _file(photo: Photo) -> Iterator[Finding]:
    if photo.jpeg_quality is not None:
        yield from _too_low(
            "heavily_compressed",
            photo.jpeg_quality,
            warn=60,
            advice="The photo is heavily compressed; send the camera's own file, not one that "
            "went through a messenger.",
        )
    if not photo.intact:
        yield Finding(
            "damaged",
            "warn",
            None,
            None,
            "The photo seems torn along a line, as by a broken transfer; look at it and send the "
            "original file again.",
        )
    if not photo.coloured:
        yield Finding(
            "grey_photo", "info", None, None, "The photo has no colour; send the colour original."
        )
    if not photo.profile_readable:
        yield Finding(
            "profile_unreadable",
            "warn",
            None,
            None,
            "The photo's colour profile cannot be read, so its colours were taken for sRGB; "
            "send the camera's own file.",
        )


def _expression(face: Face) -> Iterator[Finding]:
    if classify_expression(face) == "other":
        yield Finding(
            "expression_unclear",
            "info",
            None,
            None,
            "The mouth is open; for comparable photos ask for rest, frown, raised brows or smile.",
        )
