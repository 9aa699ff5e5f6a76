"""`treat`: record what was done, after every safety rule had its say."""

from collections.abc import Callable
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from commands import treat_void
from commands.records import (
    SOME_REFUSED,
    At,
    ClientWord,
    JsonFile,
    answer,
    client_id_of,
    moment,
    open_records,
)
from commands.typed import injection, pair, provision_of

# ruff: noqa: PLC0415 - see commands.records

if TYPE_CHECKING:
    from tracking.desk import Desk
    from tracking.treat import NotRecorded, Planned, Reasons, Recorded

app = typer.Typer(help="Record what was done; the safety rules come first.", no_args_is_help=True)
app.command("list")(treat_void.everything)
app.command("void")(treat_void.void)
app.command("take-back")(treat_void.take_back)

By = Annotated[str, typer.Option(help="Who treated.")]
Qualification = Annotated[str, typer.Option(help="Of the one who treated.")]
CostText = Annotated[str | None, typer.Option("--cost", metavar="'250.00 EUR'")]
Notes = Annotated[str, typer.Option(help="Kept encrypted.")]
Override = Annotated[
    list[str] | None,
    typer.Option(metavar="RULE=REASON", help="Go ahead in spite of a finding, and say why."),
]


@app.command()
def botox(
    *,
    client: ClientWord,
    product: Annotated[str, typer.Option(help="onabotulinumtoxinA, ... or other.")],
    inject: Annotated[
        list[str],
        typer.Option(
            metavar="REGION=UNITS[@X,Y[:MUSCLE]]",
            help="One point, again for each; X,Y in mm on the face chart (docs/rules.md).",
        ),
    ],
    product_name: Annotated[str, typer.Option(help="For the product other.")] = "",
    at: At = None,
    lot: Annotated[str, typer.Option(help="Lot on the vial.")] = "",
    expires: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="Date on the vial.")
    ] = None,
    vial_units: Annotated[float | None, typer.Option(help="Units in the vial.")] = None,
    diluent_ml: Annotated[float | None, typer.Option(help="Saline added, in ml.")] = None,
    by: By = "",
    qualification: Qualification = "",
    cost: CostText = None,
    notes: Notes = "",
    override: Override = None,
    json_file: JsonFile = None,
) -> None:
    """Record a Botox session with its injection points."""
    from records.treatments import Vial
    from tracking.treat import record_botox
    from treatments.sessions import BotoxSession

    points = tuple(injection(text, product, product_name) for text in inject)
    vial = Vial(lot, expires.date() if expires else None, vial_units, diluent_ml)
    provision = provision_of(by, qualification, cost, notes)
    with open_records() as desk:
        done = BotoxSession(moment(at, desk.policy), points)

        def keep(client_id: str, reasons: "Reasons") -> "Recorded | NotRecorded":
            return record_botox(
                desk, client_id, done, vial=vial, provision=provision, reasons=reasons
            )

        result = _record(desk, client_id_of(desk, client), done, override, keep)
    _tell(result, json_file)


@app.command()
def microcurrent(
    *,
    client: ClientWord,
    device: Annotated[str, typer.Option(help="Its name.")],
    minutes: Annotated[float, typer.Option(min=0, help="How long.")],
    region: Annotated[list[str], typer.Option(help="Where; again for each region.")],
    modality: Annotated[
        str, typer.Option(help="microcurrent, NMES, RF or other.")
    ] = "microcurrent",
    microampere: Annotated[float | None, typer.Option(min=0)] = None,
    hertz: Annotated[float | None, typer.Option(min=0)] = None,
    waveform: Annotated[str, typer.Option()] = "",
    at: At = None,
    by: By = "",
    qualification: Qualification = "",
    cost: CostText = None,
    notes: Notes = "",
    override: Override = None,
    json_file: JsonFile = None,
) -> None:
    """Record a session with a device."""
    from records.treatments import Dosage
    from tracking.treat import record_microcurrent
    from treatments.sessions import MicrocurrentSession, Modality

    kinds = [kind.value for kind in Modality]
    if modality not in kinds:
        raise typer.BadParameter(f"choose one of {', '.join(kinds)}", param_hint="--modality")
    dosage = Dosage(device, minutes, microampere, hertz, waveform)
    provision = provision_of(by, qualification, cost, notes)
    with open_records() as desk:
        done = MicrocurrentSession(moment(at, desk.policy), frozenset(region), Modality(modality))

        def keep(client_id: str, reasons: "Reasons") -> "Recorded | NotRecorded":
            return record_microcurrent(
                desk, client_id, done, dosage, provision=provision, reasons=reasons
            )

        result = _record(desk, client_id_of(desk, client), done, override, keep)
    _tell(result, json_file)


@app.command()
def care(
    *,
    client: ClientWord,
    kind: Annotated[str, typer.Option(help="skincare, filler, laser, peel or other.")],
    product: Annotated[str, typer.Option(help="What was used; kept encrypted.")],
    region: Annotated[list[str] | None, typer.Option(help="Where; again for each region.")] = None,
    at: At = None,
    until: Annotated[
        str | None, typer.Option(metavar="TIME", help="Last day of a routine; else it goes on.")
    ] = None,
    by: By = "",
    qualification: Qualification = "",
    cost: CostText = None,
    notes: Notes = "",
    json_file: JsonFile = None,
) -> None:
    """Record skincare, a filler, laser or other care on the same timeline."""
    from records.care import Care, CareKind
    from tracking.treat import record_care

    kinds = [known.value for known in CareKind]
    if kind not in kinds:
        raise typer.BadParameter(f"choose one of {', '.join(kinds)}", param_hint="--kind")
    provision = provision_of(by, qualification, cost, notes)
    with open_records() as desk:
        start = moment(at, desk.policy)
        end = moment(until, desk.policy, "--until") if until else None
        given = Care(CareKind(kind), product, start, end, tuple(region or ()))
        number = record_care(desk, client_id_of(desk, client), given, provision=provision)
    answer(
        "treat",
        {"status": "recorded", "id": number},
        json_file,
        lambda: typer.echo("Recorded."),
    )


@app.command()
def handover(
    client: ClientWord,
    out: Annotated[
        Path | None, typer.Option(metavar="FILE.pdf", help="Write the card to print or send.")
    ] = None,
    json_file: JsonFile = None,
) -> None:
    """Make the hand-over card for the microcurrent therapist: what was injected, where, when."""
    from reports.handover_card import handover_data, handover_lines, handover_pdf
    from tracking.handover import Handover
    from tracking.handover import handover as hand_over

    with open_records() as desk:
        found = hand_over(desk, client_id_of(desk, client))
    if not isinstance(found, Handover):
        answer("handover", {"card": None, "reason": asdict(found)}, json_file, lambda: None)
        typer.echo(found.message, err=True)
        raise typer.Exit(SOME_REFUSED)
    if out is not None:
        out.write_bytes(handover_pdf(found))

    def say() -> None:
        for line in handover_lines(found):
            typer.echo(line)
        if out is not None:
            typer.echo(f"The card is in {out}.")

    answer("handover", {"card": handover_data(found), "reason": None}, json_file, say)


def _record(
    desk: "Desk",
    client_id: str,
    done: "Planned",
    override: list[str] | None,
    keep: "Callable[[str, Reasons], Recorded | NotRecorded]",
) -> "Recorded | NotRecorded":
    """Keep a session; a reason given for a rule is given for each of its findings."""
    from tracking.treat import assess

    given = dict(pair(text, "--override") for text in override or [])
    found = assess(desk, client_id, done).findings if given else ()
    reasons = {finding: given[finding.rule_id] for finding in found if finding.rule_id in given}
    return keep(client_id, reasons)


def _tell(result: "Recorded | NotRecorded", json_file: str | None) -> None:
    from tracking.treat import Recorded

    unsigned = () if isinstance(result, Recorded) else result.unsigned
    findings = [
        {
            "rule": finding.rule_id,
            "severity": finding.severity.value,
            "sentence": finding.sentence,
            "source": str(finding.source),
            "needs_reason": finding in unsigned,
        }
        for finding in result.assessment.findings
    ]

    def say() -> None:
        for finding in result.assessment.findings:
            typer.echo(f"{finding.severity.value:<6} {finding.rule_id}: {finding.sentence}")
        typer.echo("Recorded." if result else "Not recorded.")

    document = {
        "status": "recorded" if result else "not_recorded",
        "id": result.id if isinstance(result, Recorded) else None,
        "light": result.assessment.light.value,
        "findings": findings,
    }
    answer("treat", document, json_file, say)
    if not result:
        rules = ", ".join(dict.fromkeys(finding.rule_id for finding in unsigned))
        asking = " Answers are kept with `health ask`." if "screening-" in rules else ""
        typer.echo(
            f"Nothing was recorded; give a reason with --override for {rules}.{asking}", err=True
        )
        raise typer.Exit(SOME_REFUSED)
