"""What a paired comparison says: figures before and after, their error and the verdict."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from metrics.common_skin import CommonSkin
from vision.align import Alignment
from vision.errors import Refusal
from vision.pictures import AlignedPictures, aligned_pictures
from vision.quality import Finding

ALGORITHM = "change/1.9.0"
"""Version of the comparison; changes and errors of different versions are not mixed."""

Figure = Literal["density", "severity"]
Verdict = Literal["fewer_lines", "within_error", "more_lines", "not_comparable"]
Z95 = 1.96


@dataclass(frozen=True)
class ChangeError:
    """Standard deviation of a change, in the unit of its figure.

    Attributes
    ----------
    session : float
        Between two visits, however many shots each has: pose, light and what is left of them.
    within : float
        Between shots of one visit: noise, sharpness and the landmarks' jitter.
    """

    session: float
    within: float

    @property
    def sdc(self) -> float:
        """Smallest detectable change (95 %)."""
        return Z95 * float(np.hypot(self.session, self.within))


@dataclass(frozen=True)
class Change:
    """One figure before and after.

    Attributes
    ----------
    before, after : float or None
        Over the common visible skin, after matching: mm/cm2 for density, mm/cm2 times log contrast
        for severity.
    change_percent : float or None
        Of the figure before.
    sdc_percent : float or None
        Smallest detectable change (95 %) in percent of the figure before.
    verdict : {"fewer_lines", "within_error", "more_lines", "not_comparable"}
        For severity, less or more of it.
    error : ChangeError or None
        What the smallest detectable change is made of.
    """

    before: float | None
    after: float | None
    change_percent: float | None
    sdc_percent: float | None
    verdict: Verdict
    error: ChangeError | None = None


NOT_COMPARABLE = Change(None, None, None, None, "not_comparable")


def judged(before: float, after: float, error: ChangeError) -> Change:
    """Verdict on two figures with the error of their difference.

    A change of exactly the smallest detectable one is within error.
    """
    difference, sdc = after - before, error.sdc
    verdict: Verdict = "within_error"
    if abs(difference) > sdc:
        verdict = "fewer_lines" if difference < 0 else "more_lines"
    if before <= 0.2 * max(before, after) or before <= 0:
        return Change(before, after, None, None, verdict, error)
    percent, sdc_percent = 100 * difference / before, 100 * sdc / before
    return Change(before, after, percent, sdc_percent, verdict, error)


@dataclass(frozen=True)
class RegionChange:
    """Change of one region or of the whole face.

    Attributes
    ----------
    status : {"compared", "not_comparable"}
    reason : Refusal or None
        Why it is not comparable, or why no percentage is given.
    density, severity : Change
    """

    status: Literal["compared", "not_comparable"]
    reason: Refusal | None
    density: Change
    severity: Change

    def of(self, figure: Figure) -> Change:
        """Change of one of both figures."""
        return self.density if figure == "density" else self.severity


def no_percentage(density: Change, severity: Change) -> Refusal | None:
    """Why one of two compared figures has no percentage; None where both have."""
    figures = {"density": density, "severity": severity}
    without = [name for name, change in figures.items() if change.change_percent is None]
    if not without:
        return None
    told = f"Hardly any lines before, so no percentage of {' and '.join(without)} is given."
    return Refusal("no_percentage", told)


def not_comparable(code: str, message: str) -> RegionChange:
    """A region or face of which nothing can be said, and why."""
    return RegionChange("not_comparable", Refusal(code, message), NOT_COMPARABLE, NOT_COMPARABLE)


@dataclass(frozen=True, eq=False)
class PairLine:
    """One line followed from the earlier photo to the later one.

    Attributes
    ----------
    region : str
    before_mm, after_mm : float
        Length over which it stands out from the skin.
    before_contrast, after_contrast : float
        Mean along the whole line, in log lightness; near zero where it is not seen.
    points : (N, 2) float64 ndarray
        Pixels [x, y] of the earlier photo.
    places_mm : (N, 2) float64 ndarray
        The same points on the canonical face, the same at every visit.
    """

    region: str
    before_mm: float
    after_mm: float
    before_contrast: float
    after_contrast: float
    points: NDArray[np.float64]
    places_mm: NDArray[np.float64]

    @property
    def contrast_change_percent(self) -> float | None:
        """Change of contrast; None where the earlier photo shows nothing."""
        if self.before_contrast <= 0:
            return None
        return 100 * (self.after_contrast / self.before_contrast - 1)


@dataclass(frozen=True, eq=False)
class PairMeasurement:
    """Everything a comparison of two photos says.

    Attributes
    ----------
    status : {"compared", "not_comparable"}
    reason : Refusal or None
    findings : tuple of Finding
        Everything in which the photos differ more than two visits should.
    face : RegionChange
    regions : Mapping of str to RegionChange
    lines : tuple of PairLine
    alignment : Alignment or None
        None when the photos could not be aligned.
    skin : CommonSkin or None
        What colour and texture are read from; None for photos that could not be compared.
    shots : tuple of (int, int)
        Which shots of the earlier and of the later visit were compared with each other; lines,
        pictures and skin are those of the first two.
    """

    status: Literal["compared", "not_comparable"]
    reason: Refusal | None
    findings: tuple[Finding, ...]
    face: RegionChange
    regions: Mapping[str, RegionChange]
    lines: tuple[PairLine, ...]
    alignment: Alignment | None
    skin: CommonSkin | None = None
    shots: tuple[tuple[int, int], ...] = ((0, 0),)

    def part(self, name: str) -> RegionChange | None:
        """Change of ``"face"`` or of a region, which a pair that was not compared lacks."""
        return self.face if name == "face" else self.regions.get(name)

    @property
    def aligned(self) -> bool:
        """Whether both photos could be brought into one frame."""
        return self.alignment is not None

    @property
    def residual_mm(self) -> float | None:
        """Median displacement over skin that a further search still finds."""
        return self.alignment.residual_mm if self.alignment else None

    @property
    def transform(self) -> NDArray[np.float64] | None:
        """Similarity (3, 3) from later to earlier photo, in pixels."""
        return self.alignment.similarity if self.alignment else None

    @cached_property
    def pictures(self) -> AlignedPictures | None:
        """Both photos in one frame, for people to look at."""
        return aligned_pictures(self.alignment) if self.alignment else None
