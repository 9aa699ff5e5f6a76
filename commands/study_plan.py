"""`study plan` and `study rehearse`: before there are any data."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from commands.records import FAULT, JsonFile, answer

# ruff: noqa: PLC0415 - see commands.records

if TYPE_CHECKING:
    from study.planner import Plan

TRIALS = 4_000
SEED = 1


def plan(
    *,
    gain: Annotated[float, typer.Option(metavar="DAYS", help="The gain worth finding.")] = 18,
    sd_within: Annotated[
        float, typer.Option(metavar="DAYS", help="Between cycles of one client; no study gives it.")
    ] = 18,
    cycles: Annotated[int, typer.Option(min=1, help="Cycles with, and as many without.")] = 1,
    visits: Annotated[
        int, typer.Option(min=1, max=28, metavar="DAYS", help="Days between visits.")
    ] = 14,
    shots: Annotated[int, typer.Option(min=1, help="Photos per visit and expression.")] = 3,
    cv: Annotated[float, typer.Option(metavar="PERCENT", help="Error of one photo.")] = 6,
    power: Annotated[float, typer.Option(min=0.5, max=0.99, help="Chance to find it.")] = 0.8,
    out: Annotated[
        Path | None,
        typer.Option(metavar="DIR", help="Draw the order of cycles into a new folder."),
    ] = None,
    json_file: JsonFile = None,
) -> None:
    """Say how many clients a crossover needs, by simulation, and draw its concealed order."""
    from study.planner import plan_crossover
    from study.schedule import draw_schedule, save_schedule
    from vision.errors import Refusal

    found = plan_crossover(
        gain_days=gain,
        sd_within_days=sd_within,
        cycles_per_arm=cycles,
        visit_every_days=visits,
        shots=shots,
        cv_percent=cv,
        power=power,
        trials=TRIALS,
        seed=SEED,
    )
    if isinstance(found, Refusal):
        typer.echo(found.message, err=True)
        raise typer.Exit(FAULT)
    if out is not None:
        save_schedule(draw_schedule(clients=found.clients, cycles_per_arm=cycles), out)
    answer("study-plan", _plan_document(found), json_file, lambda: _say_plan(found, out))


def _plan_document(found: "Plan") -> dict[str, float]:
    assumed = found.scenario
    return {
        "clients": found.clients,
        "cycles_with": assumed.cycles_per_arm,
        "cycles_without": assumed.cycles_per_arm,
        "power": found.power,
        "gain_days": assumed.gain_days,
        "sd_within_days": assumed.sd_within_days,
        "error_days": assumed.error_days,
    }


def _say_plan(found: "Plan", out: Path | None) -> None:
    assumed = found.scenario
    cycles = assumed.cycles_per_arm
    typer.echo(
        f"{found.clients} clients with {cycles} cycles with and {cycles} without microcurrent "
        f"find {assumed.gain_days:g} days with a power of {found.power:.0%}."
    )
    typer.echo(
        f"Half-recovery days are then known to {assumed.error_days:.1f} days; cycles of one client "
        f"are assumed to differ by {assumed.sd_within_days:g} days."
    )
    if out is not None:
        typer.echo(
            f"{out / 'digests.csv'} is for the practice; {out / 'allocations.csv'} is for "
            "somebody who treats nobody, and is opened line by line."
        )


def allocation(
    *,
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="Written by `study plan --out`.")],
    place: Annotated[int, typer.Option(min=1, help="The client's place, by order of enrolment.")],
    json_file: JsonFile = None,
) -> None:
    """Open the order of one enrolled client, if it is still as it was drawn."""
    from study.schedule import open_allocation, read_schedule

    allocations, digests = read_schedule(folder)
    if place > len(allocations):
        raise typer.BadParameter(f"there are {len(allocations)} places", param_hint="--place")
    cycles = open_allocation(allocations[place - 1], digests)
    answer(
        "study-allocation",
        {"place": place, "cycles": list(cycles)},
        json_file,
        lambda: typer.echo(f"Place {place}, cycle by cycle: {', '.join(cycles)} microcurrent."),
    )


def cost(
    *,
    toxin: Annotated[float, typer.Option(metavar="MONEY", help="One toxin session.")],
    device: Annotated[float, typer.Option(metavar="MONEY", help="One device session.")],
    sessions: Annotated[int, typer.Option(min=1, help="Device sessions in one toxin cycle.")],
    lasts: Annotated[
        float, typer.Option(min=1, metavar="DAYS", help="How long toxin alone lasts.")
    ] = 120,
    gain: Annotated[
        float, typer.Option(metavar="DAYS", help="Days that microcurrent is taken to add.")
    ] = 0,
    json_file: JsonFile = None,
) -> None:
    """Compare treatments and cost of a year with microcurrent and without."""
    from dataclasses import asdict

    from study.costs import compare_costs

    compared = compare_costs(
        duration_days=lasts,
        gain_days=gain,
        toxin_cost=toxin,
        device_cost=device,
        device_sessions=sessions,
    )

    def say() -> None:
        for name, year in (("without", compared.without), ("with", compared.with_device)):
            typer.echo(
                f"{name} microcurrent: {year.toxin_sessions:.1f} toxin and "
                f"{year.device_sessions:.1f} device sessions a year, cost {year.cost:.0f}"
            )
        typer.echo("That microcurrent adds days at all is an assumption; no trial has shown it.")

    answer("study-cost", asdict(compared), json_file, say)


def rehearse(
    *,
    out: Annotated[Path, typer.Option(metavar="DIR", help="A new folder.")],
    clients: Annotated[int, typer.Option(min=2)] = 24,
    gain: Annotated[float, typer.Option(metavar="DAYS", help="What microcurrent adds.")] = 18,
    seed: Annotated[int, typer.Option(help="Another number is another clinic.")] = SEED,
    json_file: JsonFile = None,
) -> None:
    """Write the tables of a clinic that never was, to rehearse an analysis on a known truth."""
    from study.errors import StudyError
    from study.simulate import Clinic, save, simulate

    if out.exists():
        raise StudyError(f"{out} exists already; choose a new folder.")
    # Between people 14 days, as retreatment times scatter in cervical dystonia (J Neurol Neurosurg
    # Psychiatry, 80.7 +- 13.6 days); as much again within, for want of a figure.
    clinic = Clinic(clients, 2, gain, 14, 14, jitter_days=3)
    export, truth = simulate(clinic, seed=seed)
    save(export, out)
    truth.to_csv(out / "truth.csv", index=False)
    answer(
        "study-rehearsal",
        {"folder": str(out), "clients": clients, "gain_days": gain},
        json_file,
        lambda: typer.echo(
            f"{out} holds {clients} simulated clients with two toxin cycles each; truth.csv says "
            f"when half of each effect was gone."
        ),
    )
