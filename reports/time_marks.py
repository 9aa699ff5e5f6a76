"""What stands on the time axis of a chart besides visits: treatments and what to expect of them."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

import altair as alt
import pandas as pd

from reports import words
from reports.palette import Palette
from tracking.care_history import SkinMark
from tracking.progress import TreatmentMark
from tracking.settings import clinic_zone
from treatments.rules import Treatment
from treatments.timeline import Expectation, Phase

BOLT = "M0.25,-1 L-0.55,0.15 L-0.05,0.15 L-0.25,1 L0.55,-0.2 L0.05,-0.2 Z"
TREATMENT_SHAPES = {"botox": "diamond", "microcurrent": BOLT}
RULE_STRENGTH = {"botox": 0.7, "microcurrent": 0.35}
TREATMENT_LANE = 26
"""Height in pixels of the strip above the plot that holds the treatments."""
PHASES = ("onset", "peak", "wear_off")
PHASE_STRENGTH = {"onset": 0.09, "peak": 0.17, "wear_off": 0.06}
PHASE_LIFT = {"onset": -14, "peak": 0, "wear_off": 0}
"""Pixels from the foot of the plot to the name; the onset is too short for its own."""


def reaches(mark: TreatmentMark | SkinMark, region: str) -> bool:
    """Whether a mark concerns a region; every one concerns the face, and all if it names none."""
    return region == "face" or not mark.regions or region in mark.regions


def moment(on: datetime) -> str:
    """A moment on the clinic's wall, as the charts' time axis takes it."""
    return on.astimezone(clinic_zone()).replace(tzinfo=None).isoformat()


def treatment_layers(
    marks: Sequence[TreatmentMark], region: str, time: alt.X, palette: Palette
) -> list[alt.Chart]:
    """One symbol per treatment above the plot; paler where it did not reach this region."""
    if not marks:
        return []
    kinds = list(TREATMENT_SHAPES)
    colours = [palette.botox, palette.microcurrent]
    base = alt.Chart(_treatment_table(marks, region)).encode(
        x=time,
        y=alt.value(-TREATMENT_LANE / 2),
        color=alt.Color("kind:N", legend=None, scale=alt.Scale(domain=kinds, range=colours)),
    )
    dashes = alt.Scale(domain=kinds, range=[[1, 0], [2, 4]])
    rules = base.mark_rule(strokeWidth=1, aria=False).encode(
        y2=alt.value("height"),
        opacity=alt.Opacity("faint:Q", legend=None, scale=None),
        strokeDash=alt.StrokeDash("kind:N", legend=None, scale=dashes),
    )
    shapes = alt.Scale(domain=kinds, range=list(TREATMENT_SHAPES.values()))
    symbols = base.mark_point(filled=True, size=150).encode(
        opacity=alt.Opacity("strength:Q", legend=None, scale=None),
        shape=alt.Shape("kind:N", legend=None, scale=shapes),
        description="heard:N",
        tooltip=[
            alt.Tooltip("treatment:N", title=words.TIP_TREATMENT),
            alt.Tooltip("label:N", title=words.TIP_WHAT),
            alt.Tooltip("date:N", title=words.TIP_DATE),
            alt.Tooltip("where:N", title=words.TIP_WHERE),
        ],
    )
    return [rules, symbols]


def _treatment_table(marks: Iterable[TreatmentMark], region: str) -> pd.DataFrame:
    rows = []
    for mark in marks:
        strength = 1.0 if reaches(mark, region) else 0.3
        treatment, day = words.TREATMENTS[mark.kind], words.day_and_month(mark.on)
        where = ", ".join(words.REGIONS[name] for name in mark.regions)
        rows.append(
            {
                "on": moment(mark.on),
                "kind": mark.kind,
                "treatment": treatment,
                "label": mark.label,
                "date": day,
                "where": where,
                "heard": f"{day}: {treatment}, {mark.label}, {where}",
                "strength": strength,
                "faint": strength * RULE_STRENGTH[mark.kind],
            }
        )
    return pd.DataFrame(rows)


def expected_in(expectations: Iterable[Expectation], region: str) -> list[Expectation]:
    """What treatments of one region lead to expect; of every region for the whole face.

    A session that reached several regions is there once for each of them; the face needs it once.
    """
    chosen: dict[tuple[Treatment, date], Expectation] = {}
    for expectation in expectations:
        if region in ("face", expectation.region):
            chosen.setdefault((expectation.treatment, expectation.on), expectation)
    return list(chosen.values())


def phases_of(expectation: Expectation) -> list[tuple[str, Phase]]:
    """The known windows of an expectation by name, in order of time."""
    named = ((name, getattr(expectation, name)) for name in PHASES)
    return [(name, phase) for name, phase in named if phase is not None]


def window_layers(
    expectations: Iterable[Expectation], time: alt.X, palette: Palette
) -> list[alt.Chart]:
    """Bands behind the plot for when an effect is expected to start, be strongest and wear off."""
    rows = [
        {
            "on": _midnight(phase.first),
            "until": _midnight(phase.last),
            "strength": PHASE_STRENGTH[name],
            "lift": PHASE_LIFT[name],
            "phase": words.PHASES[name],
            "label": expectation.label,
            "heard": f"{words.PHASES[name]}, {words.period(phase.first, phase.last)}",
            "source": "; ".join(map(words.source_in_words, phase.sources)),
        }
        for expectation in expectations
        for name, phase in phases_of(expectation)
    ]
    if not rows:
        return []
    base = alt.Chart(pd.DataFrame(rows))
    bands = base.mark_rect(color=palette.botox, clip=True).encode(
        x=time,
        x2="until:T",
        opacity=alt.Opacity("strength:Q", legend=None, scale=None),
        description="heard:N",
        tooltip=[
            alt.Tooltip("phase:N", title=words.TIP_EXPECTED),
            alt.Tooltip("label:N", title=words.TIP_AFTER),
            alt.Tooltip("source:N", title=words.TIP_SOURCE),
        ],
    )
    names = base.mark_text(
        color=palette.botox,
        align="left",
        baseline="bottom",
        dx=3,
        dy=alt.ExprRef("datum.lift"),
        fontSize=11,
        clip=True,
        aria=False,
    ).encode(x=time, y=alt.value("height"), text="phase:N")
    return [bands, names]


def _midnight(day: date) -> str:
    return datetime(day.year, day.month, day.day).isoformat()
