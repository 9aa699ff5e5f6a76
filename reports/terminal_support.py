"""Supporting figures as text: tone, redness and texture by region, brows and lids, controls."""

from collections.abc import Iterable, Mapping

from rich.table import Table

from reports import words
from reports.words import NO_FIGURE, percent, signed_percent
from tracking.contract import ControlsEntry, PairSupportEntry, ShiftEntry, SupportEntry

SHIFTS = {
    "brow_height_right_mm": "Brow height, right",
    "brow_height_left_mm": "Brow height, left",
    "brow_asymmetry_mm": "Brows, left less right",
    "eyelid_aperture_right_mm": "Eyelid aperture, right",
    "eyelid_aperture_left_mm": "Eyelid aperture, left",
    "eyelid_asymmetry_mm": "Eyelids, left less right",
}
SKIN = {
    "redness": "Redness, a*",
    "erythema_index": "Erythema index",
    "lightness_spread": "Unevenness, L*",
    "redness_spread": "Unevenness, a*",
    "roughness_percent": "Fine texture, %",
}
MOVED = {"lower": "▼", "within_error": "■", "higher": "▲"}


def support_table(support: SupportEntry, empty: Table) -> Table:
    """Fill a table with colour and texture by region; brows, lids and effort stand below it.

    Parameters
    ----------
    support : SupportEntry
    empty : Table
        With the columns region, a*, erythema, ITA in degrees, evenness (spread of L*) and
        roughness in percent.
    """
    for name, region in support["regions"].items():
        colour, texture = region["colour"] or {}, region["texture"] or {}
        tone = colour.get("tone")
        empty.add_row(
            words.REGIONS[name],
            _number(colour, "redness"),
            _number(colour, "erythema_index"),
            _number(tone if isinstance(tone, Mapping) else {}, "ita_deg"),
            _number(colour, "lightness_spread"),
            _number(texture, "roughness_percent"),
        )
    empty.caption = "\n".join(_below(support))
    return empty


def _below(support: SupportEntry) -> Iterable[str]:
    symmetry = support["symmetry"]
    if symmetry is not None:
        yield (
            f"Brows {_number(symmetry, 'brow_height_right_mm')} right, "
            f"{_number(symmetry, 'brow_height_left_mm')} left; eyelids "
            f"{_number(symmetry, 'eyelid_aperture_right_mm')} right, "
            f"{_number(symmetry, 'eyelid_aperture_left_mm')} left, in mm"
        )
    elif support["symmetry_reason"] is not None:
        yield support["symmetry_reason"]["message"]
    efforts = ", ".join(f"{name} {effort:.2f}" for name, effort in support["effort"].items())
    yield f"Effort of expressions, 0 to 1: {efforts}"


def shift_rows(support: PairSupportEntry, empty: Table) -> Table:
    """Fill a table (figure, before and after in mm, change with error, sign) with what moved."""
    for name, shift in (support["symmetry"] or {}).items():
        empty.add_row(
            SHIFTS[name],
            f"{shift['before_mm']:.1f} → {shift['after_mm']:.1f}",
            _shift(shift),
            MOVED[shift["verdict"]],
        )
    return empty


def skin_rows(support: PairSupportEntry, empty: Table) -> Table:
    """Fill a table like that of `shift_rows` with skin that changed beyond its error."""
    for region, figures in support["skin"].items():
        for name, change in figures.items():
            if change["verdict"] in {"lower", "higher"}:
                empty.add_row(
                    f"{words.REGIONS[region]}: {SKIN[name]}",
                    f"{change['before']:.1f} → {change['after']:.1f}",
                    f"{words.signed(change['change'], 1)} ± {change['sdc']:.1f}",
                    MOVED[change["verdict"]],
                )
    return empty


def control_rows(controls: ControlsEntry, empty: Table) -> Table:
    """Fill a table (region, change, beyond untreated with error, answer) with treated regions."""
    for name, region in controls["treated"].items():
        beyond, error = region["beyond_control_percent"], region["beyond_control_sdc_percent"]
        known = beyond is not None and error is not None
        answer = {True: "stands out", False: "does not stand out", None: NO_FIGURE}
        empty.add_row(
            words.REGIONS[name],
            NO_FIGURE
            if region["change_percent"] is None
            else signed_percent(region["change_percent"]),
            f"{signed_percent(beyond)} ± {percent(error)}" if known else NO_FIGURE,
            answer[region["stands_out"]],
        )
    median = controls["untreated_median_percent"]
    if median is not None:
        empty.caption = f"Untreated regions: median {signed_percent(median)}"
    return empty


def _shift(shift: ShiftEntry) -> str:
    error = NO_FIGURE if shift["sdc_mm"] is None else f"{shift['sdc_mm']:.1f}"
    return f"{words.signed(shift['change_mm'], 1)} ± {error}"


def _number(figures: Mapping[str, object], name: str) -> str:
    value = figures.get(name)
    return f"{value:.1f}" if isinstance(value, int | float) else NO_FIGURE
