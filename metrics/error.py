"""The smallest detectable change of a pair: what camera, light and pose can do alone."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from metrics.contrast import Traces, line_contrast

STUDY_FILE = Path(__file__).with_name("repeatability.json")
STRETCH_MM = 8.0
BESIDE_MM = (-4.5, -3.0, 3.0, 4.5)
FEWEST_STRETCHES = 8
UNKNOWN_NOISE = 0.004
SAME_LIGHT, SAME_POSE_DEG = 0.04, 1.5
UNSURE_OF_EXPECTED = 0.5
STUDY_FREEDOM = 8


@dataclass(frozen=True)
class Conditions:
    """What differs between the photos of a pair, as the lines of one region feel it.

    Attributes
    ----------
    across : float
        Change of the squared light slope across the lines: grazing light deepens a groove's
        shading in proportion to the square of its slope, whichever side it comes from.
    pitch : float
        Degrees by which the face turned up, as far as the lines run level.
    light : float
        `LightChange.unevenness`.
    turn : float
        Degrees that the head turned.
    length_mm : float
        Length of line that is compared.
    """

    across: float
    pitch: float
    light: float
    turn: float
    length_mm: float


@dataclass(frozen=True)
class Disturbance:
    """What light and pose do to the contrast of lines in one region of one pair.

    Attributes
    ----------
    expected : float
        Log change of contrast that they explain; taken out.
    session : float
        Standard deviation of the log change that remains between two visits.
    floor : float
        The same between two shots of one sitting.
    """

    expected: float
    session: float
    floor: float

    @property
    def relative(self) -> float:
        """Standard deviation of the log change from both."""
        return float(np.hypot(self.session, self.floor))


@dataclass(frozen=True)
class Spread:
    """Repeatability of one region, from the study in `benchmarks/repeatability.py`.

    Attributes
    ----------
    floor : float
        Standard deviation of the log change between two shots of one sitting.
    reposed : float
        What a new pose or light adds, however small.
    per_light, per_degree : float
        What each unit of `Conditions.light` and `Conditions.turn` adds.
    across, pitch : float
        Expected log change per unit of the conditions of the same name.
    length_mm : float
        Median length of line in the study; with less of it, chance averages out less.
    session : float
        What every new visit adds in a clinic that has measured its own repeats.
    """

    floor: float
    reposed: float
    per_light: float
    per_degree: float
    across: float
    pitch: float
    length_mm: float
    session: float = 0.0

    def moderated(
        self, *, within: float, session: float, within_freedom: int, session_freedom: int
    ) -> "Spread":
        """Repeatability of a clinic that has measured its own.

        Its variances are averaged with those of the study, each by its degrees of freedom, of
        which the study counts as eight: two poses of one person say little by themselves.

        Parameters
        ----------
        within, session : float
            The clinic's standard deviations of log contrast of a photo, between shots and between
            visits; a change has twice their variance.
        within_freedom, session_freedom : int
            Their degrees of freedom.
        """
        share = within_freedom / (STUDY_FREEDOM + within_freedom)
        own = session_freedom / (STUDY_FREEDOM + session_freedom)
        return replace(
            self,
            floor=float(np.sqrt((1 - share) * self.floor**2 + share * 2 * within**2)),
            reposed=float(np.sqrt(1 - own)) * self.reposed,
            session=float(np.sqrt(own * 2)) * session,
        )

    def disturbance(self, conditions: Conditions) -> Disturbance:
        """What light and pose of a pair do here."""
        expected = self.across * conditions.across + self.pitch * conditions.pitch
        short = np.sqrt(max(1.0, self.length_mm / conditions.length_mm))
        terms = (
            self.session,
            self.reposed * short * np.sqrt(share_reposed(conditions)),
            self.per_light * conditions.light,
            self.per_degree * conditions.turn,
            UNSURE_OF_EXPECTED * expected,
        )
        return Disturbance(expected, float(np.linalg.norm(terms)), float(self.floor * short))


def share_reposed(conditions: Conditions) -> float:
    """How far a pair is from two shots of one sitting, 0..1 in variance."""
    apart = (conditions.light / SAME_LIGHT) ** 2 + (conditions.turn / SAME_POSE_DEG) ** 2
    return float(1 - np.exp(-apart))


Study = Mapping[str, Spread]
"""Repeatability by group of regions, see `group_of`; ``"face"`` is one of them."""


@cache
def rendered_study() -> Study:
    """Repeatability of rendered people, for a clinic that has not measured its own."""
    rows = json.loads(STUDY_FILE.read_text(encoding="utf-8"))
    return MappingProxyType({name: Spread(**row) for name, row in rows.items()})


def group_of(region: str) -> str:
    """Left and right of a region are one group; a region in the middle is its own."""
    return region.removesuffix("_left").removesuffix("_right")


def placebo_noise(
    before: NDArray[np.float32],
    after: NDArray[np.float32],
    traces: Traces,
    skin: NDArray[np.bool_],
    px_per_mm: float,
) -> float:
    """Standard deviation of the contrast difference of an 8 mm stretch where there is no line.

    Measured on the same lines shifted by 3 and 4.5 mm to both sides; robust (MAD).
    """
    step = max(1, int(STRETCH_MM * px_per_mm))
    position = np.arange(len(traces)) - np.searchsorted(traces.line, traces.line)
    stretch = traces.line * 10_000 + position // step
    means: list[float] = []
    for beside in BESIDE_MM:
        on_skin = traces.looked_up(skin, aside_px=beside * px_per_mm).astype(bool)
        difference = line_contrast(after, traces, px_per_mm, aside_mm=beside) - line_contrast(
            before, traces, px_per_mm, aside_mm=beside
        )
        _, group = np.unique(stretch[on_skin], return_inverse=True)
        size = np.bincount(group)
        total = np.bincount(group, weights=difference[on_skin])
        enough = size >= step / 2
        means.extend(total[enough] / size[enough])
    if len(means) < FEWEST_STRETCHES:
        return UNKNOWN_NOISE
    return float(1.4826 * np.median(np.abs(np.asarray(means) - np.median(means))))


def noise_of_sum(
    moved: NDArray[np.float64],
    line: NDArray[np.int64],
    length_mm: NDArray[np.float64],
    *,
    noise: float,
) -> float:
    """Standard deviation of a sum over line points; noise is averaged along, not between, lines.

    Parameters
    ----------
    moved : (n,) float64 ndarray
        By how much the sum moves per unit of contrast of each point.
    line : (n,) int64 ndarray
        Line of each point.
    length_mm : (n,) float64 ndarray
        Length that each point stands for.
    noise : float
        Standard deviation of contrast over a stretch of 8 mm.
    """
    per_line = np.bincount(line, moved)
    stretches = np.maximum(np.bincount(line, length_mm) / STRETCH_MM, 1)
    return float(np.sqrt(np.sum((per_line * noise) ** 2 / stretches)))
