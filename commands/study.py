"""`study`: response curves, survival and crossovers from the tables of a research export."""

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from commands import study_plan, study_reading
from commands.records import JsonFile, answer

# ruff: noqa: PLC0415 - see commands.records

if TYPE_CHECKING:
    from study.comparison import Comparison
    from study.cycles import Cycle
    from study.responses import Day, ResponseGroup
    from study.survival import SurvivalCurve
    from vision.errors import Refusal

app = typer.Typer(
    help="Research on the tables of `export --purpose research`.", no_args_is_help=True
)
app.command("plan")(study_plan.plan)
app.command("allocation")(study_plan.allocation)
app.command("cost")(study_plan.cost)
app.command("rehearse")(study_plan.rehearse)
app.add_typer(study_reading.app, name="reading")


class FigureName(StrEnum):
    """Which figure of a region is followed."""

    SEVERITY = "severity"
    DENSITY = "line_density_mm_per_cm2"


Export = Annotated[Path, typer.Argument(metavar="DIR", help="Folder of a research export.")]
Region = Annotated[str, typer.Option(help="One region; regions are never pooled.")]
Expression = Annotated[
    str, typer.Option(help="rest for static lines; frown, raise or smile for dynamic ones.")
]
Figure = Annotated[FigureName, typer.Option("--figure", help="The figure that is followed.")]
Chart = Annotated[Path | None, typer.Option(metavar="FILE.png", help="Draw the chart.")]
Randomised = Annotated[
    bool, typer.Option("--randomised", help="The order of cycles was drawn at random.")
]


@app.command()
def responses(
    *,
    export: Export,
    region: Region = "glabella",
    expression: Expression = "frown",
    figure: Figure = FigureName.SEVERITY,
    chart: Chart = None,
    json_file: JsonFile = None,
) -> None:
    """Fit the curve of every toxin cycle: onset, peak, half-recovery, loss of response."""
    from study.documents import group_document
    from study.responses import fit_responses

    groups = fit_responses(_cycles(export, region, expression, figure))
    if chart is not None:
        for group in groups:
            _draw_group(
                group,
                chart if len(groups) == 1 else chart.with_stem(f"{chart.stem}-{group.product}"),
            )

    def say() -> None:
        for group in groups:
            _say_group(group)

    answer("responses", {"groups": [group_document(group) for group in groups]}, json_file, say)


@app.command()
def survival(
    *,
    export: Export,
    region: Region = "glabella",
    expression: Expression = "frown",
    figure: Figure = FigureName.SEVERITY,
    chart: Chart = None,
    json_file: JsonFile = None,
) -> None:
    """How long responses last, with and without microcurrent: Kaplan-Meier and Weibull."""
    from study.documents import aft_document, curve_document
    from study.survival import kaplan_meier, response_times, times_by_arm, weibull_aft
    from vision.errors import Refusal

    times, refused = response_times(_cycles(export, region, expression, figure))
    curves = {arm: kaplan_meier(each) for arm, each in times_by_arm(times).items()}
    model = weibull_aft(times)
    if chart is not None:
        _draw_curves(curves, f"{region}, {expression}", chart)

    def say() -> None:
        for arm, curve in curves.items():
            typer.echo(f"{arm}: {_median(curve)}")
        if isinstance(model, Refusal):
            typer.echo(f"Weibull model: {model.message}")
        else:
            typer.echo(
                f"Weibull model: {model.gain_days} days longer with microcurrent than "
                f"{model.median_without_days:.0f} days."
            )
        for cycle, reason in refused:
            typer.echo(f"left out, {cycle.name}: {reason.message}", err=True)

    document = {
        "curves": [curve_document(arm, curve) for arm, curve in curves.items()],
        "weibull": aft_document(model),
        "left_out": [{"cycle": cycle.name, "reason": reason.code} for cycle, reason in refused],
    }
    answer("survival", document, json_file, say)


@app.command()
def crossover(
    *,
    export: Export,
    region: Region = "glabella",
    expression: Expression = "frown",
    figure: Figure = FigureName.SEVERITY,
    randomised: Randomised = False,
    json_file: JsonFile = None,
) -> None:
    """Compare cycles with and without microcurrent within people, in days."""
    from study.comparison import compare_microcurrent
    from study.documents import comparison_document

    comparison = compare_microcurrent(
        _all_cycles(export, figure), region=region, expression=expression, randomised=randomised
    )
    document = comparison_document(comparison)
    answer("crossover", document, json_file, lambda: _say_comparison(comparison))


def _all_cycles(export: Path, figure: FigureName) -> list["Cycle"]:
    from study.cycles import cut_cycles
    from study.export_reader import read_export

    return cut_cycles(read_export(export), figure=figure.value)


def _cycles(export: Path, region: str, expression: str, figure: FigureName) -> list["Cycle"]:
    from study.errors import StudyError

    everything = _all_cycles(export, figure)
    found = [each for each in everything if (each.region, each.expression) == (region, expression)]
    if not found:
        places = sorted({f"{each.region} {each.expression}" for each in everything})
        raise StudyError(
            f"There is no toxin cycle of {region} with photos of {expression}; there are: "
            f"{', '.join(places) or 'none'}."
        )
    return found


def _draw_group(group: "ResponseGroup", file: Path) -> None:
    from reports.palette import LIGHT
    from reports.study_charts import response_chart, save_png
    from study.course_table import curve_table, photo_table, window_table

    title = f"{group.region}, {group.expression}, {group.product}"
    tables = curve_table(group), photo_table(group), window_table(group)
    save_png(response_chart(*tables, title=title, palette=LIGHT), file)


def _draw_curves(curves: "dict[str, SurvivalCurve | Refusal]", title: str, file: Path) -> None:
    from reports.palette import LIGHT
    from reports.study_charts import save_png, survival_chart
    from study.course_table import survival_table
    from study.errors import StudyError
    from study.survival import SurvivalCurve

    known = {arm: curve for arm, curve in curves.items() if isinstance(curve, SurvivalCurve)}
    if not known:
        raise StudyError("There is no curve to draw: no response was seen to be lost.")
    save_png(survival_chart(survival_table(known), title=title, palette=LIGHT), file)


def _say_group(group: "ResponseGroup") -> None:
    typer.echo(f"{group.product}, {group.region}, {group.expression}")
    for response in group.responses:
        cycle = response.cycle
        told = (
            response.reason.message
            if response.reason is not None
            else (
                f"half-recovery day {_day(response.half_recovery)}, onset {_day(response.onset)}, "
                f"peak {_day(response.peak)}, response lost {_day(response.loss)}"
            )
        )
        typer.echo(f"  {cycle.study_code} cycle {cycle.number}: {told}")
    if group.half_recovery is not None:
        typer.echo(
            f"  mean half-recovery day {group.half_recovery}, between clients "
            f"{group.sd_client_days:.0f} days, between cycles {group.sd_cycle_days:.0f} days"
        )
    elif group.reason is not None:
        typer.echo(f"  no mean: {group.reason.message}")
    for published in group.published:
        window = published.window
        known = f"{window.first_day} to {window.last_day}" if window else "no figure was found"
        typer.echo(
            f"  {published.phase}: day {published.observed_day:.0f} observed; published of "
            f"glabellar lines at frown: {known}"
        )


def _day(day: "Day | None") -> str:
    return "not known" if day is None else f"{day.value:.0f} ({day.low:.0f} to {day.high:.0f})"


def _median(curve: "SurvivalCurve | Refusal") -> str:
    from study.survival import SurvivalCurve

    if not isinstance(curve, SurvivalCurve):
        return curve.message
    counts = f"{curve.cycles} cycles of {curve.clients} clients, {curve.lost} seen to be lost"
    if curve.median_day is None:
        return f"more than half last to the end; {counts}"
    low, high = (
        "beyond the last visit" if bound is None else f"{bound:.0f}"
        for bound in (curve.median_low, curve.median_high)
    )
    return f"half are lost by day {curve.median_day:.0f} (95 % interval {low} to {high}); {counts}"


def _say_comparison(comparison: "Comparison") -> None:
    from study.evidence import state_of_evidence, wording
    from vision.errors import Refusal

    crossover, trend, sides = comparison.crossover, comparison.trend, comparison.sides
    if isinstance(crossover, Refusal):
        typer.echo(crossover.message)
    else:
        typer.echo(
            f"{crossover.gain} days later with microcurrent: {crossover.cycles_with} cycles with, "
            f"{crossover.cycles_without} without, {crossover.clients_with_both} of "
            f"{crossover.clients} clients with both."
        )
        typer.echo(wording(randomised=crossover.randomised))
    if not isinstance(trend, Refusal):
        typer.echo(f"Per hour of microcurrent: {trend.days_per_hour} days.")
    told = sides.message if isinstance(sides, Refusal) else f"{sides} days later on that side."
    typer.echo(f"Left against right: {told}")
    for cycle, reason in comparison.left_out:
        typer.echo(f"left out, {cycle.name}: {reason.message}", err=True)
    for each in comparison.washout:
        if not each.is_complete:
            typer.echo(f"not washed out: {each.cycle.name} ({each.change_percent:+.0f} %)")
    typer.echo(state_of_evidence())
