"""A clinic's own repeatability, from repeated photos of one person whose skin does not change.

The person is photographed in several shots, leaves, comes back and is photographed again. All
photos are compared with the first one, so that the figures stand on common skin, as in every
comparison.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import get_args

import numpy as np
from numpy.typing import NDArray

from metrics.agreement import components, icc_2_1, limits_of_agreement
from metrics.change import compare_faces
from metrics.error import Study, group_of, rendered_study
from metrics.verdict import Figure, PairMeasurement, RegionChange
from vision.errors import Refusal
from vision.portrait import Portrait

FEWEST_POSES, FEWEST_SHOTS, FEWEST_TARGETS = 2, 2, 3
FEW_PHOTOS = Refusal(
    "too_few_repeats",
    "Calibration needs two poses with the same number of shots, at least two each; three are best.",
)


@dataclass(frozen=True)
class OwnError:
    """Repeatability of one figure of one region, in percent of the figure.

    Attributes
    ----------
    region : str
        ``"face"`` or a region's name.
    figure : {"density", "severity"}
    within_percent, session_percent : float
        Standard deviation between shots of a pose, and between poses.
    sem_percent : float
        Standard error of measurement of one photo.
    sdc_percent : float
        Smallest change (95 %) between visits of one shot each.
    lower_percent, upper_percent : float
        Limits of agreement of photos of two poses.
    """

    region: str
    figure: Figure
    within_percent: float
    session_percent: float
    sem_percent: float
    sdc_percent: float
    lower_percent: float
    upper_percent: float


@dataclass(frozen=True)
class Calibration:
    """What repeated photos of one person say about a clinic.

    Attributes
    ----------
    poses, shots : int
        How often the person was posed anew, and shots of each pose.
    errors : tuple of OwnError
        Of every region that all photos could be compared in.
    icc_density, icc_severity : float or None
        ICC(2,1) with the regions of the face as targets and the photos as raters: one person has
        no other targets. None with fewer than three regions.
    """

    poses: int
    shots: int
    errors: tuple[OwnError, ...]
    icc_density: float | None
    icc_severity: float | None

    def study(self) -> Study:
        """Repeatability to judge by: the rendered people's, moderated by the clinic's own."""
        rendered = rendered_study()
        own: dict[str, list[OwnError]] = {}
        for error in self.errors:
            if error.figure == "severity":
                own.setdefault(group_of(error.region), []).append(error)
        return {
            group: spread.moderated(
                within=_log(error.within_percent for error in own[group]),
                session=_log(error.session_percent for error in own[group]),
                within_freedom=self.poses * (self.shots - 1) * len(own[group]),
                session_freedom=(self.poses - 1) * len(own[group]),
            )
            if group in own
            else spread
            for group, spread in rendered.items()
        }


def _log(percents: Iterable[float]) -> float:
    """Root mean square of small standard deviations, from percent to log units."""
    return float(np.sqrt(np.mean(np.square(list(percents))))) / 100


def calibrate(poses: Sequence[Mapping[str, Portrait]]) -> Calibration | Refusal:
    """Measure a clinic's repeatability.

    Parameters
    ----------
    poses : sequence of mappings of str to Portrait
        Shots of every pose of one person, as many for each, by the names of their photos.

    Returns
    -------
    Calibration or Refusal
        Codes ``too_few_repeats`` and ``same_photo``, or that of the first pair that cannot be
        compared; its message names both photos.
    """
    shots = len(poses[0]) if poses else 0
    same = all(len(pose) == shots for pose in poses)
    if len(poses) < FEWEST_POSES or shots < FEWEST_SHOTS or not same:
        return FEW_PHOTOS
    portraits = {name: shot for pose in poses for name, shot in pose.items()}
    seen: dict[str, str] = {}
    for name, shot in portraits.items():
        other = seen.setdefault(shot.photo.sha256, name)
        if other != name:
            return Refusal("same_photo", f"{name} is a copy of {other}; take every shot by itself.")
    first = next(iter(portraits))
    pairs = {name: compare_faces(portraits[first], shot) for name, shot in portraits.items()}
    for name, pair in pairs.items():
        if pair.reason is not None:
            return Refusal(pair.reason.code, f"{name} beside {first}: {pair.reason.message}")
    return from_pairs(list(pairs.values()), poses=len(poses), shots=shots)


def from_pairs(pairs: Sequence[PairMeasurement], *, poses: int, shots: int) -> Calibration:
    """Repeatability from comparisons of all photos with the first one, itself included.

    Parameters
    ----------
    pairs : sequence of PairMeasurement
        Pose by pose, all of them compared.
    poses, shots : int
    """
    errors: list[OwnError] = []
    icc: dict[Figure, float | None] = {}
    for figure in get_args(Figure):
        values = {
            name: table
            for name in ("face", *pairs[0].regions)
            if (table := _values(pairs, name, figure)) is not None
        }
        for name, table in values.items():
            errors.append(_own_error(name, figure, table.reshape(poses, shots)))
        targets = [table for name, table in values.items() if name != "face"]
        icc[figure] = icc_2_1(np.array(targets)) if len(targets) >= FEWEST_TARGETS else None
    return Calibration(poses, shots, tuple(errors), icc["density"], icc["severity"])


def _own_error(region: str, figure: Figure, values: NDArray[np.float64]) -> OwnError:
    percent = 100 * np.log(values)
    parts = components(percent)
    lower, upper = limits_of_agreement(percent)
    return OwnError(
        region, figure, parts.within, parts.session, parts.sem, parts.sdc(1), lower, upper
    )


def _values(
    pairs: Sequence[PairMeasurement], name: str, figure: Figure
) -> NDArray[np.float64] | None:
    """A figure of every photo, on the scale of the first one; None where one is missing."""
    changes = [_part(pair, name).of(figure) for pair in pairs]
    percents = [change.change_percent for change in changes]
    first = changes[0].before
    if first is None or any(percent is None or percent <= -100 for percent in percents):
        return None
    return first * (1 + np.array(percents, float) / 100)


def _part(pair: PairMeasurement, name: str) -> RegionChange:
    return pair.face if name == "face" else pair.regions[name]
